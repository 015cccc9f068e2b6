"""Joining an event makes the attendance and the badge shown there, both only once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.cards.joining import badge_anywhere, join_event
from networking_app.cards.models import Badge, Card
from networking_app.clock import now
from networking_app.events.models import Attendance
from networking_app.extensions import db
from tests.factories import Make

Clients = Callable[[User], FlaskClient]


def badges_of(app: Flask, user: User) -> list[Badge]:
    with app.app_context():
        return list(db.session.scalars(select(Badge).where(Badge.user_id == user.id).order_by(Badge.id)))


def test_joining_with_one_tap_leads_to_the_badge(
    app: Flask, client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    card, event = make.card(bob), make.event(alice)
    answer = client_for(bob).post(f"/join/{event.join_code}")
    (badge,) = badges_of(app, bob)
    assert answer.status_code == 303 and answer.location == f"/badges/{badge.id}"
    assert (badge.card_id, badge.event_id, len(badge.code), badge.revoked_at) == (card.id, event.id, 26, None)


def test_twenty_joins_at_once_make_one_attendance_and_one_badge(app: Flask, make: Make, alice: User, bob: User) -> None:
    event = make.event(alice)

    def join(_number: int) -> int:
        with app.app_context():
            badge_id = join_event(bob.id, event.id)
            db.session.commit()
            return badge_id

    with ThreadPoolExecutor(20) as pool:
        made = set(pool.map(join, range(20)))
    with app.app_context():
        attendances = db.session.scalars(select(Attendance).where(Attendance.user_id == bob.id)).all()
        cards = db.session.scalars(select(Card).where(Card.user_id == bob.id)).all()
    at_event = [badge.id for badge in badges_of(app, bob) if badge.event_id]
    assert len(attendances) == len(cards) == len(made) == 1
    assert at_event == list(made)


def test_an_event_to_come_shows_its_page_first(client_for: Clients, make: Make, alice: User, bob: User) -> None:
    event = make.event(alice, starts_at=now() + timedelta(days=9), ends_at=now() + timedelta(days=10))
    assert client_for(bob).post(f"/join/{event.join_code}").location == f"/events/{event.id}"


def test_a_cancelled_event_cannot_be_joined(
    app: Flask, client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    event = make.event(alice, cancelled_at=now())
    answer = client_for(bob).post(f"/join/{event.join_code}")
    assert answer.status_code == 409 and "cancelled" in answer.text
    assert badges_of(app, bob) == []


def test_an_unknown_join_code_is_a_kind_404(client_for: Clients, bob: User) -> None:
    assert client_for(bob).post("/join/BCDFGHJKMN").status_code == 404


def test_a_stranger_cannot_join(client: FlaskClient, make: Make, alice: User) -> None:
    assert client.post(f"/join/{make.event(alice).join_code}").status_code == 401


def test_an_organizer_gets_a_badge_when_it_is_first_shown(
    app: Flask, client_for: Clients, make: Make, alice: User
) -> None:
    make.card(alice)
    event = make.event(alice)
    hers = client_for(alice)
    assert hers.post(f"/events/{event.id}/badge").location == hers.post(f"/events/{event.id}/badge").location
    assert [badge.event_id for badge in badges_of(app, alice)] == [event.id]


def test_somebody_who_has_not_joined_gets_no_badge(
    app: Flask, client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    event = make.event(alice)
    assert client_for(bob).post(f"/events/{event.id}/badge").status_code == 404
    assert badges_of(app, bob) == []


def test_leaving_an_event_revokes_the_badge_and_coming_back_makes_another(
    app: Flask, client: FlaskClient, client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    event = make.event(alice)
    his = client_for(bob)
    his.post(f"/join/{event.join_code}")
    his.delete(f"/events/{event.id}/attendance")
    (old,) = [badge for badge in badges_of(app, bob) if badge.event_id]
    assert client.get(f"/c/{old.code}").status_code == 410
    his.post(f"/join/{event.join_code}")
    codes = [badge.code for badge in badges_of(app, bob) if badge.event_id and not badge.revoked_at]
    assert len(codes) == 1 and codes != [old.code]


def test_a_card_has_one_badge_for_anywhere(app: Flask, make: Make, alice: User) -> None:
    card = make.card(alice)
    with app.app_context():
        made = {badge_anywhere(alice.id, card.id) for _time in range(2)}
        db.session.commit()
    assert made == {badge.id for badge in badges_of(app, alice)}
