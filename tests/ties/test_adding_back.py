from sqlalchemy import select

from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.ties.models import TIE_BACK, Tie
from tests.clients import text_of


def _scan(client_for, alice, meetup, scan_of):
    return client_for(alice).post("/scans", json=scan_of(meetup.bobs_badge)).json["tie_id"]


def test_bob_reads_on_his_start_page_that_alice_took_his_card(alice, bob, meetup, client_for, scan_of):
    _scan(client_for, alice, meetup, scan_of)
    assert "Alice took your card" in text_of(client_for(bob).get("/"))


def test_bob_adds_alice_with_one_tap_and_both_hold_a_tie(app, make, alice, bob, meetup, client_for, scan_of):
    card = make.card(alice, full_name="Alice Archer")
    make.badge(card, meetup.event)
    theirs = _scan(client_for, alice, meetup, scan_of)
    answer = client_for(bob).post(f"/ties/{theirs}/tie-back", data={"note": "chess player"})
    assert answer.status_code == 303
    with app.app_context():
        mine = Tie.between(bob.id, alice.id)
        assert (mine.origin, mine.name, mine.card_id) == (TIE_BACK, "Alice Archer", card.id)
        assert (mine.encounters[0].event_id, mine.notes[0].text) == (meetup.event.id, "chess player")
        assert len(db.session.scalars(select(FollowUp).where(FollowUp.owner_id == bob.id)).all()) == 4
    assert "took your card" not in text_of(client_for(bob).get("/"))
    assert "has your card too" in text_of(client_for(bob).get(answer.location))


def test_not_now_puts_the_reminder_aside_and_undo_brings_it_back(alice, bob, meetup, client_for, scan_of):
    theirs, client = _scan(client_for, alice, meetup, scan_of), client_for(bob)
    client.post(f"/ties/{theirs}/tie-back/dismissal")
    assert "took your card" not in text_of(client.get("/"))
    client.delete(f"/ties/{theirs}/tie-back/dismissal")
    assert "took your card" in text_of(client.get("/"))


def test_charlie_cannot_add_back_what_was_not_his_card(charlie, alice, meetup, client_for, scan_of):
    theirs = _scan(client_for, alice, meetup, scan_of)
    assert client_for(charlie).post(f"/ties/{theirs}/tie-back").status_code == 404


def test_bob_withdraws_his_card_and_alice_keeps_her_words(alice, bob, meetup, client_for, scan_of):
    client = client_for(alice)
    theirs = client.post("/scans", json=scan_of(meetup.bobs_badge, note="met at the bar")).json["tie_id"]
    assert "Bricks" in text_of(client.get(f"/ties/{theirs}"))
    assert client_for(bob).delete(f"/known-by/{theirs}/card").status_code == 303
    page = text_of(client.get(f"/ties/{theirs}"))
    assert "Bricks" not in page and "Bob Builder" in page and "met at the bar" in page


def test_everybody_who_has_bobs_card_stands_on_one_page(make, alice, bob, charlie, meetup, client_for, scan_of):
    for user in (alice, charlie):
        client_for(user).post("/scans", json=scan_of(meetup.bobs_badge))
    make.tie(bob, alice)
    page = client_for(bob).get("/known-by/people")
    assert "2 people" in text_of(page) and "Charlie" in text_of(page)
    assert text_of(page).count("you know each other") == 1
    assert "Nobody has your card" in text_of(client_for(charlie).get("/known-by"))
