"""A page shows what the database holds at one instant, whoever writes while it is made."""

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import InternalError

from networking_app.accounts.models import User
from networking_app.extensions import begin_writing, db
from tests.factories import Make


def name_of(user: User) -> str | None:
    return db.session.scalar(select(User.name).where(User.id == user.id))


def rename(user: User, name: str) -> None:
    """As another request would, while this one runs."""
    with db.engine.connect().execution_options(writes=True) as other, other.begin():
        other.execute(update(User).where(User.id == user.id).values(name=name))


def test_what_is_written_while_a_page_is_made_is_not_in_it(app: Flask, make: Make) -> None:
    bob = make.user("Bob")
    with app.test_request_context("/"):
        before = name_of(bob)
        rename(bob, "Robert")
        assert (before, name_of(bob)) == ("Bob", "Bob")
        db.session.rollback()
        assert name_of(bob) == "Robert"


@pytest.mark.only("postgresql")
def test_a_page_cannot_write_by_mistake(app: Flask, make: Make) -> None:
    bob = make.user("Bob")
    with app.test_request_context("/"):
        with pytest.raises(InternalError, match="read-only"):
            db.session.execute(update(User).values(name="Robert"))
        begin_writing()
        assert name_of(bob) == "Bob"
        db.session.execute(update(User).values(name="Robert"))
        db.session.commit()
        assert name_of(bob) == "Robert"


@pytest.mark.only("postgresql")
def test_who_writes_sees_what_was_written_meanwhile(app: Flask, make: Make) -> None:
    bob = make.user("Bob")
    with app.test_request_context("/", method="POST"):
        assert name_of(bob) == "Bob"
        rename(bob, "Robert")
        assert name_of(bob) == "Robert"
