"""Closing what is owed, as done or let go, and opening it again. Doing it twice is doing it once; the caller commits.

Each act carries the time of the decision, so that of two devices the one that decided last is heard.
"""

from datetime import datetime

from flask_babel import gettext as _

from networking_app.clock import now
from networking_app.follow_ups import acting
from networking_app.follow_ups.deciding import COMPLETE, REOPEN, SKIP, Decision
from networking_app.owed.models import MINE, Owed
from networking_app.owed.opening import rhythm_of, stay_within
from networking_app.ties.deciding import decide

DONE, DROP, UNDO = ANSWERS = ("done", "drop", "undo")


def settle(owed: Owed, answer: str, at: datetime | None = None) -> str:
    """Close it by that one of ANSWERS, or open it again; what to say then."""
    if answer == UNDO:
        reopen(owed, at)
        return _("Open again.")
    close(owed, answer == DONE, at)
    if answer == DROP:
        return _("Let go.")
    if owed.side == MINE:
        return _("Done.")
    return _("Closed, with thanks. Nobody is told: a word of thanks is yours to write.")


def close(owed: Owed, thanked: bool, at: datetime | None = None) -> None:
    """Close it as done and thanked for, or let it go; its follow-up is done or skipped with it."""
    at = at or now()
    if owed.follow_up is None or owed.follow_up.withdrawn_at:
        owed.closed_at = owed.closed_at or at
    else:
        decide(owed.follow_up, Decision(COMPLETE if thanked else SKIP, at), rhythm_of(owed))
    owed.thanked_at = at if thanked else None
    owed.decided_at = at


def reopen(owed: Owed, at: datetime | None = None) -> None:
    """Have it owed again, and its follow-up open.

    Raises DomainError (409) where the owner keeps too much open, which the caller rolls back.
    """
    at, was_closed = at or now(), owed.closed_at is not None
    owed.closed_at = owed.thanked_at = None
    if owed.follow_up and owed.follow_up.withdrawn_at:
        owed.follow_up = None
    elif owed.follow_up:
        decide(owed.follow_up, Decision(REOPEN, at), rhythm_of(owed))
    owed.decided_at = at
    if was_closed:
        stay_within(owed)


def is_void(owed: Owed, at: datetime) -> bool:
    """Whether something decided at that time comes too late: the person has decided otherwise since."""
    decided_at = owed.decided_at or owed.closed_here_at
    by_itself = decided_at is not None and at < decided_at
    return by_itself or owed.follow_up is not None and acting.is_void(owed.follow_up, at)
