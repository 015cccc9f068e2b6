"""Who organizes: adding, stepping down, cancelling."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from networking_app.accounts.models import User
from networking_app.events.models import Attendance
from tests.clients import text_of
from tests.factories import Make

Clients = Callable[[User], FlaskClient]


def organizes(app: Flask, event_id: int, user: User) -> bool:
    with app.app_context():
        attendance = Attendance.find(event_id, user.id)
        return bool(attendance and attendance.organizer_since)


def test_an_attendee_becomes_organizer_by_address(
    app: Flask, client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    event = make.event(alice, bob)
    client_for(alice).post(f"/events/{event.id}/organizers", data={"email": "Bob@Example.org"})
    assert organizes(app, event.id, bob)
    assert client_for(bob).get(f"/events/{event.id}/edit").status_code == 200


def test_an_address_that_leads_nowhere_gets_the_same_answer(
    app: Flask, client_for: Clients, make: Make, alice: User, bob: User, charlie: User
) -> None:
    event = make.event(alice, bob)
    make.user("Mallory", email="victim@example.org", verified=False)
    said = set()
    for email in ("bob@example.org", "charlie@example.org", "nobody@example.org", "victim@example.org"):
        answer = client_for(alice).post(f"/events/{event.id}/organizers", data={"email": email}, follow_redirects=True)
        said.add((answer.status_code, "If somebody who joined has that address" in text_of(answer)))
    assert said == {(200, True)}
    assert not organizes(app, event.id, charlie)


def test_an_unverified_address_makes_nobody_organizer(app: Flask, client_for: Clients, make: Make, alice: User) -> None:
    mallory = make.user("Mallory", email="bob@example.org", verified=False)
    event = make.event(alice, mallory)
    client_for(alice).post(f"/events/{event.id}/organizers", data={"email": "bob@example.org"})
    assert not organizes(app, event.id, mallory)


@pytest.mark.parametrize("email", ["", "bob", "bob@", "a" * 300 + "@example.org", "bob@example.org\nBcc: x@y.z"])
def test_a_text_that_is_no_address_is_said_and_kept(client_for: Clients, make: Make, alice: User, email: str) -> None:
    event = make.event(alice)
    answer = client_for(alice).post(f"/events/{event.id}/organizers", data={"email": email})
    assert answer.status_code == 422
    assert email.splitlines()[0] in answer.get_data(as_text=True) if email else True


@pytest.mark.parametrize(("method", "path"), [
    ("POST", "/cancellation"), ("DELETE", "/cancellation"), ("POST", "/organizers"), ("DELETE", "/organizers/1"),
])
def test_only_organizers_may(
    client_for: Clients, make: Make, alice: User, bob: User, charlie: User, method: str, path: str
) -> None:
    event = make.event(alice, bob)
    for user in (bob, charlie):
        answer = client_for(user).open(f"/events/{event.id}{path}", method=method, data={"email": "bob@example.org"})
        assert answer.status_code == 404


def test_the_last_organizer_cannot_step_down(
    app: Flask, client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    event = make.event(alice, bob)
    refused = client_for(alice).delete(f"/events/{event.id}/organizers/{alice.id}")
    assert refused.status_code == 409 and "Add another one first." in text_of(refused)
    client_for(alice).post(f"/events/{event.id}/organizers", data={"email": "bob@example.org"})
    assert client_for(alice).delete(f"/events/{event.id}/organizers/{alice.id}").status_code == 303
    assert (organizes(app, event.id, alice), organizes(app, event.id, bob)) == (False, True)


def test_cancelling_is_seen_and_can_be_undone(client_for: Clients, make: Make, alice: User, bob: User) -> None:
    event = make.event(alice, bob)
    for _ in range(2):
        client_for(alice).post(f"/events/{event.id}/cancellation")
    page = text_of(client_for(bob).get(f"/events/{event.id}"))
    assert "Cancelled" in page and "Show my badge" not in page
    client_for(alice).delete(f"/events/{event.id}/cancellation")
    assert "On now" in text_of(client_for(bob).get(f"/events/{event.id}"))
