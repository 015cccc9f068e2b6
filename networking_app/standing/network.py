"""The network of one person as a picture: their ties, and who of these is known to know whom.

Known are only introductions that they made or had a part in, and ties that somebody who knows them opened towards
somebody who lets themselves be introduced. An event in common is no line, it is a colour.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import func, select

from networking_app.extensions import db
from networking_app.introductions.apart import block_between, blocked_with, knows
from networking_app.introductions.finding import concerning
from networking_app.introductions.models import Introducible, Introduction, Opening
from networking_app.ties.models import Tie

# A picture of more says nothing, and a phone is slow to draw it. Those met longest ago are left out.
MOST = 300
# Of openings between these, the newest.
MOST_OPENED = 3000

# One tie's place in the list, and another's: the first is known to know the second.
Edge = tuple[int, int]


@dataclass(frozen=True)
class Network:
    """The ties that were met last, by their places there who is known to know whom, and what is left out.

    `left_out` counts the ties; of openings it is only known that there are more than were read.
    """

    ties: Sequence[Any]
    edges: frozenset[Edge]
    left_out: int
    more_opened: bool

    @cached_property
    def lines(self) -> list[Edge]:
        """Each pair that is joined, once."""
        return sorted({(min(edge), max(edge)) for edge in self.edges})

    @cached_property
    def known_by(self) -> list[list[Any]]:
        """By place the ties that are known to know that one, in their order."""
        knowing: list[list[Any]] = [[] for _tie in self.ties]
        for one, other in sorted(self.edges):
            knowing[other].append(self.ties[one])
        return knowing


def network_of(owner_id: int, most: int = MOST) -> Network:
    """The picture of one person's network."""
    columns = select(Tie.id, Tie.name, Tie.origin, Tie.peer_user_id, Tie.card_id).where(Tie.owner_id == owner_id)
    ties = db.session.execute(columns.order_by(Tie.last_met_at.desc(), Tie.id.desc()).limit(most)).all()
    places = {tie.peer_user_id: place for place, tie in enumerate(ties) if tie.peer_user_id}
    opened = _opened(owner_id, places)
    pairs = [*_introduced(owner_id), *opened]
    edges = frozenset((places[one], places[other]) for one, other in pairs if one in places and other in places)
    total = db.session.scalar(select(func.count()).select_from(Tie).where(Tie.owner_id == owner_id)) or 0
    return Network(ties, edges, total - len(ties), len(opened) == MOST_OPENED)


def _introduced(owner_id: int) -> Iterable[tuple[int, int]]:
    """Users who know each other by an introduction that the owner made or that was made for them, both ways.

    Also where one of them has blocked the other since: a line that vanished would tell that to a third.
    """
    first, second, connector = Introduction.first_id, Introduction.second_id, Introduction.connector_id
    made = concerning(owner_id).where(Introduction.made_at.is_not(None))
    for one in db.session.execute(made.with_only_columns(first, second, connector)):
        people = [user_id for user_id in one if user_id != owner_id]
        yield people[0], people[1]
        yield people[1], people[0]


def _opened(owner_id: int, peers: Iterable[int]) -> Sequence[Any]:
    """Users, and whom they opened their tie to; both are ties of the owner."""
    near = [*peers]
    owner, peer = Opening.owner_id, Opening.peer_user_id
    opened = select(owner, peer).join(Introducible, Introducible.user_id == peer).where(
        owner.in_(near), peer.in_(near), knows(owner, owner_id), knows(peer, owner),
        owner.not_in(blocked_with(owner_id)), peer.not_in(blocked_with(owner_id)), ~block_between(owner, peer),
    )
    return db.session.execute(opened.order_by(Opening.id.desc()).limit(MOST_OPENED)).all()
