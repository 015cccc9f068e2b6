"""What an organizer types."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from networking_app.events.models import Event
from networking_app.extensions import db

TYPED = {
    "summary": "PyData Berlin", "location": "c-base", "description": "Talks\nand pizza", "cover": "plum",
    "time_zone": "Europe/Berlin", "starts": "2026-11-26T19:00", "ends": "2026-11-26T22:30",
}


@pytest.fixture
def typed() -> dict[str, str]:
    """The form of an event, filled in."""
    return dict(TYPED)


@pytest.fixture
def all_events(app: Flask) -> Callable[[], list[Event]]:
    def events() -> list[Event]:
        with app.app_context():
            found = list(db.session.scalars(select(Event).order_by(Event.id)))
            db.session.expunge_all()
        return found

    return events
