"""Which ties have context: their owner's own words, or what the other side wrote when they left their card."""

from sqlalchemy import ColumnElement, exists, or_

from networking_app.ties.models import Encounter, Note, Tie, TieTag


def has_context() -> ColumnElement[bool]:
    """The condition that a tie says more than where and when: a note, a tag, or a guest's line."""
    return or_(
        exists().where(Note.tie_id == Tie.id, Note.replaced_at.is_(None)),
        exists().where(TieTag.tie_id == Tie.id),
        exists().where(Encounter.tie_id == Tie.id, Encounter.line != ""),
    )
