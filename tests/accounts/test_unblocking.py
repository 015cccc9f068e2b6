"""The people one has blocked, and taking a block back."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from networking_app.accounts.models import Block, User
from networking_app.extensions import db
from tests.clients import text_of
from tests.factories import Make

ClientFor = Callable[[User], FlaskClient]


def blocks(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Block)) or 0


def test_the_list_shows_whom_i_blocked_not_who_blocked_me(
    make: Make, client_for: ClientFor, alice: User, bob: User, charlie: User
) -> None:
    make.saved(Block(blocker_id=alice.id, blocked_id=bob.id))
    make.saved(Block(blocker_id=charlie.id, blocked_id=alice.id))
    page = text_of(client_for(alice).get("/blocks"))
    assert "Bob" in page and "Charlie" not in page


def test_a_block_can_be_taken_back(app: Flask, make: Make, client_for: ClientFor, alice: User, bob: User) -> None:
    block = make.saved(Block(blocker_id=alice.id, blocked_id=bob.id))
    assert client_for(alice).post(f"/blocks/{block.id}?_method=DELETE").status_code == 303
    assert blocks(app) == 0


def test_only_by_whoever_made_it(app: Flask, make: Make, client_for: ClientFor, alice: User, bob: User) -> None:
    block = make.saved(Block(blocker_id=alice.id, blocked_id=bob.id))
    assert client_for(bob).delete(f"/blocks/{block.id}").status_code == 404
    assert blocks(app) == 1


def test_nobody_blocked_is_said_kindly(client_for: ClientFor, alice: User) -> None:
    assert "Nobody is blocked" in text_of(client_for(alice).get("/blocks"))
