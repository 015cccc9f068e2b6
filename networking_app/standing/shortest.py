"""The shortest chain of introductions between two people, only over ties that were opened for introductions.

It begins with a tie of one's own, who knows one too. From there on each step is a tie that its owner opened, to
somebody who knows them and lets themselves be introduced. Searched from both ends at once, with one question per step.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import Select, bindparam, select

from networking_app.accounts.models import Block
from networking_app.extensions import db
from networking_app.introductions.apart import block_between, blocked_with, holds, knows
from networking_app.introductions.models import Introducible, Opening
from networking_app.ties.models import Tie

MOST = 4
# What one step reads at most: the rest of a very large circle is left out, the longest known of it first.
PER_HOP = 2000
# So many chains of the shortest length are tried before it is said that there is none without a block on it.
TRIED = 50


@dataclass(frozen=True)
class Chain:
    """User ids from the one who looks to the one who is looked for, both included."""

    people: tuple[int, ...]

    @property
    def degrees(self) -> int:
        return len(self.people) - 1


@dataclass
class Side:
    """What was reached from one end: by person whom they were reached from, and the ones reached last."""

    reached: dict[int, list[int]]
    edge: list[int] = field(default_factory=list)

    @classmethod
    def at(cls, user_id: int) -> "Side":
        return cls({user_id: []}, [user_id])

    def grow(self, steps: Sequence[Any], apart: set[int]) -> None:
        """Take one step further; nobody of `apart` stands on a chain."""
        new: dict[int, list[int]] = {}
        for before, after in steps:
            if after not in self.reached and after not in apart:
                new.setdefault(after, []).append(before)
        self.reached |= new
        self.edge = list(new)


def shortest_chain(user_id: int, wanted_user_id: int, most: int = MOST, per_hop: int = PER_HOP) -> Chain | None:
    """A chain of at most so many steps, or nothing; nobody on it has blocked anybody on it."""
    apart = {*db.session.scalars(blocked_with(user_id)), *db.session.scalars(blocked_with(wanted_user_id))}
    if user_id == wanted_user_id or user_id in apart:
        return None
    if holds(knows(user_id, wanted_user_id)):
        return Chain((user_id, wanted_user_id))
    return _searched(Side.at(user_id), Side.at(wanted_user_id), apart, most, per_hop)


def _searched(ahead: Side, behind: Side, apart: set[int], most: int, per_hop: int) -> Chain | None:
    for step in range(most):
        if step == 0:
            ahead.grow(_steps(OWN, ahead.edge, per_hop), apart)
        elif len(ahead.edge) <= len(behind.edge):
            ahead.grow(_steps(AHEAD, ahead.edge, per_hop), apart)
        else:
            behind.grow(_steps(BEHIND, behind.edge, per_hop), apart)
        if met := ahead.reached.keys() & behind.reached.keys():
            ways = islice(_ways(met, ahead, behind), TRIED)
            return next((Chain(way) for way in ways if not _at_odds(way)), None)
        if not (ahead.edge and behind.edge):
            return None
    return None


def _ways(met: set[int], ahead: Side, behind: Side) -> Iterator[tuple[int, ...]]:
    for person in sorted(met):
        for start in _back(person, ahead):
            for end in _back(person, behind):
                yield (*reversed(start), person, *end)


def _back(person: int, side: Side) -> Iterator[tuple[int, ...]]:
    """Every way from a person back to where that side began, without the person."""
    before = side.reached[person]
    if not before:
        yield ()
    for one in before:
        yield from ((one, *rest) for rest in _back(one, side))


def _own() -> Any:
    """Ties with people who know one too, those met last first."""
    ties = select(Tie.owner_id, Tie.peer_user_id)
    mutual = ties.where(Tie.owner_id.in_(PEOPLE), knows(Tie.peer_user_id, Tie.owner_id))
    return mutual.order_by(Tie.last_met_at.desc(), Tie.id.desc()).limit(bindparam("most"))


def _opened(before: Any, after: Any) -> Select[Any]:
    """Opened ties between people who have not blocked each other; in order, so that the same are read each time."""
    owner, peer = Opening.owner_id, Opening.peer_user_id
    found = select(before, after).join(Introducible, Introducible.user_id == peer)
    found = found.where(before.in_(PEOPLE), knows(peer, owner), ~block_between(owner, peer))
    return found.order_by(before, after).limit(bindparam("most"))


PEOPLE: Any = bindparam("people", expanding=True)
OWN = _own()
AHEAD = _opened(Opening.owner_id, Opening.peer_user_id)
BEHIND = _opened(Opening.peer_user_id, Opening.owner_id)


def _steps(taken: Select[Any], people: list[int], most: int) -> Sequence[Any]:
    return db.session.execute(taken, {"people": people[:most], "most": most}).all()


def _at_odds(people: tuple[int, ...]) -> bool:
    among = select(Block.id).where(Block.blocker_id.in_(people), Block.blocked_id.in_(people))
    return db.session.scalar(among.limit(1)) is not None
