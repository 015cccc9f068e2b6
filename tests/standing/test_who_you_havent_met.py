"""Who you haven't met yet: only who asked to be found, never whom a block keeps apart, and why one might talk."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from networking_app.accounts.models import User
from networking_app.cards.models import Card
from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.standing.not_met import NotMet, not_met
from tests.factories import Make

Clients = Callable[[User], FlaskClient]


@pytest.fixture
def event(make: Make) -> Event:
    """Dana's meetup, where nobody is in the list yet."""
    return make.event(make.user("Dana"), summary="PyData")


@pytest.fixture
def come(make: Make, event: Event) -> Callable[..., Card]:
    """`come(bob, offers="proofs")`: Bob attends, asks to be in the list, and shows a card with that on it."""

    def attend(user: User, listed: bool = True, offer: str = "", **columns: object) -> Card:
        make.attendance(event, user, listed_at=now() if listed else None, offer=offer)
        card = make.card(user, **columns)
        make.badge(card, event)
        return card

    return attend


def seen(app: Flask, user: User, event: Event, **how: object) -> list[NotMet]:
    with app.app_context():
        return not_met(user.id, event.id, **how)


def names(app: Flask, user: User, event: Event, **how: object) -> list[str]:
    return [person.name for person in seen(app, user, event, **how)]


def test_who_asked_to_be_found_is_found_and_nobody_else(app, event, come, alice, bob, charlie) -> None:
    come(alice)
    come(bob)
    come(charlie, listed=False)
    assert names(app, alice, event) == ["Bob"] and names(app, bob, event) == ["Alice"]
    assert sorted(names(app, charlie, event)) == ["Alice", "Bob"]
