"""Signing in and out: the right person, the same answer to all others, a session that can be ended."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from networking_app.accounts import passwords, signing_in
from networking_app.accounts.models import Address, Session, User
from networking_app.accounts.passwords import hash_password, is_outdated
from networking_app.extensions import db
from tests.clients import text_of
from tests.factories import PASSWORD, Make
from tests.hashing import STRONG

ClientFor = Callable[[User], FlaskClient]


def sign_in(client: FlaskClient, email: str, password: str = PASSWORD, **fields: str) -> int:
    return client.post("/sign-in", data={"email": email, "password": password, **fields}).status_code


def signed_in_name(client: FlaskClient) -> str | None:
    page = client.get("/settings")
    return page.text if page.status_code == 200 else None


def test_the_right_password_signs_in(client: FlaskClient, alice: User) -> None:
    answer = client.post("/sign-in", data={"email": " Alice@Example.ORG ", "password": PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Alice" in (signed_in_name(client) or "")


def test_an_address_not_yet_verified_signs_in_too(client: FlaskClient, make: Make) -> None:
    make.user("Dana", verified=False)
    assert sign_in(client, "dana@example.org") == 303


@pytest.mark.parametrize("email", ["alice@example.org", "nobody@example.org"])
def test_a_wrong_password_reads_the_same_for_everybody(client: FlaskClient, alice: User, email: str) -> None:
    answer = client.post("/sign-in", data={"email": email, "password": "wrong"})
    assert answer.status_code == 422
    assert "do not belong together" in text_of(answer)
    assert f'value="{email}"' in answer.text
    assert signed_in_name(client) is None


@pytest.mark.parametrize("known", [0, 1, 2, 5])
@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
def test_the_same_number_of_hashes_is_checked_whoever_it_is(
    app: Flask, make: Make, monkeypatch: pytest.MonkeyPatch, known: int, password: str
) -> None:
    for _number in range(known):
        make.user("Dana", email="dana@example.org", verified=False)
    checked: list[str] = []
    real = signing_in.fits
    monkeypatch.setattr(signing_in, "fits", lambda stored, given: checked.append(stored) or real(stored, given))
    with app.app_context():
        signing_in.find_user("dana@example.org", password)
    assert len(checked) == signing_in.MOST_CANDIDATES == 3


def test_checking_an_unknown_address_costs_as_much_as_a_known_one(app: Flask) -> None:
    with app.app_context():
        stored, nobody = hash_password("tea with lemon"), signing_in.hash_of_nobody()
    assert stored.split("$")[:4] == nobody.split("$")[:4]


def test_of_several_accounts_with_an_address_the_password_tells(app: Flask, client: FlaskClient, make: Make) -> None:
    make.user("First", email="dana@example.org", verified=False)
    second = make.user("Second", email="dana@example.org", verified=False)
    with app.app_context():
        db.session.get_one(User, second.id).password_hash = hash_password("tea with lemon")
        db.session.commit()
    assert sign_in(client, "dana@example.org", "tea with lemon") == 303
    assert "Second" in (signed_in_name(client) or "")


def test_the_verified_account_comes_first(client: FlaskClient, make: Make) -> None:
    for number in range(4):
        make.user(f"Squatter {number}", email="dana@example.org", verified=False)
    make.user("Dana", verified=True)
    assert sign_in(client, "dana@example.org") == 303
    assert "Dana" in (signed_in_name(client) or "")


def test_an_old_hash_is_renewed(
    app: Flask, client: FlaskClient, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "HASHER", STRONG)
    assert is_outdated(alice.password_hash)
    assert sign_in(client, "alice@example.org") == 303
    with app.app_context():
        assert not is_outdated(db.session.get_one(User, alice.id).password_hash)
    assert sign_in(client, "alice@example.org") == 303


@pytest.mark.parametrize(("asked", "led_to"), [
    ("/events/7?x=1", "/events/7?x=1"), ("https://evil.example", "/"), ("//evil.example", "/"),
    ("/\\evil.example", "/"), ("javascript:alert(1)", "/"), ("/a\nb", "/"),
])
def test_signing_in_leads_on_inside_this_site_only(client: FlaskClient, alice: User, asked: str, led_to: str) -> None:
    form = {"email": "alice@example.org", "password": PASSWORD, "next": asked}
    assert client.post("/sign-in", data=form).location == led_to


def test_a_page_asks_to_sign_in_and_comes_back(client: FlaskClient, alice: User) -> None:
    asked = client.get("/settings")
    assert asked.location == "/sign-in?next=/settings"
    assert 'name="next" value="/settings"' in client.get(asked.location).text


def test_signing_in_again_begins_another_session(client: FlaskClient, alice: User) -> None:
    sign_in(client, "alice@example.org")
    first = client.get_cookie("session")
    sign_in(client, "alice@example.org")
    assert first != client.get_cookie("session")


def test_guessing_is_slowed_down(client: FlaskClient, alice: User) -> None:
    assert [sign_in(client, "alice@example.org", "wrong") for _try in range(10)] == [422] * 10
    assert sign_in(client, "alice@example.org", "wrong") == 429
    answer = client.post("/sign-in", data={"email": "alice@example.org", "password": PASSWORD})
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0
    assert sign_in(client, "other@example.org", "wrong") == 422


def test_signing_out_ends_the_session_everywhere(client_for: ClientFor, app: Flask, alice: User) -> None:
    client = client_for(alice)
    copied = client.get_cookie("session")
    answer = client.post("/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    client.set_cookie("session", copied.value)
    assert client.get("/settings").status_code == 302
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Session)) == 0


@pytest.mark.parametrize("email", ["", "x" * 300, "a\0b@example.org", "دانا@مثال", "a@b@c", "😀@example.org"])
def test_strange_input_is_answered_kindly(client: FlaskClient, email: str) -> None:
    assert sign_in(client, email) == 422


@pytest.mark.parametrize("password", ["", "x" * 201, "\0", "😀" * 40])
def test_strange_passwords_are_answered_kindly(client: FlaskClient, alice: User, password: str) -> None:
    assert sign_in(client, "alice@example.org", password) == 422


def test_bytes_that_are_no_text_are_answered_kindly(client: FlaskClient) -> None:
    answer = client.post("/sign-in", data=b"email=%FF%FE&password=%C0%80",
                         content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422


def test_somebody_signed_in_is_sent_on(client_for: ClientFor, alice: User) -> None:
    assert client_for(alice).get("/sign-in").location == "/"


def test_an_account_without_an_address_cannot_be_signed_in_to(app: Flask, client: FlaskClient, alice: User) -> None:
    with app.app_context():
        db.session.delete(db.session.scalars(select(Address)).one())
        db.session.commit()
    assert sign_in(client, "alice@example.org") == 422
