"""A meetup at which Bob shows his badge, and phones that have no network."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.cards.models import Badge
from networking_app.events.models import Event
from networking_app.extensions import db
from tests.factories import Make
from tests.my.phone import Phone


@pytest.fixture
def phone_of(client_for: Callable[[User], FlaskClient]) -> Callable[..., Phone]:
    """`phone_of(alice, wrong_by=timedelta(days=1))`: each call another phone of that user."""
    return lambda user, wrong_by=timedelta(0): Phone(client_for(user), user, wrong_by)


@pytest.fixture
def event(make: Make, alice: User, bob: User) -> Event:
    return make.event(alice, bob, summary="PyData")


@pytest.fixture
def badge(make: Make, bob: User, event: Event) -> Badge:
    """What Bob shows at the event."""
    return make.badge(make.card(bob, full_name="Bob Builder", org="Bricks"), event)


@pytest.fixture
def rows(app: Flask) -> Callable[[type], list[Any]]:
    """All rows of a table, by id, with no session."""

    def read(table: Any) -> list[Any]:
        with app.app_context():
            found = list(db.session.scalars(select(table).order_by(table.id)))
            db.session.expunge_all()
        return found

    return read
