"""When to be in touch again, counted from the last real contact: pure, no database."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from networking_app.follow_ups.nudging import QUARTER
from networking_app.follow_ups.planning import Rhythm, evening_of, instant_of, next_day_on

# So many contacts in a row that nobody answered: from then on once a quarter at most.
PATIENCE = 2
WEEK, YEAR, MONTHS_A_YEAR = 7, 365, 12
WEEKS, MONTHS = UNITS = ("weeks", "months")
# Three weeks, two months, half a year, a year.
TIERS = (21, 61, 182, 365)


@dataclass(frozen=True, order=True)
class Contact:
    """A meeting, or a contact after it; `key` names its row, `answered` says whether the other side took part."""

    at: datetime
    key: str
    answered: bool = True


@dataclass(frozen=True)
class Round:
    """A follow-up that the person has closed without a contact: the next one counts from its day."""

    key: str
    on: date


@dataclass(frozen=True)
class Touch:
    """When somebody is due again, and what that counts from."""

    base: str
    interval: int
    planned_on: date
    due_on: date
    due_at: datetime

    @property
    def key(self) -> str:
        """The step key: the same for as long as nothing happens, so that planning twice is planning once."""
        return f"cadence-{self.base}-{self.interval}"


def next_touch(last_contact_on: date, days: int, unanswered: int, rhythm: Rhythm, base: str = "") -> Touch | None:
    """One interval after the last contact, on the first day that is not a day off; None when `days` is 0, never."""
    if not days:
        return None
    interval = interval_of(days, unanswered)
    planned_on = last_contact_on + timedelta(days=interval)
    due_on = next_day_on(planned_on, rhythm.days_off)
    return Touch(base, interval, planned_on, due_on, instant_of(due_on, rhythm))


def interval_of(days: int, unanswered: int) -> int:
    """The days between two contacts: a quarter at least, once two in a row have stayed without an answer."""
    return max(days, QUARTER.days) if unanswered >= PATIENCE else days


def clock_of(contacts: Iterable[Contact]) -> tuple[Contact, int]:
    """The last contact, and how many there have been since the other side was last heard or met."""
    in_order = sorted(contacts)
    unanswered = 0
    for contact in in_order:
        unanswered = 0 if contact.answered else unanswered + 1
    return in_order[-1], unanswered


def touch_after(contacts: Iterable[Contact], days: int, closed: Mapping[str, Round], rhythm: Rhythm) -> Touch | None:
    """The next touch: counted from the last contact, or from what the person has closed since, by what it followed."""
    last, unanswered = clock_of(contacts)
    base, on = base_of(last, closed, rhythm)
    return next_touch(on, days, unanswered, rhythm, base)


def base_of(last: Contact, closed: Mapping[str, Round], rhythm: Rhythm) -> tuple[str, date]:
    """What the next touch counts from, by key and by local day."""
    key, on = last.key, evening_of(last.at, rhythm.time_zone)
    while key in closed:
        key, on = closed[key].key, max(on, closed[key].on)
    return key, on


def read_key(step_key: str) -> tuple[str, int]:
    """The base and the interval (days) in a step key of a Touch."""
    _word, base, interval = step_key.split("-")
    return base, int(interval)


def cold_on(planned_on: date, interval: int) -> date:
    """From when on a tie goes cold: after one and a half times the interval."""
    return planned_on + timedelta(days=math.ceil(interval / 2))


def days_in(number: int, unit: str) -> int:
    """So many weeks or months as days."""
    return number * WEEK if unit == WEEKS else round(number * YEAR / MONTHS_A_YEAR)


def as_units(days: int) -> tuple[int, str]:
    """Days as the number of months or weeks that they are; anything else is rounded to weeks."""
    months = round(days * MONTHS_A_YEAR / YEAR)
    if months and days_in(months, MONTHS) == days:
        return months, MONTHS
    return max(1, round(days / WEEK)), WEEKS
