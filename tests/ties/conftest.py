"""A meetup at which Bob shows his badge."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from networking_app.accounts.models import User
from networking_app.cards.models import Badge, Card
from networking_app.events.models import Event
from networking_app.extensions import db
from tests.factories import Make


@dataclass
class Meetup:
    event: Event
    bobs_card: Card
    bobs_badge: Badge


@pytest.fixture
def meetup(make: Make, alice: User, bob: User) -> Meetup:
    event = make.event(alice, bob, summary="PyData")
    card = make.card(bob, full_name="Bob Builder", org="Bricks")
    return Meetup(event, card, make.badge(card, event))


@pytest.fixture
def scan_of() -> Callable[..., dict[str, object]]:
    """The JSON that a phone sends for a badge."""

    def body(badge: Badge, **more: object) -> dict[str, object]:
        return {"code": badge.code, "client_id": str(uuid4()), "via": "camera", **more}

    return body


@pytest.fixture
def count(app: Flask) -> Callable[[type], int]:
    """How many rows a table has."""

    def rows(table: type) -> int:
        with app.app_context():
            return db.session.scalar(select(func.count()).select_from(table)) or 0

    return rows
