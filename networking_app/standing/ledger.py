"""Who holds a tie to a person and whom that person holds one to: read once, counted by others.

A person is named by their user id or, where they have no account, by the id of the tie to them with a minus.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from networking_app.events.models import Attendance, Event
from networking_app.extensions import db, run
from networking_app.follow_ups.models import FollowUp
from networking_app.introductions.apart import blocked_with
from networking_app.ties.context import with_context
from networking_app.ties.models import BADGE, BY_HAND, IN, CardLeft, Encounter, Interaction, Tie


@dataclass(frozen=True)
class Theirs:
    """A tie that somebody else holds to the person."""

    tie_id: int
    origin: str
    since: datetime


@dataclass(frozen=True)
class Mine:
    """A tie of the person's own; `left_at` says when the other side left them a card that still stands."""

    tie_id: int
    since: datetime
    left_at: datetime | None
    has_context: bool


@dataclass(frozen=True)
class Arrival:
    """Somebody who came by themselves: they took the card, left theirs, or wrote first."""

    person: int
    at: datetime
    how: str


@dataclass(frozen=True)
class Ledger:
    """Both directions by person; nobody in it is blocked or has blocked."""

    theirs: dict[int, Theirs]
    mine: dict[int, Mine]
    # By person their first word after the meeting, where none of the other side came before it.
    wrote: dict[int, datetime]
    # By event that the person attends: who met them there, and whom they met.
    met_me: dict[int, set[int]]
    met: dict[int, set[int]]

    @property
    def since(self) -> dict[int, datetime]:
        """Everybody who knows the person, by the time from which on they do."""
        left = {person: mine.left_at for person, mine in self.mine.items() if mine.left_at}
        held = {person: theirs.since for person, theirs in self.theirs.items()}
        return held | {person: min(at, held.get(person, at)) for person, at in left.items()}

    def arrivals(self) -> list[Arrival]:
        """Who came by themselves, the newest first."""
        found = (self._arrival(person) for person in self.since.keys() | self.wrote.keys())
        return sorted((one for one in found if one), key=lambda one: (one.at, one.person), reverse=True)

    def _arrival(self, person: int) -> Arrival | None:
        theirs, mine = self.theirs.get(person), self.mine.get(person)
        if mine and mine.left_at:
            return Arrival(person, mine.left_at, "left")
        if theirs and theirs.origin == BADGE and (mine is None or theirs.since < mine.since):
            return Arrival(person, theirs.since, "took")
        return Arrival(person, self.wrote[person], "wrote") if person in self.wrote else None


@dataclass(frozen=True)
class Side:
    """Ties in one direction: since when each stands, what else was asked of it, and by event which met there."""

    since: dict[int, datetime]
    rest: dict[int, list[Any]]
    met: dict[int, set[int]]

    @classmethod
    def read(cls, question: Any, attended: set[int]) -> "Side":
        """From rows of tie, when and where the two met once, and the rest; `attended` are the events that count."""
        side = cls({}, {}, defaultdict(set))
        for tie_id, at, event_id, *rest in _rows(question):
            side.since[tie_id] = min(at, side.since.get(tie_id, at))
            side.rest[tie_id] = rest
            if event_id in attended:
                side.met[event_id].add(tie_id)
        return side

    def met_by(self, people: dict[int, int]) -> dict[int, set[int]]:
        """By event the people of those ties."""
        named = {event: {people[tie_id] for tie_id in ties if tie_id in people} for event, ties in self.met.items()}
        return {event: some for event, some in named.items() if some}


def ledger_of(user_id: int) -> Ledger:
    """Everything with the same few questions, however many there are."""
    apart = set(db.session.scalars(blocked_with(user_id)))
    # An event of theirs that the person has no part in is nothing to tell them of.
    attended = set(db.session.scalars(select(Attendance.event_id).where(Attendance.user_id == user_id)))
    held, own = Side.read(_theirs(user_id), attended), Side.read(_mine(user_id), attended)
    owners = {tie_id: owner for tie_id, (owner, _origin) in held.rest.items() if owner not in apart}
    people = {tie_id: peer or -tie_id for tie_id, (peer,) in own.rest.items() if peer not in apart}
    theirs = {owner: Theirs(tie_id, held.rest[tie_id][1], held.since[tie_id]) for tie_id, owner in owners.items()}
    met_me, context = defaultdict(set, held.met_by(owners)), with_context(user_id)
    left_at: dict[int, datetime] = {}
    for tie_id, at, event_id in _rows(_left(user_id)):
        left_at[tie_id] = min(at, left_at.get(tie_id, at))
        if event_id in attended and tie_id in people:
            met_me[event_id].add(people[tie_id])
    mine = {person: Mine(tie_id, own.since[tie_id], left_at.get(tie_id), tie_id in context)
            for tie_id, person in people.items()}
    return Ledger(theirs, mine, _wrote(user_id, people), met_me, own.met_by(people))


def _rows(question: Any) -> Sequence[Any]:
    return run(question).all()


def _with_meetings(user: Any, *rest: Any) -> Any:
    since = func.coalesce(Encounter.met_at, Tie.created_at, type_=Tie.created_at.type)
    return select(Tie.id, since, Encounter.event_id, *rest).outerjoin(Encounter, Encounter.tie_id == Tie.id).where(user)


def _theirs(user_id: int) -> Any:
    held = _with_meetings(Tie.peer_user_id == user_id, Tie.owner_id, Tie.origin)
    return held.where(Tie.origin != BY_HAND)


def _mine(user_id: int) -> Any:
    return _with_meetings(Tie.owner_id == user_id, Tie.peer_user_id)


def _left(user_id: int) -> Any:
    left = select(CardLeft.tie_id, CardLeft.consented_at, Encounter.event_id)
    left = left.outerjoin(Encounter, Encounter.id == CardLeft.encounter_id)
    return left.where(CardLeft.owner_id == user_id, CardLeft.withdrawn_at.is_(None))


def _wrote(user_id: int, people: dict[int, int]) -> dict[int, datetime]:
    at, came = Interaction.happened_at, Interaction.direction == IN
    contacts: Any = select(Interaction.tie_id, func.min(at).filter(came), func.min(at).filter(~came))
    steps: Any = select(FollowUp.tie_id, func.min(FollowUp.completed_at)).where(
        FollowUp.owner_id == user_id, FollowUp.is_a_word())
    done = {tie_id: at for tie_id, at in _rows(steps.group_by(FollowUp.tie_id))}
    wrote = _rows(contacts.where(Interaction.owner_id == user_id).group_by(Interaction.tie_id))
    return {people[tie_id]: theirs for tie_id, theirs, own in wrote if tie_id in people and theirs
            and all(theirs < mine for mine in (own, done.get(tie_id)) if mine)}


def events_of(ids: set[int]) -> dict[int, Event]:
    return {event.id: event for event in db.session.scalars(select(Event).where(Event.id.in_(ids)))}
