"""What is owed is closed and opened again without a network; of two devices the one that decided last is heard."""

from collections.abc import Callable
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.clock import milliseconds, now
from networking_app.extensions import db
from networking_app.owed.models import Owed
from networking_app.ties.models import Tie
from tests.clients import text_of
from tests.factories import Make
from tests.my.phone import Phone, statuses

STATES = {"done": "thanked", "drop": "let go", "undo": "open"}
LATER, EARLIER = timedelta(minutes=1), timedelta(minutes=30)


@pytest.fixture
def tie(make: Make, alice: User, bob: User) -> Tie:
    return make.tie(alice, bob)


@pytest.fixture
def phone(client_for: Callable[[User], FlaskClient], alice: User) -> Phone:
    return Phone(client_for(alice), alice)


@pytest.fixture(params=["by itself", "on a follow-up"])
def debt(request: pytest.FixtureRequest, make: Make, tie: Tie) -> Owed:
    columns: dict[str, Any] = {"owner_id": tie.owner_id, "tie_id": tie.id, "kind": "promise", "side": "mine"}
    if request.param == "on a follow-up":
        columns["follow_up_id"] = make.follow_ups(tie)[0].id
    return make.saved(Owed(**columns, opened_at=now() - timedelta(days=2)))


@pytest.fixture
def state(app: Flask) -> Callable[[], str]:
    def read() -> str:
        with app.app_context():
            kept = db.session.scalars(select(Owed)).one()
            return ("thanked" if kept.thanked else "let go") if kept.closed_at else "open"

    return read


def test_each_answer_counts_once_and_says_what_it_did(phone: Phone, debt: Owed, state: Callable[[], str]) -> None:
    for answer, said in (("done", "Done."), ("undo", "Open again."), ("drop", "Let go.")):
        item = phone.item("closing", owed=str(debt.id), answer=answer, born=milliseconds(debt.opened_at))
        [first], [again] = phone.send(item), phone.send(item)
        assert (first["status"], again) == (201, {**first, "status": 200})
        assert first["body"] == {"owed_id": debt.id, "tie_id": debt.tie_id, "said": said, "superseded": False}
        assert state() == STATES[answer]


def test_the_later_answer_counts_in_whichever_order_they_arrive(
    phone: Phone, debt: Owed, state: Callable[[], str]
) -> None:
    for round_, (earlier, later) in enumerate(permutations(STATES, 2)):
        age = timedelta(hours=10 - round_)
        items = [phone.item("closing", age + ago, owed=debt.id, answer=answer)
                 for answer, ago in ((later, LATER), (earlier, EARLIER))]
        results = phone.send(*items)
        assert [result["body"]["superseded"] for result in results] == [False, True]
        assert results[1]["body"]["said"] == "Decided otherwise since, on another device: You promised Bob"
        assert state() == STATES[later], (earlier, later)


def test_a_form_of_a_page_counts_as_decided_now(phone: Phone, debt: Owed, state: Callable[[], str]) -> None:
    waiting = phone.item("closing", LATER, owed=debt.id, answer="done")
    for answer in ("done", "drop"):
        phone.client.post(f"/owed/{debt.id}/closing", data={"answer": answer})
    phone.client.delete(f"/owed/{debt.id}/closing")
    assert phone.send(waiting)[0]["body"]["superseded"] and state() == "open"


def test_what_this_phone_opened_itself_is_closed_by_the_name_it_has_there(
    phone: Phone, make: Make, tie: Tie, state: Callable[[], str]
) -> None:
    note = make.note(tie, "Thank him for the introduction")
    owed = phone.item("owed", timedelta(hours=2), tie=tie.id, note=note.id, side="mine")
    named = {"tie": tie.id, "owed": f"owed:{owed['client_id']}"}
    closed = phone.item("closing", timedelta(hours=1), **named, answer="drop")
    assert statuses(phone.send(owed, closed)) == [201, 201] and state() == "let go"
    assert "You owe Bob a thank-you" in text_of(phone.client.get("/owed")).partition("Closed of late")[2]
    reopened = phone.item("closing", LATER, **named, answer="undo")
    assert statuses(phone.send(owed, closed, reopened)) == [200, 200, 201] and state() == "open"


def test_what_is_gone_or_somebody_elses_is_refused_in_the_same_words(
    phone: Phone, make: Make, charlie: User, client_for: Callable[[User], FlaskClient], tie: Tie
) -> None:
    debt = make.saved(Owed(owner_id=tie.owner_id, tie_id=tie.id, kind="favour", side="theirs"))
    stranger = Phone(client_for(charlie), charlie)
    theirs = stranger.send(stranger.item("closing", owed=debt.id, answer="done"))
    phone.client.delete(f"/owed/{debt.id}")
    gone = phone.send(phone.item("closing", owed=debt.id, answer="done"))
    for [result] in (theirs, gone):
        assert (result["status"], result["body"]["title"]) == (404, "This is not kept as owed any more.")
    make.saved(Owed(id=debt.id, owner_id=tie.owner_id, tie_id=tie.id, kind="promise", side="mine"))
    born = milliseconds(debt.opened_at)
    [another] = phone.send(phone.item("closing", owed=debt.id, answer="done", born=born - 1))
    assert another["status"] == 404
    [unknown] = phone.send(phone.item("closing", owed="owed:0123abcd", answer="done"))
    assert unknown["status"] == 404
    wrong = [{"owed": debt.id, "answer": "perhaps"}, {"owed": "x", "answer": "done"}, {"answer": "done"}]
    assert statuses(phone.send(*(phone.item("closing", **fields) for fields in wrong))) == [422] * 3


def test_a_step_is_owed_and_not_owed_after_all(app: Flask, phone: Phone, make: Make, tie: Tie) -> None:
    step = make.follow_ups(tie)[0]
    [kept] = phone.send(phone.item("owed", tie=tie.id, follow_up=step.id))
    with app.app_context():
        debt = db.session.scalars(select(Owed)).one()
        assert (debt.follow_up_id, debt.side, debt.text) == (step.id, "mine", step.title)
    undone = phone.item("unowed", tie=tie.id, owed=kept["body"]["owed_id"])
    again = phone.item("unowed", tie=tie.id, owed=kept["body"]["owed_id"])
    assert statuses(phone.send(undone, again)) == [201, 201]
    with app.app_context():
        assert db.session.scalars(select(Owed)).all() == []
