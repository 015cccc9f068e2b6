"""Writer of iCalendar (RFC 5545): meetups as VEVENT, follow-ups as VTODO or as VEVENT of a whole day.

Meetups stand in their own zone: a reader shows the time on the poster, and one that knows newer rules of the zone keeps
to it. Days stand as days: whoever travels finds them on the same one, and no change of the clocks can move them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from networking_app.clock import now
from networking_app.formats.content_lines import clean, escape_cleaned, fold
from networking_app.formats.vtimezone import vtimezone, zone_of

PRODUCT = "-//networking_app//EN"


@dataclass(frozen=True)
class EventEntry:
    """One meetup; the times are aware and before the year 9999, `time_zone` is an IANA name (an unknown one: UTC)."""

    uid: str
    summary: str
    location: str
    description: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    url: str = ""
    # Rises with every change (RFC 5545 section 3.8.7.4); when the last one was.
    sequence: int = 0
    changed_at: datetime | None = None
    cancelled: bool = False


@dataclass(frozen=True)
class TodoEntry:
    """One follow-up; `due_on` is the owner's local day, `completed_at` is aware."""

    uid: str
    summary: str
    description: str
    due_on: date
    completed_at: datetime | None
    url: str = ""
    sequence: int = 0
    changed_at: datetime | None = None
    # Counted from the midnight in which the day begins, where the reader is.
    alarm: timedelta | None = None


@dataclass(frozen=True)
class DayEntry:
    """Something to be seen on one day, which it does not fill; `alarm` counts from its midnight."""

    uid: str
    summary: str
    description: str
    day: date
    url: str = ""
    sequence: int = 0
    changed_at: datetime | None = None
    alarm: timedelta | None = None


def calendar_of(
    events: Iterable[EventEntry], todos: Iterable[TodoEntry], days: Iterable[DayEntry] = (), *,
    made_at: datetime | None = None, title: str = "", refresh: timedelta | None = None,
) -> bytes:
    """The entries as one calendar; `made_at` (default: now) is the DTSTAMP of those that do not say when they changed.

    `title` and `refresh` are for those who subscribe: its name, and how often to look again (RFC 7986).
    """
    events, stamp = list(events), made_at or now()
    parts = ["BEGIN:VCALENDAR\r\n", "VERSION:2.0\r\n", f"PRODID:{PRODUCT}\r\n", _naming(title, refresh), _zones(events)]
    parts += [_event(entry, stamp) for entry in events]
    parts += [_day(entry, stamp) for entry in days]
    parts += [_todo(entry, stamp) for entry in todos]
    return "".join([*parts, "END:VCALENDAR\r\n"]).encode()


def _naming(title: str, refresh: timedelta | None) -> str:
    # Apple, Google and Microsoft read the names that begin with X-.
    lines = _text("NAME", title) + _text("X-WR-CALNAME", title)
    if refresh:
        every = _duration(refresh)
        lines += f"REFRESH-INTERVAL;VALUE=DURATION:{every}\r\nX-PUBLISHED-TTL:{every}\r\n"
    return lines


def _zones(events: list[EventEntry]) -> str:
    years: dict[ZoneInfo, set[int]] = defaultdict(set)
    for entry in events:
        zone = zone_of(entry.time_zone)
        years[zone] |= {instant.astimezone(zone).year for instant in (entry.starts_at, entry.ends_at)}
    return "".join(vtimezone(zone, years[zone]) for zone in years if zone.key != "UTC")


def _event(entry: EventEntry, stamp: datetime) -> str:
    zone = zone_of(entry.time_zone)
    status = "CANCELLED" if entry.cancelled else "CONFIRMED"
    return (f"BEGIN:VEVENT\r\n{_head(entry, stamp)}DTSTART{_at(entry.starts_at, zone)}DTEND{_at(entry.ends_at, zone)}"
            f"{_text('LOCATION', entry.location)}STATUS:{status}\r\nEND:VEVENT\r\n")


def _day(entry: DayEntry, stamp: datetime) -> str:
    after = entry.day + timedelta(days=1)
    return (f"BEGIN:VEVENT\r\n{_head(entry, stamp)}DTSTART;VALUE=DATE:{entry.day:%Y%m%d}\r\n"
            f"DTEND;VALUE=DATE:{after:%Y%m%d}\r\nTRANSP:TRANSPARENT\r\n{_alarm(entry, '')}END:VEVENT\r\n")


def _todo(entry: TodoEntry, stamp: datetime) -> str:
    state = "STATUS:NEEDS-ACTION\r\n"
    if entry.completed_at:
        state = f"STATUS:COMPLETED\r\nCOMPLETED:{_utc(entry.completed_at)}\r\nPERCENT-COMPLETE:100\r\n"
    return (f"BEGIN:VTODO\r\n{_head(entry, stamp)}DUE;VALUE=DATE:{entry.due_on:%Y%m%d}\r\n{state}"
            f"{_alarm(entry, ';RELATED=END')}END:VTODO\r\n")


def _head(entry: EventEntry | TodoEntry | DayEntry, stamp: datetime) -> str:
    at = _utc(entry.changed_at or stamp)
    lines = f"DTSTAMP:{at}\r\n{_text('UID', entry.uid)}"
    if entry.changed_at:
        lines += f"SEQUENCE:{entry.sequence}\r\nLAST-MODIFIED:{at}\r\n"
    link = fold(f"URL:{entry.url}") if entry.url else ""
    return f"{lines}{_text('SUMMARY', entry.summary)}{_text('DESCRIPTION', entry.description)}{link}"


def _alarm(entry: TodoEntry | DayEntry, related: str) -> str:
    if entry.alarm is None:
        return ""
    return (f"BEGIN:VALARM\r\nACTION:DISPLAY\r\n{_text('DESCRIPTION', entry.summary)}"
            f"TRIGGER{related}:{_duration(entry.alarm)}\r\nEND:VALARM\r\n")


def _text(name: str, value: str) -> str:
    cleaned = clean(value).strip()
    return fold(f"{name}:{escape_cleaned(cleaned)}") if cleaned else ""


def _at(instant: datetime, zone: ZoneInfo) -> str:
    if zone.key == "UTC":
        return f":{_utc(instant)}\r\n"
    return f";TZID={zone.key}:{instant.astimezone(zone):%Y%m%dT%H%M%S}\r\n"


def _utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _duration(span: timedelta) -> str:
    hours = span.seconds // 3600
    return (f"P{span.days}D" if span.days else "P") + (f"T{hours}H" if hours or not span.days else "")
