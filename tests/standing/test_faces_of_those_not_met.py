"""The photo of somebody not met yet: for who finds them in the list, while the card that they bring there shows it."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from networking_app.accounts.models import Block, User
from networking_app.cards.models import Badge, Card, Photo
from networking_app.clock import now
from networking_app.events.models import Attendance, Event
from networking_app.extensions import db
from tests.factories import Make

Clients = Callable[[User], FlaskClient]
WEBP = b"RIFF\x1a\x00\x00\x00WEBP"


@pytest.fixture
def event(make: Make, alice: User, bob: User) -> Event:
    """Where Alice is, and Bob, who is in the list and brings a card with a photo."""
    event = make.event(alice)
    make.attendance(event, bob, listed_at=now())
    card = make.card(bob)
    make.badge(card, event)
    make.saved(Photo(card_id=card.id, digest="0123456789abcdef", large=b"L", small=WEBP, jpeg=b"J"))
    return event


def photo_of(event: Event, person: User) -> str:
    return f"/events/{event.id}/people/{person.id}/photo"


@pytest.mark.only("sqlite")
def test_the_list_shows_it_and_asks_for_it_when_it_is_looked_at(
    client_for: Clients, event: Event, alice: User, bob: User
) -> None:
    hers = client_for(alice)
    page = hers.get(f"/events/{event.id}/people").text
    assert f'<img src="{photo_of(event, bob)}" alt="" loading="lazy" width="112" height="112">' in page
    answer = hers.get(photo_of(event, bob))
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "image/webp", WEBP)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    again = hers.get(photo_of(event, bob), headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def held_back(event: Event, alice: User, bob: User) -> None:
    db.session.execute(update(Card).where(Card.user_id == bob.id).values(held_back=["photo"]))


def deleted(event: Event, alice: User, bob: User) -> None:
    db.session.delete(db.session.scalars(db.select(Photo)).one())


def another_card(event: Event, alice: User, bob: User) -> None:
    other = Card(user_id=bob.id, full_name="Bob")
    db.session.add(other)
    db.session.flush()
    db.session.execute(update(Badge).values(card_id=other.id))


def badge_revoked(event: Event, alice: User, bob: User) -> None:
    db.session.execute(update(Badge).values(revoked_at=now()))


def out_of_the_list(event: Event, alice: User, bob: User) -> None:
    db.session.execute(update(Attendance).values(listed_at=None))


def blocked_by_her(event: Event, alice: User, bob: User) -> None:
    db.session.add(Block(blocker_id=alice.id, blocked_id=bob.id))


def blocked_by_him(event: Event, alice: User, bob: User) -> None:
    db.session.add(Block(blocker_id=bob.id, blocked_id=alice.id))


def account_closed(event: Event, alice: User, bob: User) -> None:
    db.session.delete(db.session.get_one(User, bob.id))


@pytest.mark.parametrize("change", [held_back, deleted, another_card, badge_revoked, out_of_the_list, blocked_by_her,
                                    blocked_by_him, account_closed])
def test_it_is_gone_at_once(
    app: Flask, client_for: Clients, event: Event, alice: User, bob: User, change: Callable[..., None]
) -> None:
    hers = client_for(alice)
    assert hers.get(photo_of(event, bob)).status_code == 200
    with app.app_context():
        change(event, alice, bob)
        db.session.commit()
    assert hers.get(photo_of(event, bob)).status_code == 404
    assert photo_of(event, bob) not in hers.get(f"/events/{event.id}/people").text


@pytest.mark.only("sqlite")
def test_nobody_else_sees_it(
    client: FlaskClient, client_for: Clients, make: Make, event: Event, bob: User, charlie: User
) -> None:
    elsewhere = make.event(charlie)
    make.attendance(elsewhere, bob, listed_at=now())
    assert client.get(photo_of(event, bob)).status_code == 302
    assert client_for(charlie).get(photo_of(event, bob)).status_code == 404
    assert client_for(charlie).get(photo_of(elsewhere, bob)).status_code == 404
    assert client_for(bob).get(photo_of(event, bob)).status_code == 404
