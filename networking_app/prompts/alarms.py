"""The queue of people to look after: each rings once on each of their working days; see decision 14.

Functions change the session; who calls them commits.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, func, literal, select, update

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import UtcDateTime, db, insert
from networking_app.prompts.models import Alarm

LEASE = timedelta(minutes=5)
APART = {"synchronize_session": False}


@dataclass(frozen=True)
class Held:
    """People whose alarms this worker may ring until the lease ends; `until` is also what shows that they are its."""

    user_ids: list[int]
    until: datetime


def claim(most: int) -> Held:
    """Up to `most` people whose time has come, the longest due first; commit before ringing."""
    due = (
        select(Alarm.user_id).where(Alarm.next_at <= now()).order_by(Alarm.next_at).limit(most)
        .with_for_update(skip_locked=True).cte("due")
    )
    until = now() + LEASE
    statement = update(Alarm).where(Alarm.user_id.in_(select(due.c.user_id))).values(next_at=until)
    claimed = db.session.scalars(statement.returning(Alarm.user_id), execution_options=APART)
    return Held(list(claimed), until)


def move_on(
    user_ids: Collection[int], held_until: datetime, next_at: datetime, rang_at: datetime | None = None,
) -> bool:
    """Let them ring next at that instant, and note when they rang; those that are not held any more stay.

    Returns whether there was one.
    """
    values = {"next_at": next_at} | ({"rang_at": rang_at} if rang_at else {})
    theirs = update(Alarm).where(Alarm.user_id.in_(user_ids), Alarm.next_at == held_until)
    return bool(db.session.scalars(theirs.values(values).returning(Alarm.user_id), execution_options=APART).all())


def reset(user_id: int) -> None:
    """Have the worker look again when to prompt that person: zone, hour, days off or quiet hours have changed."""
    row = insert(Alarm).values(user_id=user_id, next_at=now())
    db.session.execute(row.on_conflict_do_update(index_elements=["user_id"], set_={"next_at": row.excluded.next_at}))


def enrol() -> None:
    """Give an alarm to everybody who has none yet."""
    without = select(User.id, literal(now(), UtcDateTime)).where(~exists().where(Alarm.user_id == User.id))
    db.session.execute(insert(Alarm).from_select(["user_id", "next_at"], without).on_conflict_do_nothing())


def due() -> tuple[int, datetime | None]:
    """How many alarms ought to ring now, and since when the first of them."""
    waiting = select(func.count(), func.min(Alarm.next_at)).where(Alarm.next_at <= now())
    count, since = db.session.execute(waiting).one()
    return count, since
