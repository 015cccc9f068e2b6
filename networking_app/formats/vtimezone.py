"""Time zones as iCalendar describes them (RFC 5545 section 3.6.5), for just the years in which something happens."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def zone_of(name: str) -> ZoneInfo:
    """The zone of that IANA name, or UTC if there is none (any more)."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: "Europe" is a folder of the zone files
        return ZoneInfo("UTC")


def vtimezone(zone: ZoneInfo, years: Iterable[int]) -> str:
    """A VTIMEZONE with every change of the clocks in those years, and none in others: a rule may end at any time."""
    wanted = sorted(set(years))
    parts = [_year(zone, year, is_first=year - 1 not in wanted) for year in wanted]
    return f"BEGIN:VTIMEZONE\r\nTZID:{zone.key}\r\n{''.join(parts)}END:VTIMEZONE\r\n"


@lru_cache(256)
def _year(zone: ZoneInfo, year: int, is_first: bool) -> str:
    begins = datetime(year, 1, 1, tzinfo=zone).astimezone(UTC)
    ends = datetime(year, 12, 31, 23, 59, 59, tzinfo=zone).astimezone(UTC)
    parts = [_observance(zone, begins, begins)] if is_first else []
    return "".join([*parts, *(_observance(zone, at - SECOND, at) for at in _changes(zone, begins, ends))])


def _changes(zone: ZoneInfo, begins: datetime, ends: datetime) -> Iterator[datetime]:
    while begins < ends:
        step = min(begins + DAY, ends)
        if _state(zone, begins) != _state(zone, step):
            yield _first_change(zone, begins, step)
        begins = step


def _first_change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    while after - before > SECOND:
        middle = before + timedelta(seconds=(after - before) // SECOND // 2)
        before, after = (middle, after) if _state(zone, middle) == _state(zone, before) else (before, middle)
    return after


def _state(zone: ZoneInfo, instant: datetime) -> tuple:
    local = instant.astimezone(zone)
    return local.utcoffset(), local.dst(), local.tzname()


def _observance(zone: ZoneInfo, before: datetime, at: datetime) -> str:
    (old, _dst, _name), (new, dst, name) = _state(zone, before), _state(zone, at)
    kind = "DAYLIGHT" if dst else "STANDARD"
    return (f"BEGIN:{kind}\r\nDTSTART:{(at + old).strftime('%Y%m%dT%H%M%S')}\r\nTZOFFSETFROM:{_offset(old)}\r\n"
            f"TZOFFSETTO:{_offset(new)}\r\nTZNAME:{name}\r\nEND:{kind}\r\n")


def _offset(offset: timedelta) -> str:
    seconds = round(offset.total_seconds())
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else '+'}{minutes // 60:02}{minutes % 60:02}" + (f"{rest:02}" if rest else "")
