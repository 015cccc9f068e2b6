"""What a person does with one of their follow-ups. Doing it twice is doing it once; everything can be undone.

Each act carries the time of the decision, so that of two devices the one that decided last is heard.
"""

from datetime import date, datetime, timedelta

from networking_app.follow_ups.models import FollowUp
from networking_app.follow_ups.planning import Rhythm, instant_of, next_day_on

DELAYS = {"tomorrow": 1, "3 days": 3, "next week": 7}
LATEST = timedelta(days=730)


def is_void(follow_up: FollowUp, at: datetime) -> bool:
    """Whether something decided at that time comes too late: the person has decided otherwise since."""
    decided_at = follow_up.decided_at or follow_up.completed_at or follow_up.skipped_at
    return decided_at is not None and at < decided_at


def complete(follow_up: FollowUp, at: datetime) -> None:
    follow_up.completed_at = follow_up.completed_at or at
    follow_up.skipped_at = None
    follow_up.decided_at = at


def skip(follow_up: FollowUp, at: datetime) -> None:
    follow_up.skipped_at = follow_up.skipped_at or at
    follow_up.completed_at = None
    follow_up.decided_at = at


def reopen(follow_up: FollowUp, rhythm: Rhythm, at: datetime) -> None:
    """Have it neither done nor skipped, and prompted of as if for the first time."""
    follow_up.completed_at = follow_up.skipped_at = None
    follow_up.decided_at = at
    _prompt_from(follow_up, rhythm)


def snooze(follow_up: FollowUp, wanted: date, rhythm: Rhythm, at: datetime) -> None:
    """Put it off to that day of its owner's, or to the first day after it that is not a day off."""
    follow_up.snoozed_until = next_day_on(wanted, rhythm.days_off)
    reopen(follow_up, rhythm, at)


def unsnooze(follow_up: FollowUp, rhythm: Rhythm, at: datetime) -> None:
    """Have it due when the plan says."""
    follow_up.snoozed_until = None
    follow_up.decided_at = at
    _prompt_from(follow_up, rhythm)


def _prompt_from(follow_up: FollowUp, rhythm: Rhythm) -> None:
    follow_up.nudges = 0
    follow_up.due_at = instant_of(follow_up.day, rhythm)


def wanted_day(until: str, today: date) -> date | None:
    """The day that a delay of DELAYS or a written date means; None for a text that is neither, and for days too far."""
    if until in DELAYS:
        return today + timedelta(days=DELAYS[until])
    try:
        day = date.fromisoformat(until)
    except ValueError:
        return None
    return day if today < day <= today + LATEST else None
