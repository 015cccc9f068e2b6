"""The page of a tie as its owner sees it: what the tie itself says, and what the domains above it add."""

from collections.abc import Sequence

from networking_app.introductions.opening import opened_among
from networking_app.owed.ledger import debts_on
from networking_app.standing.on_tie import standing_on
from networking_app.standing.provenance import origins_of
from networking_app.ties.models import Tie
from networking_app.ties.pages import TiePage, pages_of


def whole_pages(owner_id: int, ties: Sequence[Tie]) -> list[tuple[TiePage, dict[str, object]]]:
    """Each page with all that its template is given, for one tie or for many with the same few questions."""
    origins, pages = origins_of(owner_id, ties), pages_of(owner_id, ties)
    owed = debts_on(owner_id, [tie.id for tie in ties])
    standing = standing_on(owner_id, pages)
    opened = opened_among([tie.id for tie in ties])
    return [(page, {**page.values, "origin": origins[page.tie.id], "owed": owed[page.tie.id],
                    "opened": page.tie.id in opened, **standing[page.tie.id]}) for page in pages]
