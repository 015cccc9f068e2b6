"""What came of an event: of whom one met there, and of what was owed since. Numbers of people, each of them once."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from networking_app.events.models import AROUND, Event
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.owed.models import Owed
from networking_app.standing.gained import gained_at
from networking_app.standing.new_ties import met_at, new_at
from networking_app.standing.shares import percent
from networking_app.ties.context import has_context
from networking_app.ties.models import IN, OUT, Encounter, Interaction, Tie

SOON = timedelta(hours=48)


@dataclass(frozen=True)
class Tally:
    """The new ties of an event, how many of them have context, and how many people were met there again."""

    ties: int
    with_context: int
    met_again: int

    @property
    def people(self) -> int:
        return self.ties + self.met_again

    @property
    def context_percent(self) -> int | None:
        return percent(self.with_context, self.ties)


@dataclass(frozen=True)
class Touches:
    """By tie when it began, when its owner was in touch since, and whether anything came from the other side."""

    met: dict[int, datetime]
    own: dict[int, list[datetime]]
    heard: set[int]

    @property
    def soon(self) -> int:
        """With how many their owner was in touch within SOON of the meeting."""
        return sum(min(at) - self.met[tie_id] <= SOON for tie_id, at in self.own.items())

    @property
    def answered(self) -> int:
        return len(self.own.keys() & self.heard)


@dataclass(frozen=True)
class Retrospective:
    """Of whom somebody met at an event: followed up soon, written to at all and answered; who knows them since.

    Debts are those between the two, either way, opened since the doors did.
    """

    tally: Tally
    followed_up: int
    written_to: int
    answered: int
    known_by_gained: int
    debts_opened: int
    debts_closed: int

    @property
    def followed_up_percent(self) -> int | None:
        return percent(self.followed_up, self.tally.people)

    @property
    def answered_percent(self) -> int | None:
        return percent(self.answered, self.written_to)

    @property
    def closed_percent(self) -> int | None:
        return percent(self.debts_closed, self.debts_opened)


def tally_of(user_id: int, event: Event) -> Tally:
    """The numbers during the event."""
    everybody = db.session.scalar(met_at(user_id, event, func.count())) or 0
    context = db.session.scalars(select(has_context()).where(Tie.id.in_(new_at(user_id, event, Tie.id)))).all()
    return Tally(len(context), sum(context), everybody - len(context))


def retrospective_of(user_id: int, event: Event) -> Retrospective:
    """The numbers after it, with the same few questions however many people were there."""
    touches = touches_since(user_id, event)
    opened, closed = _debts(user_id, event)
    return Retrospective(
        tally=tally_of(user_id, event), followed_up=touches.soon, written_to=len(touches.own),
        answered=touches.answered, known_by_gained=gained_at(user_id, event), debts_opened=opened, debts_closed=closed,
    )


def touches_since(user_id: int, event: Event) -> Touches:
    """What was written and said since the meetings; a step that is done counts as a word of its owner's."""
    met = {tie_id: at for tie_id, at in db.session.execute(met_at(user_id, event, Tie.id, Encounter.met_at))}
    there = met_at(user_id, event, Tie.id)
    talks = select(Interaction.tie_id, Interaction.happened_at, Interaction.direction).where(
        Interaction.tie_id.in_(there))
    steps = select(FollowUp.tie_id, FollowUp.completed_at).where(FollowUp.tie_id.in_(there), FollowUp.is_a_word())
    done = [(tie_id, at, OUT) for tie_id, at in db.session.execute(steps) if at]
    own: dict[int, list[datetime]] = defaultdict(list)
    heard = set()
    for tie_id, at, direction in [*db.session.execute(talks), *done]:
        if at >= met[tie_id] and direction != IN:
            own[tie_id].append(at)
        if at >= met[tie_id] and direction != OUT:
            heard.add(tie_id)
    return Touches(met, own, heard)


def _debts(user_id: int, event: Event) -> tuple[int, int]:
    debts = select(func.count(), func.count(Owed.closed_at)).where(
        Owed.owner_id == user_id, Owed.tie_id.in_(met_at(user_id, event, Tie.id)), Owed.stood(),
        Owed.opened_at >= event.starts_at - AROUND)
    opened, closed = db.session.execute(debts).one()
    return opened, closed
