"""Whom and what one looks for, wished for, found and taken away on a phone without a network: each arrives once."""

from collections.abc import Callable
from datetime import timedelta
from itertools import permutations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from networking_app.accounts.models import Block, User
from networking_app.clock import milliseconds, now
from networking_app.events.models import Event, Target
from networking_app.extensions import db
from tests.clients import text_of
from tests.factories import Make
from tests.my.phone import Phone, statuses

AGO = timedelta(hours=3)


@pytest.fixture
def event(make: Make, alice: User, bob: User) -> Event:
    return make.event(bob, alice)


@pytest.fixture
def target(make: Make, alice: User, event: Event) -> Target:
    return make.saved(Target(owner_id=alice.id, event_id=event.id, text="a printer", created_at=now() - 9 * AGO))


@pytest.fixture
def phone(client_for: Callable[[User], FlaskClient], alice: User) -> Phone:
    return Phone(client_for(alice), alice)


@pytest.fixture
def wishes(app: Flask) -> Callable[[], list[tuple[str, bool]]]:
    """Each with whether it is marked as found."""

    def read() -> list[tuple[str, bool]]:
        with app.app_context():
            kept = db.session.scalars(select(Target).order_by(Target.id)).all()
            return [(one.text, one.found_at is not None) for one in kept]

    return read


Wishes = Callable[[], list[tuple[str, bool]]]


def about(target: Target) -> dict[str, int]:
    """How a page names that wish."""
    return {"target": target.id, "born": milliseconds(target.created_at)}


def test_each_answer_counts_once_and_says_what_it_did(phone: Phone, target: Target, wishes: Wishes) -> None:
    for answer, said in (("found", "Found. Well met!"), ("undo", "Not found yet."), ("found", "Found. Well met!")):
        item = phone.item("finding", answer=answer, **about(target))
        [first], [again] = phone.send(item), phone.send(item)
        assert (first["status"], again) == (201, {**first, "status": 200})
        assert first["body"] == {"target_id": target.id, "said": said, "superseded": False}
        assert wishes() == [("a printer", answer == "found")]


def test_the_later_answer_counts_in_whichever_order_they_arrive(
    phone: Phone, target: Target, wishes: Wishes
) -> None:
    for round_, (earlier, later) in enumerate(permutations(("found", "undo"))):
        age = timedelta(hours=10 - round_)
        items = [phone.item("finding", age + ago, answer=answer, **about(target))
                 for answer, ago in ((later, timedelta(0)), (earlier, timedelta(minutes=30)))]
        results = phone.send(*items)
        assert [result["body"]["superseded"] for result in results] == [False, True]
        assert results[1]["body"]["said"] == "Decided otherwise since, on another device: a printer"
        assert wishes() == [("a printer", later == "found")]


def test_a_form_of_a_page_counts_as_decided_now(phone: Phone, target: Target, wishes: Wishes) -> None:
    waiting = phone.item("finding", timedelta(minutes=1), answer="found", **about(target))
    phone.client.post(f"/targets/{target.id}/finding")
    phone.client.delete(f"/targets/{target.id}/finding")
    assert phone.send(waiting)[0]["body"]["superseded"] and wishes() == [("a printer", False)]


def test_what_is_gone_is_refused_also_where_another_wish_has_taken_its_number(
    app: Flask, phone: Phone, make: Make, alice: User, charlie: User, client_for: Callable[[User], FlaskClient],
    target: Target, wishes: Wishes,
) -> None:
    found = phone.item("finding", answer="found", **about(target))
    stranger = Phone(client_for(charlie), charlie)
    theirs = stranger.send({**found, "client_id": "of-a-stranger"})
    phone.client.delete(f"/targets/{target.id}")
    make.saved(Target(id=target.id, owner_id=alice.id, event_id=target.event_id, text="a poet"))
    for [result] in (theirs, phone.send(found)):
        assert (result["status"], result["body"]["title"]) == (404, "This is not on your list any more.")
    assert statuses(phone.send(phone.item("unwant", **about(target)))) == [201]
    assert wishes() == [("a poet", False)]
    wrong = [{"target": "x"}, {"answer": "perhaps"}, {"born": -1}, {"born": 10**17}, {"target": 10**30}]
    assert statuses(phone.send(*(
        phone.item("finding", **{"answer": "found", **about(target), **fields}) for fields in wrong))) == [422] * 5


def test_a_name_wished_for_in_the_room_and_scanned_there_is_found(
    phone: Phone, make: Make, event: Event, charlie: User, wishes: Wishes
) -> None:
    badge = make.badge(make.card(charlie, full_name="Charlie"), event)
    wish = phone.item("want", AGO / 2, event=event.id, text="  charlie ")
    scan = phone.scan(badge, AGO / 3)
    again = {**wish, "client_id": "once-more"}
    assert statuses(phone.send(wish, scan, again)) == [201] * 3
    page = text_of(phone.client.get(f"/events/{event.id}/aims"))
    assert "You have met" in page and "1 of 1 found" in page and wishes() == [("charlie", False)]


def test_a_sixth_wish_and_one_for_an_event_that_was_left_are_refused_alone(
    phone: Phone, make: Make, event: Event, charlie: User, wishes: Wishes
) -> None:
    elsewhere = make.event(charlie)
    items = [phone.item("want", event=event.id, text=text) for text in "abcdef"]
    items += [phone.item("want", event=elsewhere.id, text="g"), phone.item("want", event=event.id, text=" ")]
    results = phone.send(*items)
    assert statuses(results) == [*[201] * 5, 409, 404, 422]
    assert results[5]["body"]["title"] == "Five are plenty for one event. Take one away first."
    assert [text for text, _found in wishes()] == [*"abcde"]


@pytest.mark.parametrize("way", ["the form", "a phone"])
def test_a_name_found_through_its_tie_is_taken_away_and_wanted_again(
    phone: Phone, make: Make, alice: User, target: Target, wishes: Wishes, way: str
) -> None:
    make.tie(alice, name="A Printer", search_text="a printer", last_met_at=now() - AGO)
    aims = f"/events/{target.event_id}/aims"
    assert "1 of 1 found" in text_of(phone.client.get(aims))
    assert f'action="/targets/{target.id}?_method=DELETE"' in phone.client.get(aims).text
    if way == "the form":
        phone.client.post(f"/targets/{target.id}?_method=DELETE")
    else:
        assert [one["body"]["said"] for one in phone.send(phone.item("unwant", **about(target)))] == ["Taken away."]
    assert wishes() == []
    phone.send(phone.item("want", event=target.event_id, text="a printer", **about(target)))
    assert "1 of 1 found" in text_of(phone.client.get(aims))


def test_what_was_found_and_is_wanted_again_is_found(phone: Phone, target: Target, wishes: Wishes) -> None:
    phone.client.post(f"/targets/{target.id}/finding")
    assert 'data-found="1"' in phone.client.get(f"/events/{target.event_id}/aims").text
    again = phone.item("want", event=target.event_id, text="a printer", found="1", **about(target))
    assert statuses(phone.send(phone.item("unwant", **about(target)), again)) == [201, 201]
    assert wishes() == [("a printer", True)]


@pytest.mark.parametrize("gone", ["out of the list", "by a block"])
def test_a_person_who_is_gone_is_not_wanted_again(
    phone: Phone, make: Make, event: Event, alice: User, charlie: User, wishes: Wishes, gone: str
) -> None:
    make.attendance(event, charlie, listed_at=None if gone == "out of the list" else now())
    if gone == "by a block":
        make.saved(Block(blocker_id=charlie.id, blocked_id=alice.id))
    [result] = phone.send(phone.item("want", event=event.id, text="Charlie", person=charlie.id))
    assert (result["status"], wishes()) == (404, [])
