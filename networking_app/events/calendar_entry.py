"""An event as calendars show it: the same in its own file, in an export and in a feed."""

from networking_app.events.models import Event
from networking_app.formats.icalendar import EventEntry
from networking_app.urls import lasting_id, public_url


def calendar_entry(event: Event) -> EventEntry:
    """The entry; who has it already recognises it and takes the one that was changed last."""
    return EventEntry(
        uid=lasting_id("event", event.id), summary=event.summary, location=event.location,
        description=event.description, starts_at=event.starts_at, ends_at=event.ends_at, time_zone=event.time_zone,
        url=public_url("events.show", event_id=event.id), sequence=_age_at_last_change(event),
        changed_at=event.updated_at, cancelled=event.cancelled_at is not None,
    )


def _age_at_last_change(event: Event) -> int:
    # In seconds, so it rises with every change without being counted anywhere.
    return max(0, int((event.updated_at - event.created_at).total_seconds()))
