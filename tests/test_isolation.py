"""The ground the other tests stand on: an empty database each time, clients that do not share a person."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text

from networking_app.accounts.models import User
from networking_app.extensions import db
from tests.databases import Database
from tests.factories import Make

Clients = Callable[[User], FlaskClient]


@pytest.mark.parametrize("round_", [1, 2])
def test_every_test_begins_with_an_empty_database(app: Flask, make: Make, round_: int) -> None:
    with app.app_context():
        before = db.session.scalar(select(func.count()).select_from(User))
    make.event(make.user(), make.user("Erin"))
    assert before == 0


def test_a_write_left_open_does_not_hold_up_the_next_test(app: Flask, database: Database, make: Make) -> None:
    make.user()
    with app.app_context():
        db.session.execute(text("UPDATE users SET name = 'Nobody'"))
        connection = db.session.connection()
        database.make_empty()
        connection.invalidate()
    make.user()
    with app.app_context():
        assert db.session.scalars(select(User.name)).all() == ["Dana"]


def test_two_clients_are_two_people(client_for: Clients, client: FlaskClient, alice: User, bob: User) -> None:
    hers, his = client_for(alice), client_for(bob)
    for one in (hers, his, client):
        one.get("/livez")
    assert hers.get_cookie("session") != his.get_cookie("session")
    assert client.get_cookie("session") is None


def test_a_request_inside_a_tests_own_context_is_refused(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), pytest.raises(RuntimeError, match="Leave the app context"):
        client.get("/livez")
