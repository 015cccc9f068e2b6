"""Nobody keeps more open than can be kept; what is one too many is refused in words, and nothing is lost by it."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, insert, select

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.owed.models import Owed
from networking_app.owed.opening import MOST_OPEN
from networking_app.ties.models import Tie
from tests.clients import text_of
from tests.factories import Make
from tests.my.phone import Phone, statuses

SAID = "Two thousand things owed are as many as one person can keep open. Close some of them first, or let them go."


@pytest.fixture
def tie(app: Flask, make: Make, alice: User, bob: User) -> Tie:
    """Alice's, with as many open debts as she can keep."""
    tie = make.tie(alice, bob)
    row = {"owner_id": alice.id, "tie_id": tie.id, "kind": "favour", "side": "mine", "opened_at": now(),
           "change_seq": 1}
    with app.app_context():
        db.session.execute(insert(Owed), [{**row, "client_id": f"many-{number:04}"} for number in range(MOST_OPEN)])
        db.session.commit()
    return tie


def number_open(app: Flask, user: User) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Owed.open_for(user.id).subquery())) or 0


def test_one_too_many_is_refused_and_stays_to_be_read(
    app: Flask, client_for: Callable[[User], FlaskClient], make: Make, tie: Tie, alice: User
) -> None:
    hers, note = client_for(alice), make.note(tie, "Send him the slides by Monday")
    typed = hers.post(f"/ties/{tie.id}/owed", data={"what": "favour", "side": "mine", "text": "<the long ladder>"})
    assert typed.status_code == 409 and SAID in text_of(typed) and "&lt;the long ladder&gt;" in typed.text
    assert hers.post(f"/ties/{tie.id}/notes/{note.id}/owed", data={"side": "mine"}).status_code == 409
    again = hers.post(f"/ties/{tie.id}/owed", data={"what": "favour", "side": "mine", "client_id": "many-0007"})
    assert again.status_code == 303 and number_open(app, alice) == MOST_OPEN


def test_the_outbox_keeps_what_was_refused_until_there_is_room(
    app: Flask, client_for: Callable[[User], FlaskClient], tie: Tie, alice: User
) -> None:
    hers = client_for(alice)
    phone = Phone(hers, alice)
    noted = phone.item("note", tie=str(tie.id), text="Has a boat")
    owed = phone.item("owed", tie=str(tie.id), what="favour", side="mine", text="the ladder")
    first, second = phone.send(noted, owed)
    assert statuses([first, second]) == [201, 409] and second["body"]["title"] == SAID
    assert number_open(app, alice) == MOST_OPEN
    with app.app_context():
        one = db.session.scalars(select(Owed.id).limit(1)).one()
    hers.post(f"/owed/{one}/closing", data={"answer": "drop"})
    assert statuses(phone.send(noted, owed)) == [200, 201] and number_open(app, alice) == MOST_OPEN


def test_what_is_opened_again_must_find_room_as_well(
    app: Flask, client_for: Callable[[User], FlaskClient], tie: Tie, alice: User
) -> None:
    hers = client_for(alice)
    phone = Phone(hers, alice)
    with app.app_context():
        first, second, third = db.session.scalars(select(Owed.id).order_by(Owed.id).limit(3)).all()
    for one in (first, second):
        hers.post(f"/owed/{one}/closing", data={"answer": "drop"})
    assert hers.delete(f"/owed/{first}/closing").status_code == 303
    hers.post(f"/owed/{first}/closing", data={"answer": "done"})
    for text in ("the ladder", "the boat"):
        opened = hers.post(f"/ties/{tie.id}/owed", data={"what": "favour", "side": "mine", "text": text})
        assert opened.status_code == 303
    refused = hers.delete(f"/owed/{first}/closing")
    assert refused.status_code == 409 and SAID in text_of(refused)
    undone = phone.item("closing", owed=second, answer="undo")
    [answer] = phone.send(undone)
    assert (answer["status"], answer["body"]["title"]) == (409, SAID) and number_open(app, alice) == MOST_OPEN
    hers.post(f"/owed/{third}/closing", data={"answer": "drop"})
    assert statuses(phone.send(undone)) == [201] and number_open(app, alice) == MOST_OPEN
    with app.app_context():
        closed = db.session.get_one(Owed, first)
        assert closed.thanked and db.session.get_one(Owed, second).closed_at is None


@pytest.mark.only("sqlite")
def test_what_comes_with_something_else_is_never_in_the_way_of_it(
    app: Flask, client_for: Callable[[User], FlaskClient], make: Make, tie: Tie, alice: User
) -> None:
    step = make.follow_ups(tie, make.event(alice))[0]
    hers = client_for(alice)
    assert hers.post(f"/follow-ups/{step.id}/owed").status_code == 303
    assert number_open(app, alice) == MOST_OPEN + 1
    with app.app_context():
        one = db.session.scalars(select(Owed.id).order_by(Owed.id).limit(1)).one()
    for act in (hers.post, hers.delete):
        assert act(f"/owed/{one}/closing").status_code == 303
    assert number_open(app, alice) == MOST_OPEN + 1
