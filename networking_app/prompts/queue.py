"""The queue of the worker: rows of `outgoing`, claimed with a lease.

A row is delivered at least once: a worker that dies between delivering and saying so leaves the row to the next one,
when its lease is over. Two workers never hold a row at the same time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update

from networking_app.accounts.models import Outgoing
from networking_app.clock import now
from networking_app.extensions import db

LEASE = timedelta(minutes=10)
MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE_SECONDS = 86400.0
KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Claimed:
    """A row that this worker may deliver until its lease ends."""

    id: int
    kind: str
    payload: dict
    user_id: int | None
    attempts: int
    claimed_until: datetime
    created_at: datetime


def claim(most: int) -> list[Claimed]:
    """Up to `most` due rows, the longest due first; commit before delivering."""
    waiting = select(Outgoing.id).where(*_due()).order_by(Outgoing.due_at).limit(most)
    statement = (
        update(Outgoing)
        .where(Outgoing.id.in_(waiting.with_for_update(skip_locked=True)))
        .values(claimed_until=now() + LEASE, attempts=Outgoing.attempts + 1)
        .returning(Outgoing.id, Outgoing.kind, Outgoing.payload, Outgoing.user_id, Outgoing.attempts,
                   Outgoing.claimed_until, Outgoing.created_at)
        .execution_options(synchronize_session=False)
    )
    return [Claimed(*row) for row in db.session.execute(statement)]


def waiting_kinds() -> list[tuple[int, str]]:
    """(id, kind) of what `claim` would take, left where it is."""
    rows = select(Outgoing.id, Outgoing.kind).where(*_due()).order_by(Outgoing.due_at)
    return [(row.id, row.kind) for row in db.session.execute(rows)]


def finish(row: Claimed) -> None:
    """Say that the row is delivered; what it carried is forgotten."""
    _store(row, done_at=now(), claimed_until=None, payload={}, error=None)


def retry_later(row: Claimed, error: str, pause: float = 0.0) -> None:
    """Give the row back, to be tried again after a while, and not before `pause` seconds; at last give it up."""
    if row.attempts >= MOST_ATTEMPTS:
        give_up(row, error)
    else:
        wait = max(FIRST_PAUSE * 2 ** (row.attempts - 1), timedelta(seconds=min(pause, LONGEST_PAUSE_SECONDS)))
        _store(row, due_at=now() + wait, claimed_until=None, error=error)


def give_up(row: Claimed, error: str) -> None:
    """Let nobody try it again."""
    _store(row, done_at=now(), claimed_until=None, payload={}, error=error)


def tidy() -> None:
    """Give up what kept killing its worker, and forget what was done long ago."""
    abandoned = (Outgoing.done_at.is_(None), Outgoing.attempts >= MOST_ATTEMPTS, Outgoing.claimed_until < now())
    db.session.execute(update(Outgoing).where(*abandoned).values(done_at=now(), payload={}, error="abandoned"))
    db.session.execute(delete(Outgoing).where(Outgoing.done_at < now() - KEPT))


def _due() -> tuple:
    free = or_(Outgoing.claimed_until.is_(None), Outgoing.claimed_until < now())
    return (Outgoing.done_at.is_(None), Outgoing.due_at <= now(), Outgoing.attempts < MOST_ATTEMPTS, free)


def _store(row: Claimed, **values: object) -> None:
    # A row whose lease ran out meanwhile belongs to another worker.
    mine = (Outgoing.id == row.id, Outgoing.attempts == row.attempts, Outgoing.done_at.is_(None))
    db.session.execute(update(Outgoing).where(*mine).values(**values))
