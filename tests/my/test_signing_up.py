"""Signing up: four things typed, signed in at once, a card to show, the same for known addresses."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from networking_app.accounts.models import Address, Outgoing, User
from networking_app.cards.models import Badge, Card
from networking_app.extensions import db
from tests.clients import Client, text_of

PASSWORD = "tea with lemon"  # noqa: S105
TYPED = {"name": "Dana", "email": "Dana@Example.org", "password": PASSWORD, "on_card": "1", "time_zone": "Asia/Tokyo"}


def sign_up(client: FlaskClient, **changed: str):  # type: ignore[no-untyped-def]
    return client.post("/sign-up", data={**TYPED, **changed})


def only(app: Flask, table: type):  # type: ignore[no-untyped-def]
    with app.app_context():
        return db.session.scalars(select(table)).one()


def users(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(User)) or 0


def test_one_is_signed_in_at_once(app: Flask, client: FlaskClient) -> None:
    answer = sign_up(client)
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Dana" in client.get("/settings").text
    user, address = only(app, User), only(app, Address)
    assert (user.time_zone, user.preferred_hour, user.days_off) == ("Asia/Tokyo", 9, 0b1100000)
    assert (address.email, address.key, address.verified_at) == ("Dana@example.org", "dana@example.org", None)


@pytest.mark.parametrize("ticked", [True, False])
def test_there_is_a_card_to_show_with_the_address_if_wanted(app: Flask, client: FlaskClient, ticked: bool) -> None:
    sign_up(client, on_card="1" if ticked else "")
    card, badge = only(app, Card), only(app, Badge)
    assert card.full_name == "Dana"
    assert card.ways == [{"kind": "email", "value": "Dana@example.org", "label": "", "shown": ticked}]
    assert (badge.card_id, badge.event_id, badge.revoked_at) == (card.id, None, None)
    shown = Client(app).get(f"/c/{badge.code}").text
    assert ("Dana@example.org" in shown) is ticked


def test_the_box_is_ticked_at_first_and_stays_as_left(client: FlaskClient) -> None:
    assert re.search(r'name="on_card" value="1" checked', client.get("/sign-up").text)
    assert not re.search(r'name="on_card" value="1" checked', sign_up(client, on_card="", name="").text)


def test_the_way_leads_back_to_where_one_came_from(client: FlaskClient) -> None:
    assert 'value="/join/ABC"' in client.get("/sign-up?next=/join/ABC").text
    assert 'value="/join/ABC"' in sign_up(client, next="/join/ABC", name="").text
    assert sign_up(client, next="/join/ABC").location == "/join/ABC"


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_the_way_never_leads_off_this_site(client: FlaskClient, next_page: str) -> None:
    assert sign_up(client, next=next_page).location == "/"


def test_a_known_address_looks_the_same_on_screen(app: Flask, client: FlaskClient, alice: User) -> None:
    known, new = sign_up(client, email="alice@example.org"), sign_up(Client(app))
    assert (known.status_code, known.location) == (new.status_code, new.location)
    assert text_of(client.get("/")) == text_of(client.get("/"))
    with app.app_context():
        assert [row.kind for row in db.session.scalars(select(Outgoing))] == ["sign-up", "sign-up"]
        verified = select(Address.user_id).where(Address.key == "alice@example.org", Address.verified_at.is_not(None))
        assert db.session.scalars(verified).all() == [alice.id]


def test_somebody_signed_in_is_sent_on(client_for: Callable[[User], FlaskClient], app: Flask, alice: User) -> None:
    assert client_for(alice).get("/sign-up").location == "/"
    assert sign_up(client_for(alice)).location == "/"
    assert users(app) == 1


@pytest.mark.parametrize("zone", [
    "", "Mars/Olympus", "../../etc/passwd", "Europe", "x" * 5000, "\0", "Europe/Berlin\0"
])
def test_a_zone_that_is_none_becomes_utc(app: Flask, client: FlaskClient, zone: str) -> None:
    assert sign_up(client, time_zone=zone).status_code == 303
    assert only(app, User).time_zone == "UTC"


@pytest.mark.parametrize("name", [
    "Ada", "María-José Carreño Quiñones", "दाना", "עדה לאבלייס", "أدا", "陳", "🦊", "O'Brien", "x" * 120, "<b>Ada</b>"
])
def test_names_of_all_kinds_are_taken_as_they_are(app: Flask, client: FlaskClient, name: str) -> None:
    assert sign_up(client, name=name).status_code == 303
    assert only(app, User).name == name


@pytest.mark.parametrize(("field", "value"), [
    ("name", ""), ("name", "   "), ("name", "x" * 121), ("name", "x" * 300), ("name", "A\0B"), ("name", "\u2028"),
    ("email", ""), ("email", "dana"), ("email", "x" * 300 + "@example.org"),
    ("email", "a@example.org\nBcc: b@example.org"), ("email", "a@example.org, b@example.org"),
    ("email", "a@[127.0.0.1]"), ("email", "😀@example.org\0"),
    ("password", ""), ("password", "short"), ("password", "x" * 201), ("password", "password1"), ("password", "dana"),
    ("password", "Dana@Example.org"),
])
def test_what_is_not_right_is_said_and_nothing_typed_is_lost(
    app: Flask, client: FlaskClient, field: str, value: str
) -> None:
    answer = sign_up(client, **{field: value})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    for other, typed in (("name", "Dana"), ("email", "Dana@Example.org")):
        if other != field:
            assert f'value="{typed}"' in answer.text
    assert PASSWORD not in answer.text
    assert users(app) == 0


def test_a_form_of_ten_megabytes_is_too_large(app: Flask, client: FlaskClient) -> None:
    assert sign_up(client, name="x" * 10_000_000).status_code == 413
    assert users(app) == 0


@pytest.mark.parametrize("body", [
    b"name=%FF&email=%FE&password=%80%80%80%80%80%80%80%80", b"&&&===%%%", b"\xff\xfe\x00"
])
def test_bytes_that_are_no_form_are_answered_kindly(app: Flask, client: FlaskClient, body: bytes) -> None:
    answer = client.post("/sign-up", data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422
    assert users(app) == 0


def test_the_same_form_sent_twice_makes_one_account(app: Flask, client: FlaskClient) -> None:
    assert [sign_up(client).status_code, sign_up(Client(app)).status_code] == [303, 303]
    assert users(app) == 1


def test_the_same_address_with_another_password_is_another_account(app: Flask, client: FlaskClient) -> None:
    sign_up(client)
    sign_up(Client(app), **{"password": "coffee with milk"})
    assert users(app) == 2


def test_another_site_cannot_sign_somebody_up(app: Flask, client: FlaskClient) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post("/sign-up", data=TYPED, headers=headers).status_code == 403
    assert users(app) == 0


def test_one_address_is_not_signed_up_without_end(app: Flask) -> None:
    assert [sign_up(Client(app)).status_code for _time in range(6)] == [303] * 5 + [429]
