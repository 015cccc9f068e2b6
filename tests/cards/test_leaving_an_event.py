"""Leaving an event: who may, and what stays."""

from collections.abc import Callable

from flask.testing import FlaskClient

from networking_app.accounts.changes import Tombstone
from networking_app.accounts.models import User
from networking_app.cards.models import Badge
from networking_app.clock import now
from networking_app.events.models import Attendance
from networking_app.extensions import db
from tests.clients import text_of
from tests.factories import Make

Clients = Callable[[User], FlaskClient]


def test_who_leaves_is_gone_with_their_badge(client_for: Clients, make: Make, alice: User, bob: User) -> None:
    event = make.event(alice, bob)
    badge = make.badge(make.card(bob), event)
    answer = client_for(bob).delete(f"/events/{event.id}/attendance")
    assert (answer.status_code, answer.location) == (303, "/events")
    with make.app.app_context():
        assert Attendance.find(event.id, bob.id) is None
        assert db.session.get_one(Badge, badge.id).revoked_at is not None
        assert [row.kind for row in db.session.query(Tombstone)] == ["attendances"]
    assert client_for(bob).get(f"/events/{event.id}").status_code == 404


def test_the_last_organizer_hears_what_to_do_first(client_for: Clients, make: Make, alice: User, bob: User) -> None:
    event = make.event(alice, bob)
    refused = client_for(alice).delete(f"/events/{event.id}/attendance")
    assert refused.status_code == 409
    assert "You are its only organizer." in text_of(refused)
    client_for(alice).post(f"/events/{event.id}/organizers", data={"email": "bob@example.org"})
    assert client_for(alice).delete(f"/events/{event.id}/attendance").status_code == 303


def test_a_cancelled_event_can_be_left_by_everybody(client_for: Clients, make: Make, alice: User) -> None:
    event = make.event(alice, cancelled_at=now())
    assert client_for(alice).delete(f"/events/{event.id}/attendance").status_code == 303


def test_nobody_leaves_for_somebody_else(client_for: Clients, make: Make, alice: User, charlie: User) -> None:
    assert client_for(charlie).delete(f"/events/{make.event(alice).id}/attendance").status_code == 404
