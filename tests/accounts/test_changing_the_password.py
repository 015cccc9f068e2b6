"""Changing the password with the old one, and setting a new one by a mailed link."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from networking_app.accounts.models import Address, MailedLink, Outgoing, User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.ties.models import CARD_LEFT, Tie
from tests.clients import Client, text_of
from tests.factories import PASSWORD, Make
from tests.post import Mailbox

ClientFor = Callable[[User], FlaskClient]
NEW = "tea with lemon"


def change(client: FlaskClient, old: str = PASSWORD, new: str = NEW) -> int:
    return client.post("/password", data={"old": old, "password": new}).status_code


def sign_in(client: FlaskClient, password: str, email: str = "alice@example.org") -> int:
    return client.post("/sign-in", data={"email": email, "password": password}).status_code


def work(app: Flask) -> None:
    app.test_cli_runner().invoke(args=["worker", "--once"])


def reset_links(app: Flask, mailbox: Mailbox, client: FlaskClient, email: str = "alice@example.org") -> list[str]:
    assert client.post("/password/reset", data={"email": email}).status_code == 200
    work(app)
    mails = mailbox.to(email)
    return re.findall(r"http://localhost(/password/reset/\S+)", mails[-1].get_content()) if mails else []


def test_a_changed_password_signs_in_and_the_old_one_does_not(
    client: FlaskClient, client_for: ClientFor, alice: User
) -> None:
    assert change(client_for(alice)) == 303
    assert sign_in(client, PASSWORD) == 422
    assert sign_in(client, NEW) == 303


def test_other_devices_are_signed_out(client_for: ClientFor, alice: User) -> None:
    here, there = client_for(alice), client_for(alice)
    assert change(here) == 303
    assert here.get("/settings").status_code == 200
    assert there.get("/settings").status_code == 302


def test_the_mailbox_is_told(app: Flask, client_for: ClientFor, mailbox: Mailbox, alice: User) -> None:
    change(client_for(alice))
    work(app)
    assert "was changed" in mailbox.to("alice@example.org")[0]["Subject"]


@pytest.mark.parametrize(("old", "new"), [
    ("wrong", NEW), (PASSWORD, "short"), (PASSWORD, "alice@example.org"), ("", "")
])
def test_what_is_not_right_changes_nothing(
    client: FlaskClient, client_for: ClientFor, alice: User, old: str, new: str
) -> None:
    assert change(client_for(alice), old, new) == 422
    assert sign_in(client, PASSWORD) == 303


def test_guessing_the_old_one_is_slowed_down(client_for: ClientFor, alice: User) -> None:
    client = client_for(alice)
    assert [change(client, "wrong") for _try in range(11)] == [422] * 10 + [429]


def test_a_mailed_link_sets_a_new_password_and_signs_in(
    app: Flask, client: FlaskClient, client_for: ClientFor, mailbox: Mailbox, alice: User
) -> None:
    there, [link] = client_for(alice), reset_links(app, mailbox, client)
    assert client.get(link).status_code == 200
    assert client.post(link, data={"password": NEW}).status_code == 303
    assert client.get("/settings").status_code == 200
    assert there.get("/settings").status_code == 302
    assert sign_in(Client(app), NEW) == 303


def test_looking_at_the_link_does_not_use_it_up(
    app: Flask, client: FlaskClient, mailbox: Mailbox, alice: User
) -> None:
    [link] = reset_links(app, mailbox, client)
    for _look in range(3):
        assert client.get(link).headers["Referrer-Policy"] == "strict-origin"
        client.head(link)
    assert client.post(link, data={"password": "short"}).status_code == 422
    assert client.post(link, data={"password": NEW}).status_code == 303


def test_the_link_works_once(app: Flask, client: FlaskClient, mailbox: Mailbox, alice: User) -> None:
    [link] = reset_links(app, mailbox, client)
    assert client.post(link, data={"password": NEW}).status_code == 303
    assert Client(app).post(link, data={"password": "another one please"}).status_code == 410
    assert Client(app).get(link).status_code == 410
    assert sign_in(Client(app), NEW) == 303


def test_of_many_at_once_one_gets_the_link(app: Flask, client: FlaskClient, mailbox: Mailbox, alice: User) -> None:
    [link] = reset_links(app, mailbox, client)
    with ThreadPoolExecutor(6) as together:
        answers = list(together.map(lambda _n: Client(app).post(link, data={"password": NEW}).status_code, range(6)))
    assert sorted(answers) == [303] + [410] * 5


def test_the_link_works_for_an_hour(app: Flask, client: FlaskClient, mailbox: Mailbox, alice: User) -> None:
    [link] = reset_links(app, mailbox, client)
    with app.app_context():
        row = db.session.scalars(select(MailedLink)).one()
        assert timedelta(minutes=59) < row.expires_at - now() <= timedelta(hours=1)
        row.expires_at = now() - timedelta(seconds=1)
        db.session.commit()
    assert client.get(link).status_code == 410
    assert client.post(link, data={"password": NEW}).status_code == 410


def test_a_changed_password_makes_older_links_useless(
    app: Flask, client: FlaskClient, client_for: ClientFor, mailbox: Mailbox, alice: User
) -> None:
    [link] = reset_links(app, mailbox, client)
    change(client_for(alice))
    assert client.post(link, data={"password": "another one please"}).status_code == 410


def test_the_token_is_stored_nowhere(app: Flask, client: FlaskClient, mailbox: Mailbox, alice: User) -> None:
    [link] = reset_links(app, mailbox, client)
    with app.app_context():
        row, sent = db.session.scalars(select(MailedLink)).one(), db.session.scalars(select(Outgoing)).one()
    assert row.token_hash not in link and link.rsplit("/", 1)[1] not in row.token_hash + str(sent.payload)


@pytest.mark.parametrize("email", ["alice@example.org", "nobody@example.org"])
def test_asking_for_a_link_reads_and_does_the_same_for_everybody(
    app: Flask, client: FlaskClient, alice: User, email: str
) -> None:
    answer = client.post("/password/reset", data={"email": email})
    assert text_of(answer).replace(email, "") == text_of(
        client.post("/password/reset", data={"email": "else@example.org"})).replace("else@example.org", "")
    with app.app_context():
        assert [row.kind for row in db.session.scalars(select(Outgoing))] == ["reset", "reset"]


def test_links_are_not_mailed_without_end(client: FlaskClient, alice: User) -> None:
    answers = [client.post("/password/reset", data={"email": "alice@example.org"}).status_code for _try in range(6)]
    assert answers == [200] * 5 + [429]


def test_the_link_is_built_from_our_own_address_only(
    app: Flask, client: FlaskClient, mailbox: Mailbox, alice: User
) -> None:
    client.post("/password/reset", data={"email": "alice@example.org"},
                headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Sec-Fetch-Site": "same-origin"})
    work(app)
    assert "evil" not in mailbox.to("alice@example.org")[0].as_string()


def test_a_verified_address_leads_to_its_own_account_only(
    app: Flask, client: FlaskClient, make: Make, mailbox: Mailbox, alice: User
) -> None:
    make.user("Squatter", email="alice@example.org", verified=False)
    assert len(reset_links(app, mailbox, client)) == 1


def test_a_reset_shows_whose_the_mailbox_is(
    app: Flask, client: FlaskClient, make: Make, mailbox: Mailbox, bob: User
) -> None:
    dana = make.user("Dana", verified=False)
    make.saved(Address(user_id=dana.id, email="squatter@example.org", key="squatter@example.org"))
    make.tie(bob, name="Danny", address_key="mailto:dana@example.org", origin=CARD_LEFT)
    [link] = reset_links(app, mailbox, client, "dana@example.org")
    assert client.post(link, data={"password": NEW}).status_code == 303
    work(app)
    with app.app_context():
        own = db.session.scalars(select(Address).where(Address.user_id == dana.id)).all()
        assert [(address.email, bool(address.verified_at)) for address in own] == [("dana@example.org", True)]
        assert db.session.scalars(select(Tie)).one().peer_user_id == dana.id


def test_of_several_unverified_accounts_each_gets_a_link(
    app: Flask, client: FlaskClient, make: Make, mailbox: Mailbox
) -> None:
    for name in ("First", "Second"):
        make.user(name, email="dana@example.org", verified=False)
    first, second = reset_links(app, mailbox, client, "dana@example.org")
    assert client.post(second, data={"password": NEW}).status_code == 303
    assert "Second" in client.get("/settings").text
    # The mailbox is the second one's now.
    assert Client(app).post(first, data={"password": NEW}).status_code == 410


@pytest.mark.parametrize("token", ["x", "x" * 3000, "%00", "%F0%9F%98%80", "%FF"])
def test_a_made_up_link_is_no_link(client: FlaskClient, token: str) -> None:
    assert client.get(f"/password/reset/{token}").status_code == 410
    assert client.post(f"/password/reset/{token}", data={"password": NEW}).status_code == 410
