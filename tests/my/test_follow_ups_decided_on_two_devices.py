"""Of two devices the one that decided last is heard, whichever arrives last."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import permutations
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.follow_ups.planning import next_day_on
from tests.factories import Make
from tests.my.phone import Phone, statuses

PhoneOf = Callable[..., Phone]
LATER, EARLIER = timedelta(minutes=1), timedelta(minutes=30)
STATES = {"complete": "done", "skip": "skipped", "snooze": "put off", "reopen": "open", "unsnooze": "open"}


@pytest.fixture
def step(make: Make, alice: User) -> FollowUp:
    return make.follow_ups(make.tie(alice), make.event(alice))[0]


@pytest.fixture
def now_is(app: Flask) -> Callable[[FollowUp], FollowUp]:
    def read(row: FollowUp) -> FollowUp:
        with app.app_context():
            found = db.session.get_one(FollowUp, row.id)
            db.session.expunge(found)
        return found

    return read


Now = Callable[[FollowUp], FollowUp]


def decision(phone: Phone, kind: str, step: FollowUp, ago: timedelta = timedelta(0), **fields: Any) -> dict[str, Any]:
    until = {"until": "3 days"} if kind == "snooze" else {}
    return phone.item(kind, ago, follow_up=step.id, **{**until, **fields})


@pytest.mark.parametrize("kind", STATES)
def test_each_decision_is_kept_once_and_says_what_it_did(
    phone_of: PhoneOf, alice: User, step: FollowUp, now_is: Now, kind: str
) -> None:
    phone = phone_of(alice)
    item = decision(phone, kind, step)
    [first], [second] = phone.send(item), phone.send(item)
    body, row = first["body"], now_is(step)
    assert (first["status"], second) == (201, {**first, "status": 200})
    assert (body["follow_up_id"], body["tie_id"], body["superseded"]) == (step.id, step.tie_id, False)
    assert (body["state"], row.state, body["day"]) == (STATES[kind], STATES[kind], row.day.isoformat())
    assert step.title in body["said"] or kind == "snooze" and body["said"].startswith("Put off until ")
    assert row.change_seq > step.change_seq


@pytest.mark.parametrize(("earlier", "later"), list(permutations(["complete", "skip", "snooze", "reopen"], 2)))
@pytest.mark.parametrize("in_order", [True, False])
def test_the_later_decision_counts_in_whichever_order_they_arrive(
    phone_of: PhoneOf, alice: User, step: FollowUp, now_is: Now, earlier: str, later: str, in_order: bool
) -> None:
    one, other = phone_of(alice), phone_of(alice)
    arriving = [(one, decision(one, earlier, step, EARLIER)), (other, decision(other, later, step, LATER))]
    results = [phone.send(item)[0] for phone, item in (arriving if in_order else arriving[::-1])]
    assert statuses(results) == [201, 201]
    assert [result["body"]["superseded"] for result in results] == [False, not in_order]
    # What is open again is due on the day it was put off to before, if the device knew of that.
    wanted = "put off" if (earlier, later, in_order) == ("snooze", "reopen", True) else STATES[later]
    assert now_is(step).state == wanted == results[-1]["body"]["state"]


def test_what_comes_too_late_says_so(phone_of: PhoneOf, alice: User, step: FollowUp) -> None:
    phone = phone_of(alice)
    phone.send(decision(phone, "complete", step))
    [result] = phone.send(decision(phone, "skip", step, EARLIER))
    assert result["body"]["said"] == f"Decided otherwise since, on another device: {step.title}"


def test_a_form_of_a_page_counts_as_decided_now(
    phone_of: PhoneOf, client_for: Callable[[User], FlaskClient], alice: User, step: FollowUp, now_is: Now
) -> None:
    phone = phone_of(alice)
    items = [decision(phone, "skip", step, LATER), decision(phone, "complete", step, EARLIER)]
    client_for(alice).delete(f"/follow-ups/{step.id}/completion")
    assert [result["body"]["superseded"] for result in phone.send(*items)] == [True, True]
    assert now_is(step).state == "open"
    client_for(alice).post(f"/follow-ups/{step.id}/skip")
    assert now_is(step).decided_at is not None and now_is(step).state == "skipped"


def test_done_and_undone_in_a_row_is_open(phone_of: PhoneOf, alice: User, step: FollowUp, now_is: Now) -> None:
    phone = phone_of(alice)
    for kind in ("complete", "reopen", "skip", "reopen"):
        assert not phone.send(decision(phone, kind, step))[0]["body"]["superseded"]
    assert now_is(step).state == "open"


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("ago", [timedelta(0), timedelta(hours=20), timedelta(days=3)])
def test_tomorrow_is_the_day_after_it_was_said(
    make: Make, phone_of: PhoneOf, now_is: Now, zone: str, ago: timedelta
) -> None:
    dana = make.user(time_zone=zone)
    step, phone = make.follow_ups(make.tie(dana))[0], phone_of(dana)
    item = decision(phone, "snooze", step, ago, until="tomorrow")
    [result] = phone.send(item)
    said_on = datetime.fromisoformat(item["made_at"]).astimezone(ZoneInfo(zone)).date()
    wanted = next_day_on(said_on + timedelta(days=1), dana.days_off)
    assert date.fromisoformat(result["body"]["day"]) == wanted == now_is(step).snoozed_until


@pytest.mark.parametrize("until", ["", "yesterday", "2020-01-01", "9999-12-31", "x" * 150, "0"])
def test_a_day_that_cannot_be_meant_is_refused(
    phone_of: PhoneOf, alice: User, step: FollowUp, now_is: Now, until: str
) -> None:
    phone = phone_of(alice)
    [result] = phone.send(decision(phone, "snooze", step, until=until))
    assert (result["status"], result["body"]["title"]) == (422, "Please choose a day from tomorrow on.")
    assert (now_is(step).state, now_is(step).decided_at) == ("open", None)


def test_somebody_elses_step_and_one_that_never_was_are_told_the_same(
    phone_of: PhoneOf, charlie: User, step: FollowUp, now_is: Now
) -> None:
    phone, before = phone_of(charlie), now() - timedelta(days=1)
    never = FollowUp(id=10**17, created_at=before)
    results = phone.send(*(decision(phone, kind, row) for kind in STATES for row in (step, never)))
    assert statuses(results) == [404] * 10
    assert {repr(result["body"]) for result in results} == {
        repr({"status": 404, "title": "This step is not there any more."})}
    assert now_is(step).state == "open"
