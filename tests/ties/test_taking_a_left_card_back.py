"""A guest takes the card back: line and address go, the owner's own words stay."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.extensions import db
from networking_app.ties.guests import token_of
from networking_app.ties.models import CardLeft, Encounter, Note, Tie
from tests.clients import text_of
from tests.factories import Make
from tests.ties.conftest import Meetup

GUEST = {"full_name": "Grace Hopper", "reach": "grace@navy.example", "line": "we spoke of bugs", "consent": "1"}
Leave = Callable[..., str]


@pytest.fixture
def leave(client: FlaskClient, meetup: Meetup) -> Leave:
    """Leave a card with Bob; the address of its confirmation."""
    return lambda **fields: client.post(f"/c/{meetup.bobs_badge.code}/cards-left", data=GUEST | fields).location


def only(app: Flask, table: type):  # type: ignore[no-untyped-def]
    with app.app_context():
        return db.session.scalars(select(table)).one()


def test_line_and_address_go_the_name_and_the_owners_notes_stay(
    app: Flask, client: FlaskClient, make: Make, leave: Leave
) -> None:
    link = leave()
    make.note(only(app, Tie), "explains nanoseconds")
    answer = client.post(f"{link}?_method=DELETE", follow_redirects=True)
    tie = only(app, Tie)
    assert "taken back" in text_of(answer)
    assert (tie.name, tie.email, tie.tel, tie.address_key) == ("Grace Hopper", "", "", None)
    assert only(app, Encounter).line == "" and only(app, CardLeft).withdrawn_at is not None
    assert only(app, Note).text == "explains nanoseconds" and "nanoseconds" in tie.search_text
    assert "navy" not in tie.search_text and "bugs" not in tie.search_text


def test_looking_at_the_link_takes_nothing_back(app: Flask, client: FlaskClient, leave: Leave) -> None:
    link = leave()
    for _scanner in range(2):
        client.get(link)
        client.head(link)
    assert only(app, CardLeft).withdrawn_at is None and only(app, Tie).email


def test_taking_it_back_twice_is_fine(app: Flask, client: FlaskClient, leave: Leave) -> None:
    link = leave()
    client.delete(link)
    first = only(app, CardLeft).withdrawn_at
    assert client.delete(link, follow_redirects=True).status_code == 200
    assert only(app, CardLeft).withdrawn_at == first


def test_a_phone_sees_the_change(app: Flask, client: FlaskClient, leave: Leave) -> None:
    link = leave()
    before = only(app, Tie).change_seq, only(app, Encounter).change_seq
    client.delete(link)
    assert only(app, Tie).change_seq > before[0] and only(app, Encounter).change_seq > before[1]


def test_one_of_two_cards_taken_back_leaves_the_other(app: Flask, client: FlaskClient, leave: Leave) -> None:
    first, second = leave(), leave(line="and of compilers")
    client.delete(first)
    assert only(app, Encounter).line == "and of compilers" and only(app, Tie).email == "grace@navy.example"
    client.delete(second)
    assert only(app, Encounter).line == "" and only(app, Tie).email == ""


def test_an_address_that_the_owner_typed_stays(
    app: Flask, client: FlaskClient, make: Make, bob: User, leave: Leave
) -> None:
    make.tie(bob, email="grace@navy.example", address_key="mailto:grace@navy.example")
    client.delete(leave())
    tie = only(app, Tie)
    assert (tie.email, tie.address_key) == ("grace@navy.example", "mailto:grace@navy.example")
    assert only(app, Encounter).line == ""


def test_a_card_taken_back_can_be_left_again(app: Flask, client: FlaskClient, leave: Leave) -> None:
    client.delete(leave())
    assert "has your card" in text_of(client.get(leave()))
    with app.app_context():
        assert [tie.email for tie in db.session.scalars(select(Tie).order_by(Tie.id))][-1] == "grace@navy.example"


def test_after_the_owner_has_removed_the_tie_there_is_nothing_left(
    app: Flask, client: FlaskClient, client_for: Callable[[User], FlaskClient], bob: User, leave: Leave
) -> None:
    link = leave()
    client_for(bob).delete(f"/ties/{only(app, Tie).id}")
    assert "taken back" in text_of(client.get(link)) and client.delete(link).status_code == 303


def test_a_link_cannot_be_made_up(
    app: Flask, client: FlaskClient, make_app: Callable[..., Flask], leave: Leave
) -> None:
    leave()
    with make_app(**{"SECRET_KEY": "another"}).app_context():
        forged = token_of(1)
    for token in ("1", "MQ", forged, "x" * 500):
        assert client.get(f"/cards-left/{token}").status_code == 404
        assert client.delete(f"/cards-left/{token}").status_code == 404
    assert only(app, CardLeft).withdrawn_at is None


def test_one_guests_line_is_not_shown_to_whoever_knows_the_address(client: FlaskClient, leave: Leave) -> None:
    leave()
    assert "bugs" not in text_of(client.get(leave(line="")))
