"""What a note promises is kept on a phone without a network: once, by the later answer, for the note as it stands."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from networking_app.accounts.models import User
from networking_app.cards.models import Badge
from networking_app.clock import now
from networking_app.follow_ups.models import PROMISE, FollowUp
from networking_app.ties.models import Note, Tie
from tests.factories import Make, follow_ups_of
from tests.my.phone import Item, Phone, statuses

PhoneOf = Callable[..., Phone]
TEXT = "Send her the slides in two weeks"


@pytest.fixture
def note(make: Make, alice: User) -> Note:
    return make.note(make.tie(alice), TEXT)


def kept(app: Flask, note: Note) -> list[FollowUp]:
    return [row for row in follow_ups_of(app, Tie(id=note.tie_id)) if row.source == PROMISE and not row.withdrawn_at]


def item(phone: Phone, note: Note, answer: str = "keep", minutes_ago: int = 0, n: int | str = 0) -> Item:
    ago = timedelta(minutes=minutes_ago)
    return phone.item("promise", ago, tie=note.tie_id, note=note.id, n=n, answer=answer)


def test_a_promise_is_kept_once(app: Flask, phone_of: PhoneOf, alice: User, note: Note) -> None:
    phone = phone_of(alice)
    keeping = item(phone, note, n="0")
    [first], [second] = phone.send(keeping), phone.send(keeping)
    [row] = kept(app, note)
    assert (first["status"], second) == (201, {**first, "status": 200})
    assert first["body"]["follow_up_id"] == row.id and first["body"]["said"].endswith(": Send her the slides")
    assert row.due_on >= now().date() + timedelta(days=13)


@pytest.mark.parametrize(("answers", "states"), [
    ([("keep", 9), ("leave", 5)], ["skipped"]), ([("leave", 5), ("keep", 9)], ["skipped"]),
    ([("leave", 9), ("keep", 5)], ["open"]), ([("keep", 9), ("undo", 5)], []), ([("leave", 9), ("undo", 5)], []),
    ([("keep", 9), ("undo", 7), ("keep", 5)], ["open"]), ([("undo", 9)], []),
    ([("keep", 9), ("undo", 5), ("leave", 7)], []),
])
def test_of_several_answers_the_later_one_counts(
    app: Flask, phone_of: PhoneOf, alice: User, note: Note, answers: list[tuple[str, int]], states: list[str]
) -> None:
    phone = phone_of(alice)
    for answer, minutes_ago in answers:
        assert statuses(phone.send(item(phone, note, answer, minutes_ago))) == [201]
    assert [row.state for row in kept(app, note)] == states


def test_a_note_of_the_same_batch_is_named_by_its_client_id(
    app: Flask, make: Make, phone_of: PhoneOf, alice: User
) -> None:
    phone, tie = phone_of(alice), make.tie(alice)
    noted = phone.item("note", timedelta(minutes=5), tie=tie.id, text=TEXT)
    name = f"note:{noted['client_id']}"
    keeping = phone.item("promise", tie=tie.id, note=name, n=0, answer="keep")
    assert statuses(phone.send(noted, keeping)) == [201, 201]
    assert [row.title for row in follow_ups_of(app, tie)] == ["Send her the slides"]


@pytest.mark.parametrize("changed", [
    {"n": 1}, {"n": 10}, {"n": -1}, {"n": "x"}, {"n": None}, {"note": "9" * 17}, {"note": "x"}, {"answer": "maybe"},
    {"answer": 7}, {"tie": "9" * 17}, {"note": None},
])
def test_what_cannot_be_meant_is_refused_alone(
    app: Flask, phone_of: PhoneOf, alice: User, note: Note, changed: Item
) -> None:
    phone = phone_of(alice)
    results = phone.send({**item(phone, note), **changed}, item(phone, note))
    assert results[0]["status"] in (404, 422) and results[1]["status"] == 201
    assert len(kept(app, note)) == 1


def test_somebody_elses_note_is_not_there(
    app: Flask, make: Make, phone_of: PhoneOf, charlie: User, note: Note
) -> None:
    phone, own = phone_of(charlie), make.tie(charlie)
    assert statuses(phone.send(item(phone, note), {**item(phone, note), "tie": str(own.id)})) == [404, 404]
    assert kept(app, note) == []


def test_what_is_kept_reaches_the_other_phones_pages(phone_of: PhoneOf, alice: User, note: Note) -> None:
    phone = phone_of(alice)
    first = phone.client.get("/sync").json
    assert first and 'data-answer="keep"' in first["ties"][0]["page"]
    for answer, offered in (("keep", False), ("undo", True)):
        phone.send(item(phone, note, answer))
        url = f"/sync?since={first['version']}&at={now().isoformat().replace('+', '%2B')}&shape={first['shape']}"
        [entry] = phone.client.get(url).json["ties"]  # type: ignore[index]
        assert ('data-answer="keep"' in entry["page"]) == offered


def test_a_scan_says_what_its_note_promises_and_the_scanner_keeps_it(
    app: Flask, phone_of: PhoneOf, alice: User, badge: Badge
) -> None:
    phone = phone_of(alice)
    scan = phone.scan(badge, note="Nice chat. Send him the slides in two weeks")
    [answer] = phone.send(scan)
    offered = answer["body"]["promise"]
    assert offered["words"].startswith("Send him the slides · ")
    tie_id = answer["body"]["tie_id"]
    keeping = phone.item("promise", tie=str(tie_id), note=f"note:{scan['client_id']}", n=str(offered["n"]))
    assert statuses(phone.send(keeping)) == [201]
    rows = follow_ups_of(app, Tie(id=tie_id))
    assert [row.title for row in rows if row.source == PROMISE] == ["Send him the slides"]
    [again] = phone.send(scan)
    assert "promise" not in again["body"]
    [other] = phone.send(phone.scan(badge, note="Nice chat"))
    assert "promise" not in other["body"]


def test_scans_that_waited_in_a_crowd_are_offered_nothing_at_once(phone_of: PhoneOf, make: Make, alice: User) -> None:
    phone = phone_of(alice)
    badges = [make.badge(make.card(make.user(name))) for name in ("Dana", "Erin", "Frank", "Grace")]
    crowd = [phone.scan(badge, note="Send him the slides in two weeks") for badge in badges]
    answers = phone.send(*crowd)
    assert statuses(answers) == [201] * 4
    assert not any("promise" in answer["body"] for answer in answers)
