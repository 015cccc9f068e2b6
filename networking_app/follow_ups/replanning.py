"""A plan or its event has changed: open follow-ups that nobody has touched follow it, all others stay."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, case, or_, select, update

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db, insert
from networking_app.follow_ups.models import PLAN, FollowUp
from networking_app.follow_ups.planning import Planned, Rhythm, Step, plan_follow_ups

# Rows already loaded into the session are not told of these statements.
APART = {"synchronize_session": False}
UNTOUCHED = (FollowUp.completed_at.is_(None), FollowUp.skipped_at.is_(None), FollowUp.snoozed_until.is_(None))


def replan(
    event_id: int, day: date, steps: Sequence[Step], *, only: Collection[int] | None = None,
    but_not: Collection[int] = (),
) -> None:
    """Re-date, add and withdraw what is untouched at that event, counted from `day`; a second run changes nothing.

    `only` and `but_not` are ids of the people whose follow-ups are meant; by default everybody's.
    """
    for rhythm, owner_ids in _owners_by_rhythm(event_id, only, but_not):
        numbers = _next_changes(owner_ids)
        planned = plan_follow_ups(steps, day, rhythm)
        theirs = (FollowUp.event_id == event_id, FollowUp.owner_id.in_(owner_ids), FollowUp.source == PLAN)
        _withdraw(theirs, [step.key for step in steps])
        for one in planned:
            _bring_in_line(theirs, one)
        _add_missing(event_id, theirs, planned, numbers)


def _owners_by_rhythm(
    event_id: int, only: Collection[int] | None, but_not: Collection[int]
) -> Iterator[tuple[Rhythm, list[int]]]:
    owners: dict[Rhythm, list[int]] = defaultdict(list)
    at_event = select(FollowUp.owner_id).where(FollowUp.event_id == event_id, FollowUp.source == PLAN)
    # Locked in one order, so that two changes at once wait instead of blocking each other for good.
    rows = select(User.id, User.time_zone, User.preferred_hour, User.days_off).where(User.id.in_(at_event))
    for owner_id, zone, hour, days_off in db.session.execute(rows.order_by(User.id).with_for_update()):
        if (only is None or owner_id in only) and owner_id not in but_not:
            owners[Rhythm(zone, hour, days_off)].append(owner_id)
    yield from owners.items()


def _next_changes(owner_ids: list[int]) -> dict[int, int]:
    bump = update(User).where(User.id.in_(owner_ids)).values(change_seq=User.change_seq + 1)
    rows = db.session.execute(bump.returning(User.id, User.change_seq), execution_options=APART)
    return {owner_id: number for owner_id, number in rows}


def _number() -> ColumnElement[int]:
    return select(User.change_seq).where(User.id == FollowUp.owner_id).scalar_subquery()


def _withdraw(theirs: tuple[ColumnElement[bool], ...], kept_keys: list[str]) -> None:
    gone = (*theirs, *UNTOUCHED, FollowUp.withdrawn_at.is_(None), FollowUp.step_key.not_in(kept_keys))
    _update(gone, {"withdrawn_at": now()})


def _bring_in_line(theirs: tuple[ColumnElement[bool], ...], planned: Planned) -> None:
    values = _columns(planned) | {"withdrawn_at": None}
    due_at = values.pop("due_at")
    # Who has been prompted of it already is prompted anew only for another day.
    anew = or_(FollowUp.due_on != planned.due_on, FollowUp.nudges == 0)
    differs = or_(*(getattr(FollowUp, column).is_distinct_from(value) for column, value in values.items()),
                  and_(anew, FollowUp.due_at != due_at))
    values |= {"due_at": case((anew, due_at), else_=FollowUp.due_at), "nudges": case((anew, 0), else_=FollowUp.nudges)}
    _update((*theirs, *UNTOUCHED, FollowUp.step_key == planned.step.key, differs), values)


def _update(which: tuple[ColumnElement[bool], ...], values: dict[str, object]) -> None:
    statement = update(FollowUp).where(*which).values(**values, change_seq=_number())
    db.session.execute(statement, execution_options=APART)


def _add_missing(
    event_id: int, theirs: tuple[ColumnElement[bool], ...], planned: Sequence[Planned], numbers: dict[int, int]
) -> None:
    there: dict[tuple[int, int], set[str]] = defaultdict(set)
    rows = select(FollowUp.owner_id, FollowUp.tie_id, FollowUp.step_key).where(*theirs)
    for owner_id, tie_id, key in db.session.execute(rows):
        there[owner_id, tie_id].add(key)
    new = [
        _columns(one) | {"owner_id": owner_id, "tie_id": tie_id, "event_id": event_id, "step_key": one.step.key,
                         "change_seq": numbers[owner_id], "created_at": now()}
        for (owner_id, tie_id), keys in there.items() for one in planned if one.step.key not in keys
    ]
    if new:
        db.session.execute(insert(FollowUp).on_conflict_do_nothing(), new)


def _columns(planned: Planned) -> dict[str, object]:
    step = planned.step
    return {
        "position": planned.position, "title": step.title, "hint": step.hint, "condition": step.condition,
        "planned_on": planned.planned_on, "due_on": planned.due_on, "due_at": planned.due_at,
    }
