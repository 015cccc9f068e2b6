from datetime import timedelta

import pytest
from sqlalchemy import select

from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.local_time import today
from networking_app.ties.models import Interaction, Tie
from tests.clients import text_of


@pytest.fixture
def met(make, alice, bob, app, client_for):
    """Alice scanned Bob at a meetup three days ago; every day is a working day for her."""
    with app.app_context():
        db.session.get(type(alice), alice.id).days_off = 0
        db.session.commit()
    ended = now() - timedelta(days=3)
    event = make.event(alice, bob, summary="Ruby Night", starts_at=ended - timedelta(hours=3), ends_at=ended)
    badge = make.badge(make.card(bob, full_name="Bob Builder"), event)
    body = {"code": badge.code, "client_id": "scan-12345", "via": "camera", "note": "restores boats",
            "scanned_at": (ended - timedelta(hours=1)).isoformat(), "sent_at": now().isoformat()}
    assert client_for(alice).post("/scans", json=body).status_code == 201
    return event


def _step(app, key):
    with app.app_context():
        return db.session.scalar(select(FollowUp).where(FollowUp.step_key == key))


def test_a_stranger_reads_what_this_is(client):
    page = text_of(client.get("/"))
    assert "Sign in" in page and "Start in 30 seconds" in page


def test_an_overdue_step_stands_there_with_the_note_beside_it(alice, met, client_for):
    page = text_of(client_for(alice).get("/"))
    assert "Bob Builder" in page and "Say thank you" in page and "restores boats" in page
    assert "days late" in page


def test_only_the_next_step_of_a_person_is_shown(app, alice, met, client_for):
    client = client_for(alice)
    assert text_of(client.get("/")).count("Bob Builder") == 1
    client.post(f"/follow-ups/{_step(app, 'thanks').id}/completion")
    assert "Bob Builder" not in text_of(client.get("/"))


def test_a_step_for_a_promise_waits_for_a_promise(app, make, alice, met, client_for):
    client = client_for(alice)
    client.post(f"/follow-ups/{_step(app, 'thanks').id}/completion")
    assert "Send what you promised" not in text_of(client.get("/"))
    with app.app_context():
        tie_id = db.session.scalar(select(Tie.id))
    client.post(f"/ties/{tie_id}/tags", data={"name": "promised"})
    assert "Send what you promised" in text_of(client.get("/"))


def test_somebody_who_answered_is_not_asked_again(app, make, alice, met, client_for):
    client = client_for(alice)
    with app.app_context():
        for step in db.session.scalars(select(FollowUp)):
            step.due_on -= timedelta(days=30)
        db.session.commit()
    for key in ("thanks", "hello"):
        client.post(f"/follow-ups/{_step(app, key).id}/completion")
    assert "Ask once more" in text_of(client.get("/"))
    tie_id = _step(app, "bump").tie_id
    make.saved(Interaction(owner_id=alice.id, tie_id=tie_id, channel="mail", direction="in", happened_at=now()))
    assert "Ask once more" not in text_of(client.get("/"))


def test_promises_come_first(app, make, alice, met, client_for):
    event = make.event(alice, summary="Later", starts_at=now() - timedelta(days=3), ends_at=now() - timedelta(days=2))
    for name, condition, ago in (("Early Bird", "always", 9), ("Zed Promised", "promised", 1)):
        tie = make.tie(alice, name=name)
        make.encounter(tie, event)
        with app.test_request_context():
            day = today() - timedelta(days=ago)
        step = {"step_key": "x", "position": 0, "title": "Write", "condition": condition}
        days = {"planned_on": day, "due_on": day, "due_at": now()}
        make.saved(FollowUp(owner_id=alice.id, tie_id=tie.id, event_id=event.id, **step, **days))
        if condition == "promised":
            client_for(alice).post(f"/ties/{tie.id}/tags", data={"name": "promised"})
    page = text_of(client_for(alice).get("/"))
    assert page.index("Zed Promised") < page.index("Early Bird")


def test_the_running_event_stands_on_top(make, alice, client_for):
    make.event(alice, summary="Here And Now")
    page = text_of(client_for(alice).get("/"))
    assert "On now" in page and page.index("Here And Now") < 200


def test_nobody_elses_follow_ups_are_there(bob, charlie, met, client_for):
    for other in (bob, charlie):
        assert "restores boats" not in text_of(client_for(other).get("/"))


def test_how_many_know_one_stands_above_all_else_as_soon_as_somebody_does(make, alice, bob, charlie, met, client_for):
    client = client_for(alice)
    assert "know you" not in text_of(client.get("/"))
    make.tie(bob, alice)
    make.tie(charlie, alice)
    make.event(alice, summary="Ruby Morning", starts_at=now() - timedelta(hours=1), ends_at=now() + timedelta(hours=1))
    page = text_of(client.get("/"))
    places = [page.find(words) for words in ("2 people know you · you know 1", "On now", "Due today")]
    assert -1 < places[0] < places[1] < places[2]


def test_what_is_owed_by_today_is_told_of_where_nothing_else_is_due(make, alice, client_for):
    tie, client = make.tie(alice, name="Grace"), client_for(alice)
    debt = {"side": "mine", "what": "favour", "client_id": "owed-1234"}
    client.post(f"/ties/{tie.id}/owed", data=debt | {"due_on": (today() + timedelta(days=1)).isoformat()})
    assert "Nothing due today" in text_of(client.get("/"))
    client.post(f"/ties/{tie.id}/owed", data=debt | {"due_on": today().isoformat(), "client_id": "owed-5678"})
    page = text_of(client.get("/"))
    assert "1 thing that you owe is due" in page and "Nothing due today" not in page
