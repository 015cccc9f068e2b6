"""Ringing an alarm: what is due becomes prompts and rows of `outgoing`, all in one transaction, or nothing of it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update

from networking_app.accounts.models import Outgoing, User
from networking_app.extensions import db, insert, run
from networking_app.follow_ups.models import FollowUp
from networking_app.follow_ups.nudging import next_prompt_at
from networking_app.prompts import alarms
from networking_app.prompts.alarms import Held
from networking_app.prompts.besides import with_something_to_tell
from networking_app.prompts.models import Prompt
from networking_app.prompts.moments import first_fit, next_ring
from networking_app.prompts.next_steps import Due
from networking_app.prompts.parcels import Parcel, round_for
from networking_app.prompts.people import Person, people

NUDGE = update(FollowUp).where(FollowUp.id == bindparam("step_id")).values(
    nudges=bindparam("so_far"), due_at=bindparam("next_at"))


def to_ring(held: Held, at: datetime) -> list[Person]:
    """Of those the people who may have something to be told now; for the others the next time is set."""
    those = people(held.user_ids)
    when = {person.id: first_fit(at, person.rhythm, person.quiet) for person in those}
    fit = [person for person in those if when[person.id] <= at]
    busy = with_something_to_tell(fit, at)
    _set_next({user_id: next_at for user_id, next_at in when.items() if next_at > at}, held.until)
    idle = {person.id: next_ring(at, person.rhythm, person.quiet) for person in fit if person.id not in busy}
    _set_next(idle, held.until, at)
    return [person for person in fit if person.id in busy]


def _set_next(times: dict[int, datetime], held_until: datetime, rang_at: datetime | None = None) -> None:
    for next_at in set(times.values()):
        those = [user_id for user_id, time in times.items() if time == next_at]
        alarms.move_on(those, held_until, next_at, rang_at)


def ring(person: Person, held_until: datetime, at: datetime) -> int:
    """Queue what that person is to be told; returns how many rows of `outgoing` that are."""
    # The person's own changes take this lock first too.
    db.session.execute(select(User.id).where(User.id == person.id).with_for_update(key_share=True))
    if not alarms.move_on([person.id], held_until, next_ring(at, person.rhythm, person.quiet), at):
        return 0
    new = round_for(person, at)
    _queue(person.id, new.parcels, at)
    _nudge(person, new.due, at)
    return len(new.parcels)


def _queue(user_id: int, parcels: Sequence[Parcel], at: datetime) -> None:
    if not parcels:
        return
    rows = [
        {"key": parcel.key, "kind": parcel.kind, "payload": parcel.payload, "user_id": user_id,
         "due_at": parcel.due_at, "created_at": at} for parcel in parcels
    ]
    queued = insert(Outgoing).on_conflict_do_nothing(index_elements=["key"]).returning(Outgoing.id, Outgoing.key)
    ids = {key: row_id for row_id, key in db.session.execute(queued, rows)}
    prompts = {
        (step_id, parcel.channel, occurrence): {
            "owner_id": user_id, "follow_up_id": step_id, "channel": parcel.channel, "occurrence": occurrence,
            "outgoing_id": ids[parcel.key], "made_at": at,
        }
        for parcel in parcels if parcel.key in ids for step_id, occurrence in parcel.prompted
    }
    if prompts:
        db.session.execute(insert(Prompt).on_conflict_do_nothing(), list(prompts.values()))


def _nudge(person: Person, due: Sequence[Due], at: datetime) -> None:
    if due:
        day = person.day(at)
        run(NUDGE, [
            {"step_id": step.id, "so_far": step.nudges + 1,
             "next_at": next_prompt_at(step.day, step.nudges + 1, person.rhythm, day)} for step in due
        ])
