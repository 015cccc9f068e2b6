"""A phone's clock is put right by what it says when it sends; nothing happens in the future."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from networking_app.accounts.models import User
from networking_app.cards.models import Badge
from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.follow_ups.models import FollowUp
from networking_app.ties.models import Encounter, Interaction, Note, Scan, Tie
from tests.factories import Make
from tests.my.phone import Phone, statuses

PhoneOf = Callable[..., Phone]
Rows = Callable[[type], list[Any]]
DAY, MINUTES = timedelta(days=1), timedelta(minutes=30)
WRONG = [DAY, -DAY, timedelta(days=365 * 3), -timedelta(days=365 * 25), timedelta(seconds=40)]


@pytest.fixture
def last_night(make: Make, alice: User, bob: User) -> Event:
    return make.event(alice, bob, starts_at=now() - DAY - timedelta(hours=3), ends_at=now() - DAY)


@pytest.mark.parametrize("wrong_by", WRONG)
def test_a_clock_that_is_wrong_does_not_misplace_an_encounter(
    make: Make, phone_of: PhoneOf, alice: User, bob: User, last_night: Event, event: Event, rows: Rows,
    wrong_by: timedelta,
) -> None:
    phone, card = phone_of(alice, wrong_by), make.card(bob)
    there, here, anywhere = make.badge(card, last_night), make.badge(card, event), make.badge(card)
    results = phone.send(phone.scan(there, DAY + MINUTES), phone.scan(here, MINUTES), phone.scan(anywhere, MINUTES),
                         phone.scan(anywhere, timedelta(days=9)))
    assert statuses(results) == [201] * 4
    assert [result["body"]["event_id"] for result in results] == [last_night.id, event.id, event.id, None]
    first = rows(Encounter)[0]
    assert abs(first.met_at - (now() - DAY - MINUTES)) < timedelta(seconds=10)


@pytest.mark.parametrize("wrong_by", WRONG)
def test_all_that_was_written_has_the_corrected_time(
    phone_of: PhoneOf, alice: User, badge: Badge, event: Event, rows: Rows, wrong_by: timedelta
) -> None:
    phone = phone_of(alice, wrong_by)
    by_hand = phone.item("by_hand", MINUTES, name="Grace", event_id=event.id, note="ships")
    person = f"scan:{by_hand['client_id']}"
    phone.send(phone.scan(badge, MINUTES, note="tea"), by_hand, phone.item("note", MINUTES, tie=person, text="cobol"),
               phone.item("talked", MINUTES, tie=person, channel="call", direction="out", note="slides"))
    times = [met.met_at for met in rows(Encounter)] + [note.written_at for note in rows(Note)]
    times += [contact.happened_at for contact in rows(Interaction)] + [tie.last_met_at for tie in rows(Tie)]
    assert len(times) == 9
    assert all(abs(at - (now() - MINUTES)) < timedelta(seconds=10) for at in times)
    assert {met.event_id for met in rows(Encounter)} == {event.id}


def test_both_times_are_kept(phone_of: PhoneOf, alice: User, badge: Badge, rows: Rows) -> None:
    phone = phone_of(alice, DAY)
    phone.send(phone.scan(badge, MINUTES))
    [scan] = rows(Scan)
    assert abs(scan.scanned_at - (now() + DAY - MINUTES)) < timedelta(seconds=10)
    assert abs(scan.clock_offset + DAY.total_seconds()) < 5 and abs(scan.received_at - now()) < timedelta(seconds=10)


def test_a_slow_network_does_not_make_a_clock_wrong(phone_of: PhoneOf, alice: User, badge: Badge, rows: Rows) -> None:
    phone = phone_of(alice)
    item = phone.scan(badge, MINUTES)
    phone.post([item], sent_at=(now() - timedelta(seconds=15)).isoformat())
    [met] = rows(Encounter)
    assert met.met_at.isoformat() == item["made_at"]


def test_nothing_happens_in_the_future(phone_of: PhoneOf, alice: User, badge: Badge, rows: Rows) -> None:
    phone = phone_of(alice)
    scan = phone.scan(badge, -DAY)
    phone.send(scan, phone.item("note", -DAY, tie=f"scan:{scan['client_id']}", text="tea"))
    assert max(rows(Encounter)[0].met_at, rows(Note)[0].written_at, rows(Tie)[0].last_met_at) <= now()


def test_two_devices_with_different_clocks_agree_on_who_decided_last(
    make: Make, phone_of: PhoneOf, alice: User, rows: Rows
) -> None:
    step = make.follow_ups(make.tie(alice))[0]
    ahead, behind = phone_of(alice, DAY), phone_of(alice, -DAY)
    [late] = behind.send(behind.item("skip", timedelta(minutes=1), follow_up=step.id))
    [early] = ahead.send(ahead.item("complete", MINUTES, follow_up=step.id))
    assert (late["body"]["superseded"], early["body"]["superseded"]) == (False, True)
    assert rows(FollowUp)[0].state == "skipped"


@pytest.mark.parametrize("sent_at", ["", None, "yesterday", "2026-11-22T10:00:00", "0001-01-01T00:00:00Z",
                                     "9999-12-31T23:59:59Z", 1e300, {}])
def test_a_request_without_a_time_is_refused_whole(
    phone_of: PhoneOf, alice: User, badge: Badge, rows: Rows, sent_at: object
) -> None:
    phone = phone_of(alice)
    answer = phone.post([phone.scan(badge)], sent_at=sent_at)
    assert (answer.status_code, list(answer.json["fields"]), rows(Scan)) == (422, ["sent_at"], [])  # type: ignore[index]
