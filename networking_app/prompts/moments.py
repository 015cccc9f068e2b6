"""When somebody may be reached: on a working day, from their hour on, and outside the hours that are quiet. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from networking_app.follow_ups.nudging import end_of_day
from networking_app.follow_ups.planning import Rhythm, instant_of

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Quiet:
    """Local hours from `start` to before `end`, over midnight where `end` comes first; none where both are equal."""

    start: int
    end: int

    def covers(self, hour: int) -> bool:
        inside = self.start <= hour < self.end
        return inside if self.start <= self.end else self.start <= hour or hour < self.end


def first_fit(at: datetime, rhythm: Rhythm, quiet: Quiet) -> datetime:
    """The first instant (UTC) from `at` on, `at` itself if it fits, at which a prompt may be sent.

    That is from the preferred hour on; this hour may be a quiet one, because the person has chosen it.
    """
    at = _working(at, rhythm)
    chosen = instant_of(at.astimezone(ZoneInfo(rhythm.time_zone)).date(), rhythm)
    if at < chosen + HOUR:
        return max(at, chosen)
    awake, tomorrow = first_waking(at, rhythm, quiet), end_of_day(at, rhythm.time_zone)
    return awake if awake < tomorrow else first_fit(tomorrow, rhythm, quiet)


def first_waking(at: datetime, rhythm: Rhythm, quiet: Quiet) -> datetime:
    """The first instant (UTC) from `at` on, of any hour of a working day, at which a phone may be woken."""
    while True:
        at = _working(at, rhythm)
        local = at.astimezone(ZoneInfo(rhythm.time_zone))
        if not quiet.covers(local.hour):
            return at
        end = instant_of(local.date(), replace(rhythm, preferred_hour=quiet.end))
        at = end if at < end else end_of_day(at, rhythm.time_zone)


def _working(at: datetime, rhythm: Rhythm) -> datetime:
    """`at`, or the beginning of the next day that is not a day off."""
    while rhythm.days_off >> at.astimezone(ZoneInfo(rhythm.time_zone)).weekday() & 1:
        at = end_of_day(at, rhythm.time_zone)
    return at


def next_ring(at: datetime, rhythm: Rhythm, quiet: Quiet) -> datetime:
    """The first fit instant (UTC) after the local day of `at`."""
    return first_fit(end_of_day(at, rhythm.time_zone), rhythm, quiet)


def first_working_weekday(days_off: int) -> int:
    """The weekday (0 is Monday) with which the person's week begins: the one after the longest rest."""
    def rest_before(weekday: int) -> int:
        return next(days for days in range(7) if not days_off >> (weekday - 1 - days) % 7 & 1)

    working = [weekday for weekday in range(7) if not days_off >> weekday & 1]
    return max(working, key=rest_before)
