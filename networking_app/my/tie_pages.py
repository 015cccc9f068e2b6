"""The page of a tie as its owner sees it: what the tie itself says, and what the domains above it add."""

from collections.abc import Sequence

from networking_app.standing.provenance import origins_of
from networking_app.ties.models import Tie
from networking_app.ties.pages import TiePage, pages_of


def whole_pages(owner_id: int, ties: Sequence[Tie]) -> list[tuple[TiePage, dict[str, object]]]:
    """Each page with all that its template is given, for one tie or for many with the same few questions."""
    origins = origins_of(owner_id, ties)
    return [(page, {**page.values, "origin": origins[page.tie.id]}) for page in pages_of(owner_id, ties)]
