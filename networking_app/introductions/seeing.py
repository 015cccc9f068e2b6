"""What one person is shown of the introductions that concern them; pages are made of this and of nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

from sqlalchemy import or_

from networking_app.clock import now
from networking_app.extensions import db
from networking_app.introductions.finding import asked_of, concerning, waiting_for
from networking_app.introductions.models import Introduction
from networking_app.introductions.naming import first_name, names_held, shown_names
from networking_app.introductions.states import AGREED, ASKED, ASKED_OF_ME, MADE, OFFERED, OVER, WAITING, state_for

# How long it is said that something did not come about, and how much of each kind a page holds.
TOLD_FOR, MOST = timedelta(days=30), 300


@dataclass(frozen=True)
class Person:
    """Somebody as the reader may call them; `tie_id` is the reader's own tie to them."""

    name: str
    tie_id: int | None = None


@dataclass(frozen=True)
class Seen:
    """An introduction as its reader sees it. `people` are the other one or, for the connector, both.

    `said` are words by person: why they ask, while it is asked; what came of it, once it is made.
    """

    id: int
    state: str
    connector: Person | None
    people: tuple[Person, ...]
    until: datetime
    context: str = ""
    said: tuple[tuple[Person, str], ...] = ()
    mine: str = ""
    can_take_back: bool = False
    other_id: int | None = None


@dataclass(frozen=True)
class Overview:
    """Everything on the page of introductions, the newest first; what waits is ordered by when it runs out."""

    waiting: list[Seen] = field(default_factory=list)
    asked: list[Seen] = field(default_factory=list)
    pending: list[Seen] = field(default_factory=list)
    made: list[Seen] = field(default_factory=list)
    over: list[Seen] = field(default_factory=list)

    @property
    def is_cut(self) -> bool:
        """Whether more may wait than are here."""
        return MOST in (len(self.waiting), len(self.asked))


def overview(user_id: int) -> Overview:
    """What that user is shown now."""
    soonest = Introduction.expires_at, Introduction.id
    waiting, asked = (db.session.scalars(some(user_id).order_by(*soonest).limit(MOST)).all()
                      for some in (waiting_for, asked_of))
    lately = or_(Introduction.made_at.is_not(None), Introduction.expires_at > now() - TOLD_FOR)
    told = concerning(user_id).where(lately).order_by(Introduction.id.desc()).limit(MOST)
    others = db.session.scalars(told).all()
    reader = Reader.of(user_id, [*waiting, *asked, *others])
    return Overview(
        reader.all(waiting, WAITING), reader.all(asked, ASKED_OF_ME),
        reader.all(others, ASKED, AGREED, OFFERED), reader.all(others, MADE), reader.all(others, OVER),
    )


@dataclass(frozen=True)
class Reader:
    """Somebody who reads introductions, with their ties to the people of them and the names these show."""

    user_id: int
    ties: Mapping[int, tuple[int, str]]
    names: Mapping[int, str]

    @classmethod
    def of(cls, user_id: int, some: Iterable[Introduction]) -> Self:
        people = {person for found in some for person in found.people} - {user_id}
        return cls(user_id, names_held(user_id, people), shown_names(people))

    def all(self, some: Iterable[Introduction], *states: str) -> list[Seen]:
        """Those that are in one of these states for the reader."""
        at = now()
        return [self.seen(found, state) for found in some if (state := state_for(found, self.user_id, at)) in states]

    def seen(self, found: Introduction, state: str) -> Seen:
        return self._as_connector(found, state) if self.user_id == found.connector_id else self._as_side(found, state)

    def _as_connector(self, found: Introduction, state: str) -> Seen:
        said = [(self._known(side.user_id), words) for side in found.sides
                if (words := {ASKED_OF_ME: side.request, MADE: side.result}.get(state))]
        return Seen(
            found.id, state, None, (self._known(found.first_id), self._known(found.second_id)), found.expires_at,
            "" if state == OVER else found.context, tuple(said),
            can_take_back=state == OFFERED and found.asked_at is None,
        )

    def _as_side(self, found: Introduction, state: str) -> Seen:
        side = found.side(self.user_id)
        other = self._known(side.other.user_id) if state == MADE else self._unknown(side.other.user_id)
        return Seen(
            found.id, state, self._known(found.connector_id), (other,), found.expires_at,
            "" if state == OVER else found.context, mine=side.result if state == MADE else side.request,
            can_take_back=state in (ASKED, AGREED) and side.asked, other_id=side.other.user_id,
        )

    def _known(self, user_id: int) -> Person:
        tie_id, name = self.ties.get(user_id, (None, ""))
        return Person(name, tie_id) if tie_id else self._unknown(user_id)

    def _unknown(self, user_id: int) -> Person:
        return Person(first_name(self.names.get(user_id, "")))
