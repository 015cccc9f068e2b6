"""Between the clock on the wall of a place and the instant it means: pure, no database."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def instant_of_wall(wall: datetime, zone: str) -> datetime:
    """The instant (UTC) at which clocks there show `wall`.

    A time that the clocks skip is as long after the gap as it says (RFC 5545, 3.3.5); of a doubled one the first.
    """
    return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def wall_of(instant: datetime, zone: str) -> datetime:
    """What clocks there show at that instant, without a zone."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def moved(instant: datetime, wall: datetime, zone: str) -> datetime:
    """The instant of `wall`; the one given if it shows as `wall` already, so that a doubled hour is not lost."""
    return instant if wall_of(instant, zone) == wall else instant_of_wall(wall, zone)
