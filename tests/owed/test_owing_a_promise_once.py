"""A promise that is owed is owed once, also after its words were changed in the ledger and its note offers it again."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from networking_app.accounts.models import User
from networking_app.clock import milliseconds
from networking_app.extensions import db
from networking_app.owed.models import Owed
from networking_app.ties.models import Note, Tie
from tests.factories import Make
from tests.my.phone import Item, Phone, statuses

FRIDAY = datetime(2026, 11, 20, 10, tzinfo=UTC)
PROMISED = "Send him the slides by Monday. I will call him on Friday."


@pytest.fixture(autouse=True)
def on_a_friday() -> Any:
    with time_machine.travel(FRIDAY, tick=False):
        yield


@pytest.fixture
def tie(make: Make, alice: User, bob: User) -> Tie:
    return make.tie(alice, bob)


@pytest.fixture
def note(make: Make, tie: Tie) -> Note:
    return make.note(tie, PROMISED, written_at=FRIDAY - timedelta(hours=12))


@pytest.fixture
def phone(client_for: Callable[[User], FlaskClient], alice: User) -> Phone:
    return Phone(client_for(alice), alice)


def kept(app: Flask) -> list[Owed]:
    with app.app_context():
        return list(db.session.scalars(select(Owed).options(joinedload(Owed.follow_up)).order_by(Owed.id)))


def words(app: Flask) -> list[tuple[str, bool]]:
    """Of each debt what it says, and whether it is one with a follow-up."""
    return [(debt.text, debt.follow_up_id is not None) for debt in kept(app)]


def by_form(phone: Phone, debt: Owed) -> None:
    phone.client.post(f"/owed/{debt.id}", data={"what": "favour", "text": "my slides", "due_on": ""})


def by_phone(phone: Phone, debt: Owed) -> None:
    phone.send(phone.item("edit_owed", tie=debt.tie_id, owed=debt.id, born=milliseconds(debt.opened_at),
                          text="my slides"))


@pytest.mark.parametrize("change", [by_form, by_phone])
def test_a_note_whose_debt_says_something_else_by_now_is_owed_once(
    app: Flask, phone: Phone, tie: Tie, note: Note, change: Callable[[Phone, Owed], None]
) -> None:
    at_note = f"/ties/{tie.id}/notes/{note.id}"
    phone.client.post(f"{at_note}/owed")
    change(phone, kept(app)[0])
    assert f"{at_note}/promises/0" in phone.client.get(f"/ties/{tie.id}").text
    for act in (phone.client.post, phone.client.delete, phone.client.post):
        act(f"{at_note}/promises/0")
        assert words(app) == [("my slides", True)]
    phone.client.post(f"{at_note}/promises/1")
    assert words(app) == [("my slides", True), ("Call him", True)]


def test_what_was_owed_and_said_anew_without_a_network_is_owed_once(app: Flask, phone: Phone, tie: Tie) -> None:
    def item(kind: str, minutes: int, **fields: Any) -> Item:
        return phone.item(kind, timedelta(minutes=minutes), tie=tie.id, **fields)

    noted = item("note", 9, text=PROMISED)
    owed = item("owed", 8, note=f"note:{noted['client_id']}", side="mine")
    anew = item("edit_owed", 7, owed=f"owed:{owed['client_id']}", text="my slides")
    promises = [item("promise", 2 - n, note=f"note:{noted['client_id']}", n=n) for n in (1, 0)]
    assert statuses(phone.send(noted, owed, anew, *promises)) == [201] * 5
    assert words(app) == [("my slides", True), ("Call him", True)]


def test_what_stands_in_its_own_words_takes_no_other_promise(
    app: Flask, phone: Phone, tie: Tie, note: Note
) -> None:
    at_note = f"/ties/{tie.id}/notes/{note.id}"
    phone.client.post(f"{at_note}/owed")
    phone.client.post(at_note, data={"text": f"Introduce her to Grace. {PROMISED}"})
    for n in range(3):
        newest = max(one.id for one in notes_of(app, tie))
        phone.client.post(f"/ties/{tie.id}/notes/{newest}/promises/{n}")
    assert words(app) == [("Send him the slides", True), ("Introduce her to Grace", True), ("Call him", True)]


def notes_of(app: Flask, tie: Tie) -> list[Note]:
    with app.app_context():
        return list(db.session.scalars(select(Note).where(Note.tie_id == tie.id)))
