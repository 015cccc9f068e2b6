from datetime import timedelta

from networking_app.clock import now
from networking_app.ties.models import Tie
from tests.clients import text_of


def _typed(badge, scan_of, **more):
    return scan_of(badge, code=badge.short_code.lower(), via="typed", **more)


def test_the_short_code_works_for_somebody_who_joined(alice, meetup, client_for, scan_of, count):
    assert client_for(alice).post("/scans", json=_typed(meetup.bobs_badge, scan_of)).status_code == 201
    assert count(Tie) == 1


def test_somebody_who_did_not_join_is_asked_to_and_joins_in_the_same_step(charlie, meetup, client_for, scan_of):
    client = client_for(charlie)
    assert client.post("/scans", json=_typed(meetup.bobs_badge, scan_of)).status_code == 409
    sheet = client.post("/look-ups", data={"code": meetup.bobs_badge.short_code}, headers={"X-Partial": "sheet"})
    assert "Bob" not in text_of(sheet) and "Join PyData too" in text_of(sheet)
    assert client.post("/scans", json=_typed(meetup.bobs_badge, scan_of, join=True)).status_code == 201
    assert client.get(f"/events/{meetup.event.id}/follow-ups").status_code == 200


def test_a_short_code_is_refused_before_the_event_and_a_week_after_it(make, alice, bob, meetup, client_for, scan_of):
    client = client_for(alice)
    for shift, status in ((timedelta(days=-9), 404), (timedelta(days=-5), 201), (timedelta(days=2), 404)):
        event = make.event(bob, alice, starts_at=now() + shift, ends_at=now() + shift + timedelta(hours=3))
        body = _typed(make.badge(meetup.bobs_card, event), scan_of)
        assert client.post("/scans", json=body).status_code == status, shift


def test_a_badge_of_no_event_has_no_working_short_code(make, alice, meetup, client_for, scan_of):
    anywhere = make.badge(meetup.bobs_card)
    assert client_for(alice).post("/scans", json=_typed(anywhere, scan_of)).status_code == 404
    assert client_for(alice).post("/scans", json=scan_of(anywhere, via="typed")).status_code == 201


def test_guessing_short_codes_is_stopped(alice, meetup, client_for, scan_of):
    client = client_for(alice)
    answers = [client.post("/look-ups", data={"code": f"BCDFGHJ{letter}"}) for letter in "BCDFGHJKMNPQRTVWXYZBCDFG"]
    assert answers[0].status_code == 404
    assert answers[-1].status_code == 429


def test_a_code_of_another_site_is_shown_for_what_it_is(alice, meetup, client_for):
    evil = f"https://evil.example/c/{meetup.bobs_badge.code}"
    answer = client_for(alice).post("/look-ups", data={"code": evil})
    assert answer.status_code == 422
    assert evil in text_of(answer) and f'href="{evil}' not in answer.text


def test_a_scanned_poster_leads_to_the_event(app, alice, meetup, client_for):
    answer = client_for(alice).post("/look-ups", data={"code": f"http://localhost/join/{meetup.event.join_code}"})
    assert f"/join/{meetup.event.join_code}" in answer.text


def test_the_sheet_says_who_it_is_and_where_one_meets(alice, meetup, client_for):
    sheet = client_for(alice).post("/look-ups", data={"code": meetup.bobs_badge.code}, headers={"X-Partial": "sheet"})
    assert "Bob Builder" in text_of(sheet) and "You meet at PyData" in text_of(sheet)
    assert "<html" not in sheet.text


def test_an_empty_code_comes_back_with_the_form(alice, client_for):
    answer = client_for(alice).post("/look-ups", data={"code": " "})
    assert answer.status_code == 422
    assert "Please fill this in." in text_of(answer) and 'name="code"' in answer.text
