"""A chain of introductions as the person at its beginning may read it: a step at a time, and no further."""

from dataclasses import dataclass

from sqlalchemy import select

from networking_app.extensions import db
from networking_app.introductions.models import Opening
from networking_app.introductions.naming import first_name, shown_names
from networking_app.standing.shortest import Chain
from networking_app.ties.models import Tie


@dataclass(frozen=True)
class Way:
    """`tie` is the reader's own, `wanted` the name they gave.

    `next_name` is the first name of whom that tie opened, where the chain goes on behind them, and `opening_id` what
    they would ask by. Somebody whom the reader has met already, and who holds no tie to them, is `met` instead: there
    is nothing to ask. `unnamed` counts the others: what those opened, they did not open to the reader.
    """

    tie: Tie
    wanted: str
    next_name: str = ""
    opening_id: int | None = None
    met: Tie | None = None
    unnamed: int = 0

    @property
    def is_known(self) -> bool:
        """Whether it ends at the reader's own tie already."""
        return self.opening_id is None


def way_along(chain: Chain, wanted: str) -> Way | None:
    """That chain as its first person may read it; nothing where it broke meanwhile."""
    user_id, first_id, *further = chain.people
    tie = Tie.between(user_id, first_id)
    if tie is None:
        return None
    if not further:
        return Way(tie, wanted)
    opening = select(Opening.id).where(Opening.owner_id == first_id, Opening.peer_user_id == further[0])
    opening_id = db.session.scalar(opening)
    if opening_id is None:
        return None
    next_name = first_name(shown_names(further[:1])[further[0]]) if len(further) > 1 else ""
    return Way(tie, wanted, next_name, opening_id, Tie.between(user_id, further[0]), max(len(further) - 2, 0))
