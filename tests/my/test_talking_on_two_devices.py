"""What was talked, and how often to be in touch, comes from phones too: once, whatever is sent again."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.follow_ups.models import CADENCE, FollowUp
from networking_app.ties.models import Cadence, Interaction, Tie
from tests.factories import Make
from tests.my.phone import Phone, statuses

PhoneOf = Callable[..., Phone]
Rows = Callable[[type], list[Any]]
LATER, EARLIER = timedelta(minutes=1), timedelta(hours=2)


@pytest.fixture
def tie(make: Make, alice: User) -> Tie:
    """Whom Alice met five days ago, with the steps that follow: the first of them are due."""
    tie = make.tie(alice, name="Grace")
    event = make.event(alice, starts_at=now() - timedelta(days=6), ends_at=now() - timedelta(days=5, hours=20))
    make.encounter(tie, event, met_at=now() - timedelta(days=6))
    make.follow_ups(tie, event)
    return tie


def states(rows: Rows) -> list[str]:
    return [row.state for row in rows(FollowUp)]


def test_a_talk_completes_what_is_due_says_so_and_can_be_taken_back(
    phone_of: PhoneOf, alice: User, tie: Tie, rows: Rows
) -> None:
    one, before = phone_of(alice), states(rows)
    talk = one.item("talked", tie=str(tie.id), with_ask=True, note="a book")
    [first], [again] = one.send(talk), phone_of(alice).send(talk)
    assert statuses([first, again]) == [201, 200] and again["body"] == first["body"]
    [contact] = rows(Interaction)
    assert (contact.direction, contact.with_ask) == ("both", True)
    assert first["body"]["interaction_id"] == contact.id and first["body"]["said"].startswith("Kept. ")
    assert "done" in states(rows)
    other = phone_of(alice)
    back = other.item("untalked", tie=str(tie.id), interaction=f"talked:{talk['client_id']}")
    assert statuses(other.send(back, back)) == [201, 200]
    assert (states(rows), rows(Interaction)) == (before, [])


def test_talked_and_taken_back_in_one_batch_leaves_no_trace(
    phone_of: PhoneOf, alice: User, tie: Tie, rows: Rows
) -> None:
    phone, before = phone_of(alice), states(rows)
    talk = phone.item("talked", tie=str(tie.id))
    phone.send(talk, phone.item("untalked", tie=str(tie.id), interaction=f"talked:{talk['client_id']}"))
    assert (states(rows), rows(Interaction)) == (before, [])


def test_what_another_device_decided_later_stays(phone_of: PhoneOf, alice: User, tie: Tie, rows: Rows) -> None:
    step = rows(FollowUp)[0]
    one, other = phone_of(alice), phone_of(alice)
    other.send(other.item("skip", LATER, follow_up=step.id))
    one.send(one.item("talked", EARLIER, tie=str(tie.id), direction="out"))
    assert states(rows)[0] == "skipped"


def test_no_name_is_kept_in_the_ledger(phone_of: PhoneOf, alice: User, tie: Tie) -> None:
    phone = phone_of(alice)
    [result] = phone.send(phone.item("talked", tie=str(tie.id)))
    assert "Grace" not in str(result["body"])


def test_how_often_is_kept_once_and_the_clock_runs(phone_of: PhoneOf, alice: User, tie: Tie, rows: Rows) -> None:
    phone = phone_of(alice)
    often = phone.item("cadence", tie=str(tie.id), every="other", number="5", unit="weeks")
    assert statuses(phone.send(often) + phone_of(alice).send(often)) == [201, 200]
    assert [cadence.days for cadence in rows(Cadence)] == [35]
    phone.send(phone.item("talked", tie=str(tie.id)), phone.item("cadence", tie=str(tie.id), every="21"))
    [open_one] = [row for row in rows(FollowUp) if row.source == CADENCE and row.state == "open"]
    assert (open_one.planned_on - now().date()).days in (20, 21, 22)


def test_somebody_met_without_a_network_is_kept_in_touch_at_once(
    phone_of: PhoneOf, alice: User, rows: Rows
) -> None:
    phone = phone_of(alice)
    grace = phone.item("by_hand", name="Grace", tags=["mentor"])
    often = phone.item("cadence", tie=f"scan:{grace['client_id']}", every="61")
    assert statuses(phone.send(grace, often)) == [201, 201]
    assert [row.state for row in rows(FollowUp) if row.source == CADENCE] == ["open"]


def test_scans_that_arrive_together_are_kept_by_the_rule_of_their_tag(
    make: Make, phone_of: PhoneOf, alice: User, badge: Any, rows: Rows
) -> None:
    make.saved(Cadence(owner_id=alice.id, tag="mentor", days=21))
    phone = phone_of(alice)
    phone.send(phone.scan(badge, tags=["mentor"]))
    [kept] = [row for row in rows(FollowUp) if row.source == CADENCE]
    assert kept.step_key.startswith("cadence-e")


@pytest.mark.parametrize("wrong", [{"every": "1"}, {"every": "other"}, {"every": ["21"]}, {"every": 21.5},
                                   {"every": "other", "number": True, "unit": "years"}])
def test_an_interval_that_cannot_be_meant_is_refused(
    phone_of: PhoneOf, alice: User, tie: Tie, rows: Rows, wrong: dict[str, Any]
) -> None:
    phone = phone_of(alice)
    assert statuses(phone.send(phone.item("cadence", tie=str(tie.id), **wrong))) == [422]
    assert rows(Cadence) == []


def test_a_message_sent_taken_back_and_sent_again_counts(
    phone_of: PhoneOf, alice: User, tie: Tie, rows: Rows
) -> None:
    phone = phone_of(alice)
    [row] = [row for row in rows(FollowUp) if f'id="draft-{row.id}"' in phone.client.get("/").text]
    for _again in range(2):
        # The form as the page shows it now: what has arrived before is answered out of the ledger.
        page = phone.client.get(f"/follow-ups/{row.id}/draft").text
        [form] = re.findall(r'<form[^>]+class="draft-sent".*?</form>', page, re.DOTALL)
        sent = phone.item("talked", tie=str(tie.id)) | dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
        assert statuses(phone.send(sent)) == [201] and states(rows)[0] == "done"
        phone.send(phone.item("untalked", tie=str(tie.id), interaction=f"talked:{sent['client_id']}"))
        assert states(rows)[0] == "open"
