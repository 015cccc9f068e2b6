from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import select, update

from networking_app.accounts.models import User
from networking_app.cards.models import Badge
from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.ties.models import Encounter, Note, Scan, Tie, TieTag


def test_a_scan_makes_a_tie_an_encounter_a_note_and_its_follow_ups(app, alice, meetup, client_for, scan_of, count):
    answer = client_for(alice).post("/scans", json=scan_of(meetup.bobs_badge, note="compilers", tags=["promised"]))
    assert (answer.status_code, answer.json["name"], answer.json["event_id"]) == (201, "Bob Builder", meetup.event.id)
    assert [count(table) for table in (Scan, Tie, Encounter, Note, TieTag, FollowUp)] == [1, 1, 1, 1, 1, 4]
    with app.app_context():
        tie = db.session.scalars(select(Tie)).one()
        card = meetup.bobs_card
        assert (tie.owner_id, tie.peer_user_id, tie.card_id) == (alice.id, card.user_id, card.id)
        assert tie.notes[0].text == "compilers"


def test_the_same_scan_again_answers_200_with_the_same_body(alice, meetup, client_for, scan_of, count):
    body, client = scan_of(meetup.bobs_badge, note="once"), client_for(alice)
    first, second = client.post("/scans", json=body), client.post("/scans", json=body)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json == second.json
    assert (count(Scan), count(Note)) == (1, 1)


def test_a_replay_after_the_badge_was_revoked_still_finds_its_scan(app, alice, meetup, client_for, scan_of):
    body, client = scan_of(meetup.bobs_badge), client_for(alice)
    first = client.post("/scans", json=body)
    with app.app_context():
        db.session.execute(update(Badge).values(revoked_at=now()))
        db.session.commit()
    second = client.post("/scans", json=body)
    assert (second.status_code, second.json) == (200, first.json)


def test_a_second_scan_at_the_same_event_keeps_one_tie_and_adds_its_note(alice, meetup, client_for, scan_of, count):
    client = client_for(alice)
    for words in ("first", "second"):
        client.post("/scans", json=scan_of(meetup.bobs_badge, note=words))
    assert [count(table) for table in (Scan, Tie, Encounter, Note, FollowUp)] == [2, 1, 1, 2, 4]


def test_fifty_arrivals_of_one_scan_at_once_leave_one_of_everything(alice, meetup, client_for, scan_of, count):
    body = scan_of(meetup.bobs_badge, note="once only")
    clients = [client_for(alice) for _ in range(50)]
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda client: client.post("/scans", json=body), clients))
    assert sorted(answer.status_code for answer in answers) == [200] * 49 + [201]
    assert len({answer.data for answer in answers}) == 1
    assert [count(table) for table in (Scan, Tie, Encounter, Note, FollowUp)] == [1, 1, 1, 1, 4]


def test_fifty_different_scans_of_one_badge_at_once_keep_one_tie(alice, meetup, client_for, scan_of, count):
    clients = [client_for(alice) for _ in range(50)]
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda client: client.post("/scans", json=scan_of(meetup.bobs_badge)), clients))
    assert {answer.status_code for answer in answers} == {201}
    assert [count(table) for table in (Scan, Tie, Encounter, FollowUp)] == [50, 1, 1, 4]


def test_a_second_event_plans_its_own_follow_ups_on_the_same_tie(make, alice, bob, meetup, client_for, scan_of, count):
    other = make.badge(meetup.bobs_card, make.event(bob, alice, summary="Ruby Night"))
    client = client_for(alice)
    for badge in (meetup.bobs_badge, other):
        assert client.post("/scans", json=scan_of(badge)).status_code == 201
    assert [count(table) for table in (Tie, Encounter, FollowUp)] == [1, 2, 8]


def test_one_cannot_scan_oneself(bob, meetup, client_for, scan_of, count):
    answer = client_for(bob).post("/scans", json=scan_of(meetup.bobs_badge))
    assert (answer.status_code, count(Tie)) == (409, 0)


def test_a_form_without_scripts_records_and_leads_to_the_tie(alice, meetup, client_for, scan_of):
    answer = client_for(alice).post("/scans", data=scan_of(meetup.bobs_badge, note="plain form", scanned_at=""))
    assert (answer.status_code, answer.location.startswith("/ties/")) == (303, True)


def test_a_tie_removed_since_is_not_made_again_by_a_replay(app, alice, meetup, client_for, scan_of, count):
    body, client = scan_of(meetup.bobs_badge), client_for(alice)
    client.delete(f"/ties/{client.post('/scans', json=body).json['tie_id']}")
    answer = client.post("/scans", json=body)
    assert (answer.status_code, answer.json["tie_id"], count(Tie)) == (200, None, 0)


def test_follow_ups_are_dated_in_the_owners_zone_and_never_on_a_day_off(app, make, meetup, client_for, scan_of):
    auckland = make.user("Dana", time_zone="Pacific/Auckland", preferred_hour=8, days_off=0b1110000)
    client_for(auckland).post("/scans", json=scan_of(meetup.bobs_badge))
    with app.app_context():
        rows = db.session.scalars(select(FollowUp).order_by(FollowUp.position)).all()
        event = db.session.get(Event, meetup.event.id)
        assert all(row.due_on.weekday() < 4 for row in rows)
        assert timedelta(days=1) <= rows[0].due_on - event.day <= timedelta(days=4)


def test_every_row_a_phone_keeps_carries_the_owners_change_number(app, alice, meetup, client_for, scan_of):
    client_for(alice).post("/scans", json=scan_of(meetup.bobs_badge, note="x", tags=["promised"]))
    with app.app_context():
        number = db.session.get(User, alice.id).change_seq
        rows = [row for table in (Tie, Encounter, Note, TieTag, FollowUp) for row in db.session.scalars(select(table))]
        assert number > 0 and {row.change_seq for row in rows} == {number}
