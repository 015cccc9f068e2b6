"""The queue of the worker: rows of `outgoing`, claimed with a lease.

A row is delivered at least once: a worker that dies between delivering and saying so leaves the row to the next one,
when its lease is over. Two workers never hold a row at the same time.
"""

import random
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, select, update

from networking_app.accounts.models import Outgoing
from networking_app.clock import now
from networking_app.extensions import db

LEASE = timedelta(minutes=10)
# Enough of the lease must be left for the slowest receiver.
MARGIN = timedelta(minutes=4)
MOST_ATTEMPTS = 12
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=4)
LONGEST_WISH = timedelta(days=1)
KEPT = timedelta(days=30)
APART = {"synchronize_session": False}


@dataclass(frozen=True)
class Claimed:
    """A row that this worker may deliver until its lease ends; `attempts` are those there have been before."""

    id: int
    kind: str
    payload: dict
    user_id: int | None
    attempts: int
    claimed_until: datetime
    created_at: datetime

    @property
    def has_time(self) -> bool:
        return now() < self.claimed_until - MARGIN


def claim(most: int) -> list[Claimed]:
    """Up to `most` due rows, the longest due first; commit before delivering."""
    waiting = (
        select(Outgoing.id).where(*is_due()).order_by(Outgoing.due_at).limit(most)
        .with_for_update(skip_locked=True).cte("waiting")
    )
    statement = (
        update(Outgoing)
        .where(Outgoing.id.in_(select(waiting.c.id)))
        .values(claimed_until=now() + LEASE)
        .returning(Outgoing.id, Outgoing.kind, Outgoing.payload, Outgoing.user_id, Outgoing.attempts,
                   Outgoing.claimed_until, Outgoing.created_at, Outgoing.due_at)
    )
    rows = db.session.execute(statement, execution_options=APART).all()
    return [Claimed(*row[:-1]) for row in sorted(rows, key=lambda row: (row.due_at, row.id))]


def waiting_kinds() -> list[tuple[int, str]]:
    """(id, kind) of what `claim` would take, left where it is."""
    rows = select(Outgoing.id, Outgoing.kind).where(*is_due()).order_by(Outgoing.due_at)
    return [(row.id, row.kind) for row in db.session.execute(rows)]


def begin(row: Claimed) -> bool:
    """Count an attempt, so that what kills its worker is given up in the end; False where the lease is lost."""
    return _store(row, attempts=row.attempts + 1)


def finish(row: Claimed) -> None:
    """Say that the row is delivered; what it carried is forgotten."""
    _store(row, done_at=now(), claimed_until=None, payload={}, error=None)


def put_off(row: Claimed, until: datetime) -> None:
    """Give the row back until that instant; this was no attempt."""
    _store(row, due_at=until, claimed_until=None)


def let_go(rows: Collection[Claimed]) -> None:
    """Give rows back for anybody to take."""
    for row in rows:
        _store(row, claimed_until=None)


def retry_later(row: Claimed, error: str, wish: float = 0.0) -> bool:
    """Give the row back for a while, `wish` seconds at least; False where it has been tried enough: it is given up."""
    tried = row.attempts + 1
    if tried >= MOST_ATTEMPTS:
        give_up(row, error)
        return False
    # No two rows that failed together are tried together again.
    pause = min(FIRST_PAUSE * 2 ** row.attempts, LONGEST_PAUSE) * random.uniform(0.8, 1.2)  # noqa: S311
    pause = max(pause, min(timedelta(seconds=wish), LONGEST_WISH))
    _store(row, attempts=tried, due_at=now() + pause, claimed_until=None, error=error)
    return True


def give_up(row: Claimed, error: str) -> None:
    """Let nobody try it again unless the operator wants that: see dead_letters."""
    _store(row, attempts=row.attempts + 1, done_at=now(), claimed_until=None, error=error)


def tidy() -> None:
    """Give up what kept killing its worker, and forget what was done long ago."""
    abandoned = (Outgoing.done_at.is_(None), Outgoing.attempts >= MOST_ATTEMPTS, Outgoing.claimed_until < now())
    db.session.execute(update(Outgoing).where(*abandoned).values(done_at=now(), error="abandoned"))
    db.session.execute(delete(Outgoing).where(Outgoing.done_at < now() - KEPT))


def is_due() -> tuple[ColumnElement[bool], ...]:
    free = or_(Outgoing.claimed_until.is_(None), Outgoing.claimed_until < now())
    return (Outgoing.done_at.is_(None), Outgoing.due_at <= now(), Outgoing.attempts < MOST_ATTEMPTS, free)


def _store(row: Claimed, **values: object) -> bool:
    # A row whose lease ran out meanwhile belongs to another worker.
    mine = (Outgoing.id == row.id, Outgoing.claimed_until == row.claimed_until, Outgoing.done_at.is_(None))
    stored = update(Outgoing).where(*mine).values(**values).returning(Outgoing.id)
    return db.session.scalar(stored, execution_options=APART) is not None
