"""Confirming that a mailbox is one's own: looking changes nothing, the button does, once."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from networking_app.accounts.mailed_links import VERIFICATION, make_link
from networking_app.accounts.models import Address, User
from networking_app.extensions import db
from networking_app.ties.models import Tie
from tests.clients import Client, text_of
from tests.factories import Make
from tests.post import Mailbox

ClientFor = Callable[[User], FlaskClient]


@pytest.fixture
def dana(make: Make) -> User:
    """The one who has just signed up."""
    return make.user("Dana", verified=False)


def link_for(app: Flask, user: User) -> str:
    with app.app_context():
        address = db.session.scalars(select(Address).where(Address.user_id == user.id)).one()
        token = make_link(VERIFICATION, user.id, address.id)
        db.session.commit()
        return f"/addresses/{token}"


def holders(app: Flask, email: str = "dana@example.org") -> list[tuple[int, bool]]:
    """Whose that address is, and whether it is verified."""
    with app.app_context():
        rows = db.session.scalars(select(Address).where(Address.key == email).order_by(Address.user_id))
        return [(row.user_id, row.verified_at is not None) for row in rows]


def test_the_mailed_link_confirms(app: Flask, client: FlaskClient, client_for: ClientFor, mailbox: Mailbox,
                                  dana: User) -> None:
    [(user_id, _verified)] = holders(app)
    assert client_for(dana).post("/addresses", data={"email": "dana@example.org"}).status_code == 303
    app.test_cli_runner().invoke(args=["worker", "--once"])
    [link] = re.findall(r"http://localhost(/addresses/\S+)", mailbox.to("dana@example.org")[0].get_content())
    assert "dana@example.org" in text_of(client.get(link))
    assert client.post(link).status_code == 200
    assert holders(app) == [(user_id, True)]


def test_looking_confirms_nothing(app: Flask, client: FlaskClient, dana: User) -> None:
    link = link_for(app, dana)
    for _look in range(3):
        assert client.get(link).headers["Referrer-Policy"] == "strict-origin"
    assert holders(app) == [(dana.id, False)]
    assert client.post(link).status_code == 200
    assert client.post(link).status_code == 410
    assert client.get(link).status_code == 410


def test_others_lose_an_address_that_was_never_theirs(
    app: Flask, client: FlaskClient, client_for: ClientFor, make: Make, dana: User
) -> None:
    squatter = make.user("Squatter", email="dana@example.org", verified=False)
    client.post(link_for(app, dana))
    assert holders(app) == [(dana.id, True)]
    page = text_of(client_for(squatter).get("/settings"))
    assert "add one" in page


def test_a_second_account_cannot_confirm_what_is_confirmed(
    app: Flask, client: FlaskClient, make: Make, dana: User
) -> None:
    link = link_for(app, dana)
    owner = make.user("Owner", email="dana@example.org")
    assert client.post(link).status_code == 410
    assert holders(app) == [(dana.id, False), (owner.id, True)]


def test_of_two_at_once_one_gets_the_address(app: Flask, make: Make, dana: User) -> None:
    other = make.user("Other", email="dana@example.org", verified=False)
    links = [link_for(app, dana), link_for(app, other)]
    with ThreadPoolExecutor(2) as together:
        answers = list(together.map(lambda link: Client(app).post(link).status_code, links))
    assert sorted(answers) == [200, 410]
    assert [verified for _user, verified in holders(app)].count(True) == 1


def test_people_whom_a_card_was_left_with_get_the_whole_card(
    app: Flask, client: FlaskClient, make: Make, alice: User, dana: User
) -> None:
    card = make.card(dana)
    make.tie(alice, name="Danny", address_key="mailto:dana@example.org", origin="card left")
    assert "1 person" in text_of(client.post(link_for(app, dana)))
    with app.app_context():
        tie = db.session.scalars(select(Tie)).one()
    assert (tie.peer_user_id, tie.card_id) == (dana.id, card.id)


def test_an_unconfirmed_address_claims_nothing(app: Flask, client: FlaskClient, make: Make, alice: User) -> None:
    make.tie(alice, name="Danny", address_key="mailto:dana@example.org", origin="card left")
    form = {"name": "Dana", "email": "dana@example.org", "password": "tea with lemon"}
    client.post("/sign-up", data=form)
    with app.app_context():
        assert db.session.scalars(select(Tie.peer_user_id)).one() is None


def test_adding_an_address_reads_the_same_when_it_is_somebodys(
    client_for: ClientFor, alice: User, bob: User
) -> None:
    pages = []
    for email in ("alice@example.org", "nobody@example.org"):
        client = client_for(bob)
        page = text_of(client.post("/addresses", data={"email": email}, follow_redirects=True))
        added = client.get("/settings").text.rsplit("/addresses/", 1)[1].split("?")[0]
        assert client.delete(f"/addresses/{added}").status_code == 303
        pages.append(page.replace(email, ""))
    assert pages[0] == pages[1]


@pytest.mark.parametrize("email", ["", "dana", "x" * 300 + "@example.org", "a@b\0.org"])
def test_what_is_no_address_is_refused_kindly(app: Flask, client_for: ClientFor, dana: User, email: str) -> None:
    assert client_for(dana).post("/addresses", data={"email": email}).status_code == 422
    assert len(holders(app)) == 1


def test_an_address_can_be_removed_but_not_the_last_way_in(
    app: Flask, client_for: ClientFor, make: Make, alice: User
) -> None:
    client = client_for(alice)
    second = make.saved(Address(user_id=alice.id, email="a@example.org", key="a@example.org"))
    with app.app_context():
        first = db.session.scalars(select(Address.id).where(Address.key == "alice@example.org")).one()
    assert client.delete(f"/addresses/{first}").status_code == 409
    assert client.delete(f"/addresses/{second.id}").status_code == 303
    assert client.delete(f"/addresses/{first}").status_code == 409
    assert len(holders(app, "alice@example.org")) == 1


def test_somebody_elses_address_does_not_exist(app: Flask, client_for: ClientFor, alice: User, bob: User) -> None:
    with app.app_context():
        theirs = db.session.scalars(select(Address.id).where(Address.user_id == bob.id)).one()
    client = client_for(alice)
    assert client.delete(f"/addresses/{theirs}").status_code == 404
    for value in (str(theirs), "0", "x", "9" * 30, ""):
        assert client.post("/addresses/verification", data={"address_id": value}).status_code == 404
