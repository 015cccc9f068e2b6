"""Saying anew what is owed: its kind, its words and its day. Doing it twice is doing it once; the caller commits.

Each act carries the time at which it was said, so that of two devices the one that said it last is heard.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from networking_app.clock import now
from networking_app.follow_ups import acting
from networking_app.follow_ups.deciding import SNOOZE, Decision
from networking_app.owed.models import Owed
from networking_app.owed.opening import rhythm_of
from networking_app.ties.deciding import decide


def change(owed: Owed, said: Mapping[str, Any], at: datetime | None = None) -> None:
    """Have its kind be `what`, its words `text` and its day `due_on`, of which those that are not said stay.

    Raises DomainError (422) for a day to which its follow-up cannot be put off.
    """
    at = at or now()
    if "due_on" in said:
        _put_off(owed, said["due_on"], at)
    owed.kind, owed.text = said.get("what", owed.kind), said.get("text", owed.text)
    owed.changed_at = at


def is_outdated(owed: Owed, at: datetime) -> bool:
    """Whether what was said at that time comes too late: the person has said it otherwise since."""
    return owed.changed_at is not None and at < owed.changed_at


def _put_off(owed: Owed, due_on: date | None, at: datetime) -> None:
    """Have it due on that day, or on none. Its follow-up, which cannot be without, is put off to that day with it."""
    row = owed.follow_up
    if row is None:
        owed.due_on = due_on
    elif due_on and due_on != row.day and not acting.is_void(row, at):
        decide(row, Decision(SNOOZE, at, due_on.isoformat()), rhythm_of(owed))
