"""A scan that cannot become a tie any more is explained, item by item, and tells nothing of whose code it was."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from networking_app.accounts.models import Block, User
from networking_app.cards.models import Badge
from networking_app.clock import now
from networking_app.events.models import Attendance, Event
from networking_app.extensions import db
from networking_app.my.closing import close_account
from networking_app.ties.models import Encounter, Scan, Tie
from tests.factories import Make
from tests.my.phone import Phone, statuses

PhoneOf = Callable[..., Phone]
Rows = Callable[[type], list[Any]]


def withdraw(app: Flask, badge: Badge) -> None:
    with app.app_context():
        db.session.execute(update(Badge).where(Badge.id == badge.id).values(revoked_at=now()))
        db.session.commit()


def test_withdrawn_blocked_closed_and_never_made_are_told_in_one_sentence(
    app: Flask, make: Make, phone_of: PhoneOf, alice: User, bob: User, event: Event, rows: Rows
) -> None:
    erin, frank = make.user("Erin"), make.user("Frank")
    withdrawn, blocking, closed = (make.badge(make.card(user), event) for user in (bob, erin, frank))
    withdraw(app, withdrawn)
    make.saved(Block(blocker_id=erin.id, blocked_id=alice.id))
    with app.app_context():
        close_account(frank.id)
        db.session.commit()
    phone = phone_of(alice)
    never = [phone.item("scan", code="0" * 26), phone.item("scan", code="BCDF GHJK", via="typed")]
    results = phone.send(*(phone.scan(badge) for badge in (withdrawn, blocking, closed)), *never,
                         phone.scan(withdrawn, code=withdrawn.short_code))
    assert statuses(results) == [404] * 6
    assert {repr(result["body"]) for result in results} == {repr({"status": 404, "title": (
        "Nobody shows a card with this code now. It may have been withdrawn before your scan arrived; "
        "what you wrote is kept here.")})}
    assert rows(Scan) == rows(Tie) == []


def test_what_arrived_before_the_code_was_withdrawn_stays(
    app: Flask, phone_of: PhoneOf, alice: User, badge: Badge
) -> None:
    phone = phone_of(alice)
    scan = phone.scan(badge)
    [first] = phone.send(scan)
    withdraw(app, badge)
    assert phone.send(scan) == [{**first, "status": 200}]


def test_ones_own_card_is_said_to_be_that(phone_of: PhoneOf, bob: User, badge: Badge) -> None:
    phone = phone_of(bob)
    [result] = phone.send(phone.scan(badge))
    assert (result["status"], result["body"]["title"]) == (409, "That is your own card.")


def test_a_cancelled_event_is_left_out_and_the_scan_says_so(
    make: Make, phone_of: PhoneOf, bob: User, charlie: User, rows: Rows
) -> None:
    event = make.event(bob, summary="Ruby Night", cancelled_at=now())
    phone = phone_of(charlie)
    scan = phone.scan(make.badge(make.card(bob), event))
    [first], [second] = phone.send(scan), phone.send(scan)
    assert (first["status"], first["body"]["event_id"]) == (201, None)
    assert first["body"]["remark"] == "Ruby Night was cancelled, so this is kept without it."
    assert second == {**first, "status": 200}
    assert [met.event_id for met in rows(Encounter)] == [None]


def test_a_badge_of_another_evening_says_so(make: Make, phone_of: PhoneOf, bob: User, charlie: User) -> None:
    past = make.event(bob, summary="Perl", starts_at=now() - timedelta(days=9), ends_at=now() - timedelta(days=8))
    phone = phone_of(charlie)
    [result] = phone.send(phone.scan(make.badge(make.card(bob), past)))
    assert result["body"]["remark"] == "Perl was not on at that time, so this is kept without it."


def test_an_event_left_meanwhile_is_said_of_the_person_added_there(
    app: Flask, make: Make, phone_of: PhoneOf, alice: User, bob: User, rows: Rows
) -> None:
    event = make.event(bob)
    phone = phone_of(alice)
    results = phone.send(*(phone.item("by_hand", name="Grace", event_id=number) for number in (event.id, 10**17)))
    assert statuses(results) == [404, 404] and results[0]["body"] == results[1]["body"]
    assert (results[0]["body"]["title"], rows(Tie)) == (
        "You are not at that event any more. Choose another one, or none.", [])


def typed(phone: Phone, badge: Badge, ago: timedelta = timedelta(0), **fields: Any) -> dict[str, Any]:
    return phone.scan(badge, ago, code=badge.short_code.lower(), via="typed", **fields)


def test_a_short_code_works_for_who_has_joined_and_with_joining(
    phone_of: PhoneOf, client_for: Callable[[User], FlaskClient], alice: User, charlie: User, badge: Badge, rows: Rows
) -> None:
    hers, his = phone_of(alice), phone_of(charlie)
    assert statuses(hers.send(typed(hers, badge))) == [201]
    results = his.send(typed(his, badge), typed(his, badge, join=True), typed(his, badge))
    assert statuses(results) == [409, 201, 201]
    assert results[0]["body"]["title"] == "Join PyData first to use its short codes."
    assert {one.user_id for one in rows(Attendance)} >= {alice.id, charlie.id}
    assert client_for(charlie).get(f"/events/{badge.event_id}/follow-ups").status_code == 200


@pytest.mark.parametrize(("days", "status"), [(-1, 404), (1, 201), (6, 201), (9, 404)])
def test_a_short_code_counts_by_the_time_at_which_it_was_typed(
    make: Make, phone_of: PhoneOf, alice: User, bob: User, days: int, status: int
) -> None:
    ended = now() - timedelta(days=20)
    event = make.event(alice, bob, starts_at=ended - timedelta(hours=3), ends_at=ended)
    badge, phone = make.badge(make.card(bob), event), phone_of(alice, timedelta(days=2))
    assert statuses(phone.send(typed(phone, badge, timedelta(days=20 - days)))) == [status]


def test_guessing_short_codes_is_slowed_down_and_nothing_is_refused_for_it(
    phone_of: PhoneOf, alice: User, badge: Badge, rows: Rows
) -> None:
    phone = phone_of(alice)
    guesses = [phone.item("scan", code=f"BCDFGH{one}{two}") for one in "JKMNPQR" for two in "TVWXZBC"]
    before = typed(phone, badge)
    assert set(statuses(phone.send(*guesses))) == {404} and statuses(phone.send(before)) == [201]
    late = typed(phone, badge)
    note = phone.item("note", tie=f"scan:{late['client_id']}", text="tea")
    other = phone.item("note", tie=f"scan:{before['client_id']}", text="milk")
    results = phone.send(late, note, other, before, phone.scan(badge))
    assert statuses(results) == [429, 429, 201, 200, 201]
    assert [result["body"]["retry_after"] for result in results[:2]] == [600, 600]
    assert len(rows(Scan)) == 2
