"""Which ties have context: their owner's own words, or what the other side wrote when they left their card."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, union_all

from networking_app.extensions import db
from networking_app.ties.models import Encounter, Note, Tie, TieTag


def has_context() -> ColumnElement[bool]:
    """The condition that a tie says more than where and when: a note, a tag, or a guest's line."""
    return or_(
        _any(select(Note.id).where(Note.tie_id == Tie.id, Note.replaced_at.is_(None))),
        _any(select(TieTag.id).where(TieTag.tie_id == Tie.id)),
        _any(select(Encounter.id).where(Encounter.tie_id == Tie.id, Encounter.line != "")),
    )


def with_context(owner_id: int) -> set[int]:
    """The ids of the owner's ties of which that is so: all at once, where the condition would be asked of each."""
    return set(db.session.scalars(_of(owner_id)))


def number_with_context(owner_id: int) -> int:
    """How many they are."""
    return db.session.scalar(select(func.count(_of(owner_id).subquery().c.tie_id.distinct()))) or 0


def _of(owner_id: int) -> Any:
    return union_all(
        select(Note.tie_id).where(Note.owner_id == owner_id, Note.replaced_at.is_(None)),
        select(TieTag.tie_id).where(TieTag.owner_id == owner_id),
        select(Encounter.tie_id).where(Encounter.owner_id == owner_id, Encounter.line != ""),
    )


def _any(rows: Select[Any]) -> ColumnElement[bool]:
    # Not EXISTS: for many ties PostgreSQL would rather read the lines of everybody's encounters once.
    return rows.correlate(Tie).limit(1).scalar_subquery().is_not(None)
