"""Which ties have context: their owner's own words, or what the other side wrote when they left their card."""

from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from networking_app.ties.models import Encounter, Note, Tie, TieTag


def has_context() -> ColumnElement[bool]:
    """The condition that a tie says more than where and when: a note, a tag, or a guest's line."""
    return or_(
        _any(select(Note.id).where(Note.tie_id == Tie.id, Note.replaced_at.is_(None))),
        _any(select(TieTag.id).where(TieTag.tie_id == Tie.id)),
        _any(select(Encounter.id).where(Encounter.tie_id == Tie.id, Encounter.line != "")),
    )


def _any(rows: Select[Any]) -> ColumnElement[bool]:
    # Not EXISTS: for many ties PostgreSQL would rather read the lines of everybody's encounters once.
    return rows.correlate(Tie).limit(1).scalar_subquery().is_not(None)
