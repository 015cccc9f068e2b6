"""How often somebody is prompted of one follow-up: on its day, a week later, then once a quarter. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from networking_app.follow_ups.planning import Rhythm, instant_of, next_day_on

WEEK, QUARTER = timedelta(days=7), timedelta(days=91)


def next_prompt_day(day: date, nudges: int, days_off: int, prompted_on: date | None = None) -> date:
    """The day of the next prompt of what is due on `day`, after `nudges` prompts; never a day off.

    A prompt that came late, on `prompted_on`, puts the next one off, so that two never follow each other closely.
    """
    wanted = day + WEEK * (nudges > 0) + QUARTER * max(nudges - 1, 0)
    if prompted_on and nudges:
        wanted = max(wanted, prompted_on + (WEEK if nudges == 1 else QUARTER))
    return next_day_on(wanted, days_off)


def next_prompt_at(day: date, nudges: int, rhythm: Rhythm, prompted_on: date | None = None) -> datetime:
    """The instant (UTC) of the next prompt: the preferred hour of next_prompt_day."""
    return instant_of(next_prompt_day(day, nudges, rhythm.days_off, prompted_on), rhythm)


def end_of_day(instant: datetime, time_zone: str) -> datetime:
    """The end (UTC) of the local day at `instant`.

    What is due before then is due when the day's alarm rings: so a zone whose rules have changed since the instants
    were stored misses nothing.
    """
    zone = ZoneInfo(time_zone)
    return datetime.combine(instant.astimezone(zone).date() + timedelta(days=1), time(), zone).astimezone(UTC)
