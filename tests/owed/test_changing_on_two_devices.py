"""What is owed is said anew without a network; of two devices the one that said it last is heard."""

from collections.abc import Callable
from datetime import date, timedelta
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
from tests.factories import Make
from tests.my.phone import Item, Phone, statuses

LATER, EARLIER = timedelta(minutes=1), timedelta(minutes=30)


@pytest.fixture
def tie(make: Make, alice: User, bob: User) -> Tie:
    return make.tie(alice, bob)


@pytest.fixture
def phone(client_for: Callable[[User], FlaskClient], alice: User) -> Phone:
    return Phone(client_for(alice), alice)


@pytest.fixture
def debt(make: Make, tie: Tie) -> Owed:
    """That Alice promised Bob the slides, two days ago."""
    return make.saved(Owed(owner_id=tie.owner_id, tie_id=tie.id, kind="promise", side="mine", text="the slides",
                           opened_at=now() - timedelta(days=2)))


@pytest.fixture
def kept(app: Flask) -> Callable[[], list[Any]]:
    """Kind, words and day of the one debt that there is, and whether it is open."""

    def read() -> list[Any]:
        with app.app_context():
            one = db.session.scalars(select(Owed)).one()
            return [one.kind, one.text, one.day, one.closed_at is None]

    return read


def edit(phone: Phone, debt: Owed, ago: timedelta = timedelta(0), **said: str) -> Item:
    return phone.item("edit_owed", ago, tie=debt.tie_id, owed=debt.id, born=milliseconds(debt.opened_at), **said)


def test_what_is_said_anew_counts_once_and_the_rest_stays(
    phone: Phone, debt: Owed, kept: Callable[[], list[Any]]
) -> None:
    for said, found in (({"text": "the book"}, ["promise", "the book", None, True]),
                        ({"what": "favour"}, ["favour", "the book", None, True]),
                        ({"due_on": "2027-03-01", "text": ""}, ["favour", "", date(2027, 3, 1), True]),
                        ({"due_on": ""}, ["favour", "", None, True])):
        item = edit(phone, debt, **said)
        [first], [again] = phone.send(item), phone.send(item)
        assert (first["status"], again) == (201, {**first, "status": 200})
        assert first["body"] == {"owed_id": debt.id, "tie_id": debt.tie_id, "said": "Saved.", "superseded": False}
        assert kept() == found


def test_the_later_words_count_in_whichever_order_they_arrive(
    phone: Phone, debt: Owed, kept: Callable[[], list[Any]]
) -> None:
    hours = [timedelta(hours=2), timedelta(hours=1)]
    in_order = phone.send(*(edit(phone, debt, ago, text=text) for ago, text in zip(hours, "ab", strict=True)))
    assert [one["body"]["superseded"] for one in in_order] == [False, False] and kept()[1] == "b"
    late = phone.send(edit(phone, debt, LATER, text="later"), edit(phone, debt, EARLIER, text="earlier", what="reply"))
    assert [one["body"]["superseded"] for one in late] == [False, True] and kept()[:2] == ["promise", "later"]
    assert late[1]["body"]["said"] == "Changed otherwise since, on another device: You promised Bob"
    waiting = edit(phone, debt, LATER, text="before the form")
    phone.client.post(f"/owed/{debt.id}", data={"what": "favour", "text": "by the form", "due_on": ""})
    assert phone.send(waiting)[0]["body"]["superseded"] and kept()[:2] == ["favour", "by the form"]


def test_closing_and_changing_on_two_devices_are_both_heard(
    phone: Phone, debt: Owed, kept: Callable[[], list[Any]]
) -> None:
    closing = phone.item("closing", EARLIER, owed=debt.id, answer="done")
    phone.send(edit(phone, debt, LATER, text="the book"), closing)
    assert kept() == ["promise", "the book", None, False]
    reopened = phone.item("closing", timedelta(0), owed=debt.id, answer="undo")
    phone.send(reopened, edit(phone, debt, timedelta(seconds=20), text="both books"))
    assert kept() == ["promise", "both books", None, True]


def test_a_step_that_was_decided_on_later_keeps_its_day(
    app: Flask, phone: Phone, make: Make, tie: Tie, kept: Callable[[], list[Any]]
) -> None:
    step = make.follow_ups(tie)[0]
    phone.send(phone.item("owed", timedelta(hours=1), tie=tie.id, follow_up=step.id))
    with app.app_context():
        debt = db.session.scalars(select(Owed)).one()
    days = [(now() + timedelta(days=ahead)).date().isoformat() for ahead in (10, 20)]
    phone.send(phone.item("snooze", LATER, follow_up=step.id, until=days[0]))
    put_off = kept()[2]
    phone.send(edit(phone, debt, EARLIER, text="the book", due_on=days[1]))
    assert kept()[1:3] == ["the book", put_off]
    phone.send(edit(phone, debt, due_on=days[1]))
    assert kept()[2] >= date.fromisoformat(days[1])
    [past] = phone.send(edit(phone, debt, due_on="2020-01-01"))
    assert past["status"] == 422 and kept()[2] >= date.fromisoformat(days[1])


def test_what_this_phone_opened_itself_is_changed_by_the_name_it_has_there(
    phone: Phone, make: Make, tie: Tie, kept: Callable[[], list[Any]]
) -> None:
    note = make.note(tie, "Thank him for the introduction")
    owed = phone.item("owed", EARLIER, tie=tie.id, note=note.id, side="mine")
    named = {"tie": tie.id, "owed": f"owed:{owed['client_id']}"}
    first = phone.item("edit_owed", LATER, **named, text="over lunch")
    assert statuses(phone.send(owed, first)) == [201, 201]
    assert kept()[:2] == ["thanks", "over lunch"]
    second = phone.item("edit_owed", **named, what="promise")
    assert statuses(phone.send(owed, first, second)) == [200, 200, 201]
    assert kept()[:2] == ["promise", "over lunch"]


def test_a_debt_that_waits_with_its_person_is_not_refused_for_coming_first(phone: Phone) -> None:
    scans = [phone.item("scan", code=f"BCDFGH{end}", via="typed") for end in _short_codes(51)]
    late = scans[-1]["client_id"]
    owed = phone.item("owed", tie=f"scan:{late}", what="favour", side="mine")
    named = phone.item("edit_owed", tie=f"scan:{late}", owed=f"owed:{owed['client_id']}", text="tea")
    closed = phone.item("closing", tie=f"scan:{late}", owed=f"owed:{owed['client_id']}", answer="done")
    phone.send(*scans[:50])
    assert statuses(phone.send(scans[50], owed, named, closed)) == [429] * 4


def _short_codes(number: int) -> list[str]:
    letters = "BCDFGHJKMN"
    return [f"{letters[one // 10]}{letters[one % 10]}" for one in range(number)]


def test_what_is_gone_or_somebody_elses_or_cannot_be_meant_is_refused(
    phone: Phone, debt: Owed, make: Make, charlie: User, client_for: Callable[[User], FlaskClient],
    kept: Callable[[], list[Any]]
) -> None:
    stranger = Phone(client_for(charlie), charlie)
    named = {"tie": debt.tie_id, "owed": f"owed:{stranger.item('owed')['client_id']}", "text": "mine"}
    [theirs], [another], [unknown] = (
        stranger.send(edit(stranger, debt, text="mine")),
        phone.send(edit(phone, debt, text="mine") | {"born": milliseconds(debt.opened_at) - 1}),
        phone.send(phone.item("edit_owed", **named)))
    for result in (theirs, another, unknown):
        assert (result["status"], result["body"]["title"]) == (404, "This is not kept as owed any more.")
    wrong: list[dict[str, Any]] = [{"what": "money"}, {"what": ""}, {"what": None}, {"text": "x" * 201},
                                   {"text": None}, {"due_on": "soon"}, {"owed": "scan:0123abcd"}, {"tie": ""}]
    assert statuses(phone.send(*(edit(phone, debt, text="new") | fields for fields in wrong))) == [422] * len(wrong)
    assert kept() == ["promise", "the slides", None, True]
