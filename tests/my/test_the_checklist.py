from datetime import timedelta

import pytest
from sqlalchemy import select

from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from tests.clients import text_of


@pytest.fixture
def evening(app, make, alice, bob, charlie, client_for):
    """Alice scanned Bob and Charlie at yesterday's meetup."""
    with app.app_context():
        db.session.get(type(alice), alice.id).days_off = 0
        db.session.commit()
    ended = now() - timedelta(days=2)
    event = make.event(alice, bob, charlie, summary="Ruby Night", starts_at=ended - timedelta(hours=3), ends_at=ended)
    for user, tel in ((bob, "+49 170 1234567"), (charlie, "")):
        ways = [{"kind": "email", "value": f"{user.name.lower()}@work.example", "label": "", "shown": True}]
        ways += [{"kind": "tel", "value": tel, "label": "", "shown": True}] if tel else []
        badge = make.badge(make.card(user, full_name=user.name, ways=ways), event)
        client_for(alice).post("/scans", json={"code": badge.code, "client_id": f"scan-{user.name}", "via": "camera",
                                               "note": f"note on {user.name}", "sent_at": now().isoformat(),
                                               "scanned_at": (ended - timedelta(hours=1)).isoformat()})
    return event


def _complete_first(app, client, name):
    with app.app_context():
        steps = db.session.scalars(select(FollowUp).where(FollowUp.step_key == "thanks").order_by(FollowUp.id)).all()
    client.post(f"/follow-ups/{steps[0 if name == 'Bob' else 1].id}/completion")


def test_people_stand_with_their_next_step_their_note_and_a_draft(alice, evening, client_for):
    page = client_for(alice).get(f"/events/{evening.id}/follow-ups")
    words = text_of(page)
    assert "0 of 2 people" in words and "note on Bob" in words and "note on Charlie" in words
    assert "mailto:bob@work.example?subject=" in page.text
    assert "sms:+491701234567" in page.text and "https://wa.me/491701234567" in page.text
    assert page.text.count("sms:") == 1


def test_a_note_never_slips_into_a_draft(alice, evening, client_for):
    page = client_for(alice).get(f"/events/{evening.id}/follow-ups").text
    assert "note%20on" not in page


def test_progress_counts_people_not_rows(app, alice, evening, client_for):
    client = client_for(alice)
    _complete_first(app, client, "Bob")
    assert "1 of 2 people" in text_of(client.get(f"/events/{evening.id}/follow-ups"))


def test_what_is_done_stands_under_done_and_can_be_undone(app, alice, evening, client_for):
    client = client_for(alice)
    _complete_first(app, client, "Bob")
    done = client.get(f"/events/{evening.id}/follow-ups?show=done")
    assert "Bob" in text_of(done) and "Undo" in text_of(done)
    with app.app_context():
        step_id = db.session.scalar(select(FollowUp.id).where(FollowUp.completed_at.is_not(None)))
    client.delete(f"/follow-ups/{step_id}/completion")
    assert "0 of 2 people" in text_of(client.get(f"/events/{evening.id}/follow-ups"))


def test_what_comes_later_has_a_place_of_its_own(app, alice, evening, client_for):
    client = client_for(alice)
    for name in ("Bob", "Charlie"):
        _complete_first(app, client, name)
    assert "note on Bob" in text_of(client.get(f"/events/{evening.id}/follow-ups?show=later"))


def test_somebody_who_met_nobody_there_and_did_not_attend_sees_nothing(make, evening, client_for):
    assert client_for(make.user("Dana")).get(f"/events/{evening.id}/follow-ups").status_code == 404


def test_each_attendee_has_a_list_of_their_own(bob, evening, client_for):
    page = text_of(client_for(bob).get(f"/events/{evening.id}/follow-ups"))
    assert "note on" not in page and "0 of 0 people" in page
