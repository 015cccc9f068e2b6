"""The badge's event if the corrected time lies within twelve hours of it, else where the scanner is, else none."""

from datetime import timedelta

import pytest

from networking_app.clock import now


def _scanned(client, body):
    answer = client.post("/scans", json=body)
    assert answer.status_code == 201, answer.json
    return answer.json["event_id"]


def test_a_badge_scanned_during_its_event_meets_there_even_for_somebody_who_did_not_join(
    charlie, meetup, client_for, scan_of
):
    assert _scanned(client_for(charlie), scan_of(meetup.bobs_badge)) == meetup.event.id


def test_a_badge_of_a_past_event_falls_to_the_event_the_scanner_is_at(make, alice, bob, meetup, client_for, scan_of):
    last_year = {"starts_at": now() - timedelta(days=300), "ends_at": now() - timedelta(days=299)}
    past = make.event(bob, **last_year)
    assert _scanned(client_for(alice), scan_of(make.badge(meetup.bobs_card, past))) == meetup.event.id


def test_a_badge_of_anywhere_and_no_running_event_meets_nowhere(make, charlie, meetup, client_for, scan_of):
    assert _scanned(client_for(charlie), scan_of(make.badge(meetup.bobs_card))) is None


@pytest.mark.parametrize(("hours_after_end", "meets"), [(11, True), (13, False)])
def test_twelve_hours_after_its_end_an_event_is_over(
    make, bob, charlie, meetup, client_for, scan_of, hours_after_end, meets
):
    ends_at = now() - timedelta(hours=hours_after_end)
    event = make.event(bob, starts_at=ends_at - timedelta(hours=3), ends_at=ends_at)
    found = _scanned(client_for(charlie), scan_of(make.badge(meetup.bobs_card, event)))
    assert (found == event.id) is meets


def test_a_phone_whose_clock_is_a_day_wrong_does_not_misplace_the_encounter(charlie, meetup, client_for, scan_of):
    wrong = now() - timedelta(days=1)
    times = {"scanned_at": (wrong - timedelta(minutes=5)).isoformat(), "sent_at": wrong.isoformat()}
    assert _scanned(client_for(charlie), scan_of(meetup.bobs_badge, **times)) == meetup.event.id


def test_a_scan_sent_days_later_still_belongs_to_its_evening(make, bob, charlie, meetup, client_for, scan_of):
    event = make.event(bob, starts_at=now() - timedelta(days=3, hours=3), ends_at=now() - timedelta(days=3))
    times = {"scanned_at": (now() - timedelta(days=3, hours=1)).isoformat(), "sent_at": now().isoformat()}
    assert _scanned(client_for(charlie), scan_of(make.badge(meetup.bobs_card, event), **times)) == event.id
