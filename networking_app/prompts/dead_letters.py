"""Rows of `outgoing` that were given up: kept for a month, for the operator to look at and to send again."""

from collections.abc import Collection

from sqlalchemy import select, update

from networking_app.accounts.models import Outgoing
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.prompts.queue import APART

IS_DEAD = (Outgoing.done_at.is_not(None), Outgoing.error.is_not(None))


def dead_letters() -> list[tuple[int, str, str | None]]:
    """(id, kind, error) of each; never whom it was for."""
    rows = select(Outgoing.id, Outgoing.kind, Outgoing.error).where(*IS_DEAD).order_by(Outgoing.id)
    return [(row.id, row.kind, row.error) for row in db.session.execute(rows)]


def revive(ids: Collection[int] | None = None) -> int:
    """Have them tried anew, or all of them; returns how many."""
    which = IS_DEAD if ids is None else (*IS_DEAD, Outgoing.id.in_(ids))
    fresh = update(Outgoing).where(*which).values(done_at=None, attempts=0, error=None, due_at=now())
    return len(db.session.scalars(fresh.returning(Outgoing.id), execution_options=APART).all())
