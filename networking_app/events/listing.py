"""The list of who is at an event: only those who asked to be in it, and nobody for whom they have blocked."""

from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select

from networking_app.accounts.models import Block
from networking_app.events.models import Attendance


def listed_for(user_id: int, event_id: int) -> Select[int]:
    """Ids of the others whom that user may find in the list of that event."""
    return select(Attendance.user_id).where(
        Attendance.event_id == event_id, Attendance.listed_at.is_not(None), Attendance.user_id != user_id,
        ~kept_apart(user_id, Attendance.user_id),
    )


def kept_apart(user_id: int, other: Any) -> ColumnElement[bool]:
    """Whether that user or the person of the column has blocked the other."""
    return exists().where(or_(
        (Block.blocker_id == user_id) & (Block.blocked_id == other),
        (Block.blocker_id == other) & (Block.blocked_id == user_id),
    ))
