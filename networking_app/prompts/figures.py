"""What the operator watches: how much is due and held, how late the worker is, what has been sent and what failed."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from networking_app.accounts.models import Outgoing
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.prompts import alarms
from networking_app.prompts.dead_letters import IS_DEAD
from networking_app.prompts.queue import is_due
from networking_app.prompts.shift import Shift

WAITING = Outgoing.done_at.is_(None)


def worker_line(shift: Shift) -> dict[str, int]:
    """What waits now, and what this worker has done since it began: cheap however much has been sent."""
    return _waiting() | shift.figures()


def status() -> dict[str, int]:
    """The same of all workers, as far as the rows are still kept: a month."""
    done = Outgoing.done_at.is_not(None)
    return _waiting() | {
        "sent": _count(done, Outgoing.error.is_(None)),
        "failed": _count(WAITING, Outgoing.error.is_not(None)),
        "dead": _count(*IS_DEAD),
    }


def _waiting() -> dict[str, int]:
    people, alarm_since = alarms.due()
    since = db.session.scalar(select(func.min(Outgoing.due_at)).where(*is_due()))
    due, claimed = _count(*is_due()), _count(WAITING, Outgoing.claimed_until > now())
    db.session.rollback()
    lag = max(_seconds_since(alarm_since), _seconds_since(since))
    return {"people_due": people, "due": due, "claimed": claimed, "lag_seconds": lag}


def _count(*which: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(Outgoing).where(*which)) or 0


def _seconds_since(instant: datetime | None) -> int:
    return max(int((now() - instant).total_seconds()), 0) if instant else 0
