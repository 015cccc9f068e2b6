"""A session belongs to one sign-in of one browser and ends when it should."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from networking_app.accounts.models import Session, User
from networking_app.accounts.sessions import hashed
from networking_app.extensions import db
from tests.clients import Client, session_cookie, signed_in
from tests.factories import PASSWORD
from tests.world import World

ClientFor = Callable[[User], FlaskClient]
NEW = "tea with lemon"
ALICE = {"email": "alice@example.org", "password": PASSWORD}


def is_in(browser: FlaskClient) -> bool:
    return browser.get("/settings").status_code == 200


def cookie_of(browser: FlaskClient) -> str:
    cookie = browser.get_cookie("session")
    assert cookie is not None
    return cookie.value


def with_cookie(app: Flask, value: str) -> FlaskClient:
    browser = Client(app)
    browser.set_cookie("session", value)
    return browser


def test_signing_in_gives_a_new_token_and_ends_the_one_before(app: Flask, client: FlaskClient, alice: User) -> None:
    client.post("/sign-in", data=ALICE)
    before = cookie_of(client)
    client.post("/sign-in", data=ALICE)
    assert cookie_of(client) != before
    assert is_in(client) and not is_in(with_cookie(app, before))


def test_a_token_planted_beforehand_is_not_used(app: Flask, alice: User, charlie: User) -> None:
    planted = session_cookie(app, charlie)
    browser = with_cookie(app, planted)
    browser.post("/sign-in", data=ALICE)
    assert "alice@example.org" in browser.get("/settings").text
    assert not is_in(with_cookie(app, planted))


def test_a_session_that_was_signed_out_stays_dead(app: Flask, client: FlaskClient, alice: User) -> None:
    client.post("/sign-in", data=ALICE)
    kept = cookie_of(client)
    client.post("/sign-out")
    assert not is_in(client) and not is_in(with_cookie(app, kept))


def test_ending_a_session_ends_it_there(app: Flask, alice: User, client_for: ClientFor) -> None:
    phone, laptop = client_for(alice), client_for(alice)
    with app.app_context():
        first = db.session.scalars(select(Session.id).order_by(Session.id)).first()
    assert laptop.delete(f"/sessions/{first}").status_code == 303
    assert is_in(laptop) and not is_in(phone)


@pytest.mark.parametrize("act", ["change", "reset", "close"])
def test_a_new_password_ends_all_other_sessions(app: Flask, world: World, act: str) -> None:
    here, there = signed_in(app, world.bob), signed_in(app, world.bob)
    posts = {"change": ("/password", {"old": PASSWORD, "password": NEW}),
             "reset": (f"/password/reset/{world.ids['reset']}", {"password": NEW}),
             "close": ("/account/closure", {"password": PASSWORD})}
    address, form = posts[act]
    assert here.post(address, data=form).status_code < 400
    assert is_in(here) is (act != "close")
    assert not is_in(there)


def test_the_store_holds_no_token(app: Flask, alice: User) -> None:
    browser = signed_in(app, alice)
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    token = signer.loads(cookie_of(browser))["_user_id"]
    with app.app_context():
        stored = db.session.execute(text("SELECT * FROM sessions")).one()
    assert hashed(token) in stored and token not in stored
    assert len(token) >= 43


@pytest.mark.parametrize("forge", [
    lambda value: value[:-2] + ("A" if value[-2] != "A" else "B") + value[-1],
    lambda value: value.rpartition(".")[0],
    lambda value: "eyJfdXNlcl9pZCI6IjEifQ." + value.partition(".")[2],
    lambda value: "",
    lambda value: "." * 5,
    lambda value: value + value,
])
def test_a_cookie_that_was_touched_is_nobodys(app: Flask, alice: User, forge: Callable[[str], str]) -> None:
    assert not is_in(with_cookie(app, forge(session_cookie(app, alice))))


@pytest.mark.parametrize("user_id", ["1", "", None, "0" * 64])
def test_a_signed_cookie_without_a_token_of_ours_is_nobodys(app: Flask, alice: User, user_id: str | None) -> None:
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    assert not is_in(with_cookie(app, str(signer.dumps({"_user_id": user_id, "_fresh": True}))))
