"""From the steps of a plan to dated follow-ups: pure, no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol, Self
from zoneinfo import ZoneInfo

ALWAYS, PROMISED, UNANSWERED = CONDITIONS = ("always", "promised", "unanswered")
# What ends after midnight still belongs to the evening before.
NIGHT = timedelta(hours=6)


@dataclass(frozen=True)
class Step:
    """One step of a follow-up plan; `days` counts from the day of the event."""

    key: str
    days: int
    title: str
    hint: str = ""
    condition: str = ALWAYS


class Person(Protocol):
    """Whoever has told when they want to be reminded."""

    @property
    def time_zone(self) -> str: ...
    @property
    def preferred_hour(self) -> int: ...
    @property
    def days_off(self) -> int: ...


@dataclass(frozen=True)
class Rhythm:
    """When a person wants to be reminded: zone name, hour 0-23, days off as bits (bit 0 is Monday)."""

    time_zone: str
    preferred_hour: int
    days_off: int

    @classmethod
    def of(cls, person: Person) -> Self:
        return cls(person.time_zone, person.preferred_hour, person.days_off)


@dataclass(frozen=True)
class Planned:
    step: Step
    position: int
    planned_on: date
    due_on: date
    due_at: datetime


def plan_follow_ups(steps: Iterable[Step], day: date, rhythm: Rhythm) -> list[Planned]:
    """Date every step counted from `day`; days off move to the next day that is not one."""
    planned = []
    for position, step in enumerate(steps):
        planned_on = day + timedelta(days=step.days)
        due_on = next_day_on(planned_on, rhythm.days_off)
        planned.append(Planned(step, position, planned_on, due_on, instant_of(due_on, rhythm)))
    return planned


def next_day_on(day: date, days_off: int) -> date:
    """`day` itself or the first one after it that is not a day off."""
    for ahead in range(7):
        candidate = day + timedelta(days=ahead)
        if not days_off >> candidate.weekday() & 1:
            return candidate
    return day


def instant_of(day: date, rhythm: Rhythm) -> datetime:
    """The instant (UTC) of the preferred hour on that local day; an hour that the clocks skip is the one after it."""
    local = datetime.combine(day, time(rhythm.preferred_hour), ZoneInfo(rhythm.time_zone))
    return local.astimezone(UTC)


def evening_of(instant: datetime, time_zone: str) -> date:
    """The local day that a meeting at `instant` belongs to."""
    return (instant.astimezone(ZoneInfo(time_zone)) - NIGHT).date()


def day_of_event(starts_at: datetime, ends_at: datetime, time_zone: str) -> date:
    """The local day from which the steps of an event count: its last evening."""
    return max(starts_at.astimezone(ZoneInfo(time_zone)).date(), evening_of(ends_at, time_zone))
