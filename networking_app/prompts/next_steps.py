"""Who is next: of every person at every event the step that comes next, if its condition holds, and every promise."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from networking_app.events.models import Event
from networking_app.extensions import db, run
from networking_app.follow_ups.models import PROMISE, FollowUp
from networking_app.follow_ups.planning import ALWAYS, PROMISED, UNANSWERED
from networking_app.owed.models import Owed
from networking_app.ties.models import OUT, Encounter, Interaction, Note, Tie, TieTag
from networking_app.ties.models import PROMISED as PROMISED_TAG

SHOWN = 200
_IS_PROMISE = or_(FollowUp.condition == PROMISED, FollowUp.source == PROMISE)
_ORDER = (~_IS_PROMISE, FollowUp.effective_day(), FollowUp.id)


@dataclass(frozen=True)
class NextStep:
    """One person's next follow-up, with what is needed to act on it; `owed_id` is the debt as which it is kept."""

    follow_up: FollowUp
    tie: Tie
    event: Event | None
    note: Note | None
    owed_id: int | None


@dataclass(frozen=True)
class Due:
    """A next step whose prompt is due; `day` is the one it is due on for its owner."""

    id: int
    event_id: int | None
    day: date
    nudges: int


@cache  # the worker asks once for every person, and building it costs more than asking
def condition_holds() -> ColumnElement[bool]:
    """Whether a follow-up is to be done at all: promised only what was, asked again only who has neither answered nor
    been met again."""
    promised = exists().where(TieTag.tie_id == FollowUp.tie_id, TieTag.name == PROMISED_TAG)
    answered = exists().where(Interaction.tie_id == FollowUp.tie_id, Interaction.direction != OUT)
    return or_(
        FollowUp.condition == ALWAYS,
        and_(FollowUp.condition == PROMISED, promised, ~_promise_kept()),
        and_(FollowUp.condition == UNANSWERED, ~answered, ~_met_again()),
    )


def _met_again() -> ColumnElement[bool]:
    """Whether the two have met elsewhere since it was planned."""
    return exists().where(
        Encounter.tie_id == FollowUp.tie_id, Encounter.event_id.is_distinct_from(FollowUp.event_id),
        Encounter.met_at > FollowUp.created_at)


def _promise_kept() -> ColumnElement[bool]:
    """Whether what was promised there has a follow-up of its own, with its own day."""
    kept = aliased(FollowUp)
    return exists().where(
        kept.tie_id == FollowUp.tie_id, kept.event_id.is_not_distinct_from(FollowUp.event_id),
        kept.source == PROMISE, kept.skipped_at.is_(None),
    )


@cache
def _next_ids(at_event: bool) -> Select[int]:
    # What was promised neither hides a step of the plan nor hides behind one.
    order = func.row_number().over(
        partition_by=(FollowUp.tie_id, FollowUp.event_id, FollowUp.source),
        order_by=(FollowUp.effective_day(), FollowUp.position),
    )
    waiting = select(FollowUp.id, FollowUp.source, order.label("place")).where(
        FollowUp.owner_id == bindparam("next_of"), FollowUp.is_open(), condition_holds()
    )
    if at_event:
        waiting = waiting.where(FollowUp.event_id == bindparam("next_at"))
    ranked = waiting.subquery()
    return select(ranked.c.id).where(or_(ranked.c.place == 1, ranked.c.source == PROMISE))


def next_steps(
    owner_id: int, *, until: date | None = None, after: date | None = None, event_id: int | None = None,
    among: Collection[int] | None = None,
) -> list[NextStep]:
    """The owner's next steps, promises first, then by day; `until` leaves out what is due later, `after` until then.

    `among` are ids of the only follow-ups that are meant.
    """
    rows = (
        select(FollowUp, Tie, Event, _owed_id())
        .join(Tie, Tie.id == FollowUp.tie_id)
        .outerjoin(Event, Event.id == FollowUp.event_id)
        .where(FollowUp.id.in_(_next_ids(event_id is not None)))
        .options(joinedload(Tie.card), selectinload(Tie.notes), selectinload(Tie.encounters))
        .order_by(*_ORDER)
        .limit(SHOWN)
    )
    if until is not None:
        rows = rows.where(FollowUp.effective_day() <= until)
    if after is not None:
        rows = rows.where(FollowUp.effective_day() > after)
    if among is not None:
        rows = rows.where(FollowUp.id.in_(among))
    found = db.session.execute(rows, {"next_of": owner_id, "next_at": event_id})
    return [NextStep(step, tie, event, _note_for(tie, step), owed_id) for step, tie, event, owed_id in found]


def newly_due(owner_id: int, before: datetime) -> list[Due]:
    """The owner's next steps whose next prompt is due before that instant, promises first, then by day."""
    return [Due(*row) for row in run(_newly_due(), {"next_of": owner_id, "before": before})]


@cache
def _newly_due() -> Select[int, int | None, date, int]:
    return (
        select(FollowUp.id, FollowUp.event_id, FollowUp.effective_day(), FollowUp.nudges)
        .where(FollowUp.id.in_(_next_ids(False)), FollowUp.due_at < bindparam("before"))
        .order_by(*_ORDER)
        .limit(SHOWN)
    )


def _owed_id() -> ScalarSelect[int]:
    """As long as the follow-up is open, so is what was opened from it."""
    return select(func.min(Owed.id)).where(Owed.follow_up_id == FollowUp.id).correlate(FollowUp).scalar_subquery()


def _note_for(tie: Tie, step: FollowUp) -> Note | None:
    """What was noted at that event; else the newest words on the person."""
    ids = {encounter.id for encounter in tie.encounters if encounter.event_id == step.event_id}
    there = [note for note in tie.notes if note.encounter_id in ids]
    return next(iter(there or tie.notes), None)


def _left_in_note() -> ColumnElement[bool]:
    """A promise that its owner was not to be reminded of: nothing was done about the person."""
    return and_(FollowUp.source == PROMISE, FollowUp.skipped_at.is_not(None))


@dataclass(frozen=True)
class Progress:
    """How many of the people met at an event have been followed up; people are counted, not rows."""

    done: int
    people: int


def progress(owner_id: int, event_id: int) -> Progress:
    met = select(func.count(Encounter.tie_id.distinct())).where(
        Encounter.owner_id == owner_id, Encounter.event_id == event_id
    )
    acted = select(func.count(FollowUp.tie_id.distinct())).where(
        FollowUp.owner_id == owner_id, FollowUp.event_id == event_id, FollowUp.withdrawn_at.is_(None),
        or_(FollowUp.completed_at.is_not(None), FollowUp.skipped_at.is_not(None)), ~_left_in_note(),
    )
    return Progress(db.session.scalar(acted) or 0, db.session.scalar(met) or 0)


def closed_steps(owner_id: int, event_id: int) -> Sequence[tuple[FollowUp, Tie]]:
    """What is done or skipped at that event, the latest first."""
    closed_at = func.coalesce(FollowUp.completed_at, FollowUp.skipped_at)
    rows = (
        select(FollowUp, Tie)
        .join(Tie, Tie.id == FollowUp.tie_id)
        .where(FollowUp.owner_id == owner_id, FollowUp.event_id == event_id, FollowUp.withdrawn_at.is_(None),
               closed_at.is_not(None), ~_left_in_note())
        .order_by(closed_at.desc())
        .limit(SHOWN)
    )
    return [(step, tie) for step, tie in db.session.execute(rows)]
