"""Whom somebody met at an event and did not know when it began."""

from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import aliased

from networking_app.events.models import AROUND, Event
from networking_app.ties.models import Encounter, Tie


def met_at(user_id: int, event: Event, *columns: Any) -> Select[Any]:
    """Ties and meetings of that user's at that event."""
    there = select(*columns).select_from(Tie).join(Encounter, Encounter.tie_id == Tie.id)
    return there.where(Encounter.owner_id == user_id, Encounter.event_id == event.id)


def new_at(user_id: int, event: Event, *columns: Any) -> Select[Any]:
    """The same without the ties to people whom the user knew when the event began."""
    return met_at(user_id, event, *columns).where(~known_before(event))


def known_before(event: Event) -> ColumnElement[bool]:
    """The condition that a tie was there when the event began: kept before its doors opened, or met elsewhere."""
    elsewhere = aliased(Encounter)
    met = exists().where(
        elsewhere.tie_id == Tie.id, elsewhere.event_id.is_distinct_from(event.id), elsewhere.met_at < event.starts_at
    )
    return or_(Tie.created_at < event.starts_at - AROUND, met)
