"""How its owner reached somebody: the event where it began, and who introduced whom from there on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import select

from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.introductions.models import IntroducedTie
from networking_app.ties.models import INTRODUCTION, Encounter, Tie

# From here on all rows of an owner are read sooner than so many are named.
MANY = 1000


class Known(Protocol):
    """Somebody of the owner's ties: a Tie, or a row with these columns."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def origin(self) -> str: ...
    @property
    def peer_user_id(self) -> int | None: ...


@dataclass(frozen=True)
class Place:
    """The event where somebody was first met."""

    event_id: int
    summary: str
    cover: str


@dataclass(frozen=True)
class Origin:
    """`people` goes from the first who was met to the one it is about; each introduced the next.

    It begins at `place`, if that was at an event. Where the first of them was introduced too, it was by somebody who is
    no tie of the owner's any more.
    """

    place: Place | None
    people: tuple[Known, ...]

    @property
    def how(self) -> str:
        """By which of ties.models.ORIGINS the first tie came."""
        return self.people[0].origin

    @property
    def connectors(self) -> tuple[Known, ...]:
        return self.people[:-1]

    @property
    def tells(self) -> bool:
        """Whether there is more to it than the name."""
        return self.place is not None or len(self.people) > 1 or self.how == INTRODUCTION


def origin_of(tie: Tie) -> Origin:
    """The chain that led to one tie."""
    return origins_of(tie.owner_id, [tie])[tie.id]


def origins_of(owner_id: int, ties: Sequence[Known]) -> dict[int, Origin]:
    """By tie the chain that led to it, with the same two questions for one tie or for all."""
    connectors = _connectors(owner_id)
    chains = {tie.id: _chain(tie, connectors) for tie in ties}
    places = _places(owner_id, {chain[0].id for chain in chains.values() if chain[0].origin != INTRODUCTION})
    return {tie_id: Origin(places.get(chain[0].id), chain) for tie_id, chain in chains.items()}


def _connectors(owner_id: int) -> dict[int, Known]:
    """By tie of the owner's their tie to who introduced them; of two introductions the first."""
    led = select(IntroducedTie.tie_id.label("led_to"), Tie.id, Tie.name, Tie.origin, Tie.peer_user_id)
    led = led.join(Tie, Tie.id == IntroducedTie.by_tie_id).where(IntroducedTie.owner_id == owner_id)
    # The first comes last, and so replaces the others.
    return {row.led_to: row for row in db.session.execute(led.order_by(IntroducedTie.id.desc()))}


def _chain(tie: Known, connectors: Mapping[int, Known]) -> tuple[Known, ...]:
    chain = {tie.id: tie}
    last: Known | None = tie
    while last and last.origin == INTRODUCTION:
        last = connectors.get(last.id)
        # Two who introduced each other, since one of the ties was made anew: nobody knows who was first.
        if last is None or last.id in chain:
            break
        chain[last.id] = last
    return tuple(reversed(chain.values()))


def _places(owner_id: int, tie_ids: set[int]) -> dict[int, Place]:
    """By tie the event of its first meeting, if that was at one."""
    met = select(Encounter.tie_id, Event.id, Event.summary, Event.cover).where(Encounter.owner_id == owner_id)
    met = met.outerjoin(Event, Event.id == Encounter.event_id)
    if len(tie_ids) < MANY:
        met = met.where(Encounter.tie_id.in_(tie_ids))
    rows = db.session.execute(met.order_by(Encounter.met_at.desc(), Encounter.id.desc()))
    first = {row.tie_id: row for row in rows}
    return {tie_id: Place(row.id, row.summary, row.cover) for tie_id, row in first.items() if row.id}
