"""Writer of iCalendar (RFC 5545): meetups as VEVENT, follow-ups as VTODO."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Calendar, Event, Todo, vText

from networking_app.clock import now
from networking_app.formats.content_lines import clean, escape

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


@dataclass(frozen=True)
class TodoEntry:
    """One follow-up; `due_on` is the owner's local day, `completed_at` is aware."""

    uid: str
    summary: str
    description: str
    due_on: date
    completed_at: datetime | None


class _Text(vText):
    # The library's own escaping turns a written "\N" into a line break.
    def to_ical(self) -> bytes:
        return escape(str(self)).encode()


def calendar_of(events: Iterable[EventEntry], todos: Iterable[TodoEntry], *, made_at: datetime | None = None) -> bytes:
    """The entries as one calendar; `made_at` (default: now) is their DTSTAMP, fix it for a reproducible file."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    events, stamp = list(events), made_at or now()
    for event in events:
        calendar.add_component(_event(event, stamp))
    for todo in todos:
        calendar.add_component(_todo(todo, stamp))
    _describe_zones(calendar, [entry.starts_at.date() for entry in events])
    written: bytes = calendar.to_ical()
    return written


def _event(entry: EventEntry, stamp: datetime) -> Event:
    event, zone = Event(), _zone(entry.time_zone)
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.starts_at.astimezone(zone))
    event.add("dtend", entry.ends_at.astimezone(zone))
    _add_texts(event, uid=entry.uid, summary=entry.summary, location=entry.location, description=entry.description)
    return event


def _todo(entry: TodoEntry, stamp: datetime) -> Todo:
    todo = Todo()
    todo.add("dtstamp", stamp)
    todo.add("due", entry.due_on)
    todo.add("status", "COMPLETED" if entry.completed_at else "NEEDS-ACTION")
    if entry.completed_at:
        todo.add("completed", entry.completed_at.astimezone(UTC))
        todo.add("percent-complete", 100)
    _add_texts(todo, uid=entry.uid, summary=entry.summary, description=entry.description)
    return todo


def _add_texts(component: Event | Todo, **texts: str) -> None:
    for name, text in texts.items():
        if cleaned := clean(text).strip():
            component.add(name, _Text(cleaned), encode=False)


def _describe_zones(calendar: Calendar, days: list[date]) -> None:
    # Left to itself the library lists every clock change from 1970 to 2038, 3 kB a zone, and none after that.
    if days:
        calendar.add_missing_timezones(min(days).replace(month=1, day=1), max(days).replace(month=12, day=31))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: "Europe" is a folder of the zone files
        return ZoneInfo("UTC")
