"""Who holds a tie to a person and whom that person holds one to: read once, counted by others.

A person is named by their user id or, where they have no account, by the id of the tie to them with a minus.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select

from networking_app.events.models import Attendance, Event
from networking_app.extensions import db, run
from networking_app.follow_ups.models import FollowUp
from networking_app.introductions.apart import blocked_with
from networking_app.ties.context import has_context
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
        found = (self._arrival(person) for person in self.since)
        return sorted((one for one in found if one), key=lambda one: (one.at, one.person), reverse=True)

    def _arrival(self, person: int) -> Arrival | None:
        theirs, mine = self.theirs.get(person), self.mine.get(person)
        if mine and mine.left_at:
            return Arrival(person, mine.left_at, "left")
        if theirs and theirs.origin == BADGE and (mine is None or theirs.since < mine.since):
            return Arrival(person, theirs.since, "took")
        return Arrival(person, self.wrote[person], "wrote") if person in self.wrote else None


def ledger_of(user_id: int) -> Ledger:
    """Everything with the same few questions, however many there are."""
    apart = set(db.session.scalars(blocked_with(user_id)))
    theirs = {owner: Theirs(*row) for owner, *row in _rows(_theirs(user_id)) if owner not in apart}
    people: dict[int, int] = {}
    mine: dict[int, Mine] = {}
    for peer, *row in _rows(_mine(user_id)):
        if peer not in apart:
            tie = Mine(*row)
            people[tie.tie_id] = peer or -tie.tie_id
            mine[people[tie.tie_id]] = tie
    met_me = [(event, person) for event, person in _rows(_met_me(user_id)) if person in theirs]
    left = [(event, people[tie_id]) for event, tie_id in _rows(_left(user_id)) if tie_id in people]
    met = [(event, people[tie_id]) for event, tie_id in _rows(_met(user_id)) if tie_id in people]
    return Ledger(theirs, mine, _wrote(user_id, people), _by_event([*met_me, *left]), _by_event(met))


def _rows(question: Any) -> list[Any]:
    return list(run(question))


def _first_met() -> Any:
    met = select(func.min(Encounter.met_at)).where(Encounter.tie_id == Tie.id).scalar_subquery()
    return func.coalesce(met, Tie.created_at, type_=Tie.created_at.type)


def _theirs(user_id: int) -> Any:
    held = select(Tie.owner_id, Tie.id, Tie.origin, _first_met())
    return held.where(Tie.peer_user_id == user_id, Tie.origin != BY_HAND)


def _mine(user_id: int) -> Any:
    left = select(func.min(CardLeft.consented_at)).where(CardLeft.tie_id == Tie.id, CardLeft.withdrawn_at.is_(None))
    columns = (Tie.peer_user_id, Tie.id, _first_met(), left.scalar_subquery(), has_context())
    return select(*columns).where(Tie.owner_id == user_id)


def _attended(user_id: int) -> Any:
    # An event of theirs that the person has no part in is nothing to tell them of.
    return exists().where(Attendance.event_id == Encounter.event_id, Attendance.user_id == user_id)


def _met_me(user_id: int) -> Any:
    met = select(Encounter.event_id, Tie.owner_id).join(Tie, Tie.id == Encounter.tie_id)
    return met.where(Tie.peer_user_id == user_id, _attended(user_id))


def _left(user_id: int) -> Any:
    left = select(Encounter.event_id, CardLeft.tie_id).join(CardLeft, CardLeft.encounter_id == Encounter.id)
    return left.where(CardLeft.owner_id == user_id, CardLeft.withdrawn_at.is_(None), _attended(user_id))


def _met(user_id: int) -> Any:
    return select(Encounter.event_id, Encounter.tie_id).where(Encounter.owner_id == user_id, _attended(user_id))


def _by_event(places: list[Any]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for event, person in places:
        found[event].add(person)
    return found


def _wrote(user_id: int, people: dict[int, int]) -> dict[int, datetime]:
    at, came = Interaction.happened_at, Interaction.direction == IN
    contacts: Any = select(Interaction.tie_id, func.min(at).filter(came), func.min(at).filter(~came))
    # A step that is done is a word of the person's own; one that a contact has answered is done with it.
    steps: Any = select(FollowUp.tie_id, func.min(FollowUp.completed_at)).where(
        FollowUp.owner_id == user_id, FollowUp.completed_at.is_not(None), FollowUp.answered_by_id.is_(None))
    done = dict(_rows(steps.group_by(FollowUp.tie_id)))
    wrote = _rows(contacts.where(Interaction.owner_id == user_id).group_by(Interaction.tie_id))
    return {people[tie_id]: theirs for tie_id, theirs, own in wrote if tie_id in people and theirs
            and all(theirs < mine for mine in (own, done.get(tie_id)) if mine)}


def events_of(ids: set[int]) -> dict[int, Event]:
    return {event.id: event for event in db.session.scalars(select(Event).where(Event.id.in_(ids)))}
