"""Saying that whom or what somebody wants is found, or not after all. Doing it twice is doing it once; the caller
commits.

Each act carries the time of the decision, so that of two devices the one that decided last is heard.
"""

from datetime import datetime

from flask_babel import gettext as _

from networking_app.accounts.changes import next_change
from networking_app.clock import now
from networking_app.events.models import Target

FOUND, UNDO = ANSWERS = ("found", "undo")


def mark(target: Target, answer: str, at: datetime | None = None) -> str:
    """Have it found, or not found yet; what to say then."""
    at = at or now()
    # The owner's phones fetch the page again.
    next_change(target.owner_id)
    target.found_at = (target.found_at or at) if answer == FOUND else None
    target.decided_at = at
    return _("Found. Well met!") if answer == FOUND else _("Not found yet.")


def is_void(target: Target, at: datetime) -> bool:
    """Whether something decided at that time comes too late: the person has decided otherwise since."""
    decided_at = target.decided_at or target.found_at
    return decided_at is not None and at < decided_at
