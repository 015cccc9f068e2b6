"""Leaving deletes what one owns; what others wrote about one stays theirs."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from networking_app.accounts.models import Address, Session, User
from networking_app.cards.models import Badge, Card
from networking_app.clock import now
from networking_app.events.models import Attendance, Event
from networking_app.extensions import db
from networking_app.ties.models import CARD_LEFT, CardLeft, Encounter, Note, Tie
from tests.clients import text_of
from tests.factories import PASSWORD, Make

ClientFor = Callable[[User], FlaskClient]


def close(client: FlaskClient, password: str = PASSWORD) -> int:
    return client.post("/account/closure", data={"password": password}).status_code


def count(app: Flask, table: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def only(app: Flask, table: type):  # type: ignore[no-untyped-def]
    with app.app_context():
        return db.session.scalars(select(table)).one()


def test_everything_owned_is_deleted(app: Flask, make: Make, client_for: ClientFor, alice: User, bob: User) -> None:
    make.badge(make.card(alice))
    make.note(make.tie(alice, bob), "likes tea")
    assert close(client_for(alice)) == 200
    for table in (Card, Badge, Tie, Note):
        assert count(app, table) == 0
    assert count(app, User) == 1 and count(app, Address) == 1 and count(app, Session) == 0


def test_the_browser_is_told_to_forget_and_says_goodbye(client_for: ClientFor, alice: User) -> None:
    client = client_for(alice)
    answer = client.post("/account/closure", data={"password": PASSWORD})
    assert "Goodbye" in text_of(answer)
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/settings").status_code == 302


def test_the_password_is_asked(app: Flask, client_for: ClientFor, alice: User) -> None:
    assert close(client_for(alice), "something else") == 422
    assert count(app, User) == 1


def test_others_keep_the_name_and_their_notes_but_not_the_card(
    app: Flask, make: Make, client_for: ClientFor, alice: User, bob: User
) -> None:
    tie = make.tie(bob, alice, card_id=make.card(alice, org="Acme").id, name="Ally", email="typed@example.org")
    make.note(tie, "likes tea")
    assert close(client_for(alice)) == 200
    kept = only(app, Tie)
    assert (kept.name, kept.peer_user_id, kept.card_id, kept.email) == ("Ally", None, None, "typed@example.org")
    assert only(app, Note).text == "likes tea"
    assert kept.change_seq > tie.change_seq
    page = text_of(client_for(bob).get(f"/ties/{tie.id}"))
    assert "likes tea" in page and "Acme" not in page


def test_what_was_left_as_a_guest_goes_too(
    app: Flask, make: Make, client_for: ClientFor, alice: User, bob: User
) -> None:
    left = {"email": "alice@example.org", "tel": "+491", "address_key": "mailto:alice@example.org"}
    tie = make.tie(bob, alice, origin=CARD_LEFT, **left)
    met = make.encounter(tie, line="Call me")
    make.saved(CardLeft(owner_id=bob.id, tie_id=tie.id, encounter_id=met.id, fingerprint="1", owner_name="Bob",
                        line="Call me", consented_at=now()))
    assert close(client_for(alice)) == 200
    kept = only(app, Tie)
    assert (kept.name, kept.email, kept.tel, kept.address_key) == ("Alice", "", "", None)
    assert only(app, Encounter).line == ""


def test_an_event_with_nobody_else_goes(app: Flask, make: Make, client_for: ClientFor, alice: User) -> None:
    make.event(alice)
    close(client_for(alice))
    assert count(app, Event) == 0


def test_an_event_at_which_somebody_met_stays(
    app: Flask, make: Make, client_for: ClientFor, alice: User, bob: User
) -> None:
    event = make.event(alice)
    make.encounter(make.tie(bob), event)
    close(client_for(alice))
    assert only(app, Encounter).event_id == event.id


def test_the_earliest_attendee_takes_over(
    app: Flask, make: Make, client_for: ClientFor, alice: User, bob: User, charlie: User
) -> None:
    event = make.event(alice)
    make.attendance(event, charlie, joined_at=now())
    make.attendance(event, bob, joined_at=now() - timedelta(hours=1))
    close(client_for(alice))
    with app.app_context():
        organizers = db.session.scalars(select(Attendance.user_id).where(Attendance.organizer_since.is_not(None))).all()
    assert organizers == [bob.id]


def test_a_second_organizer_goes_on_alone(
    app: Flask, make: Make, client_for: ClientFor, alice: User, bob: User, charlie: User
) -> None:
    event = make.event(alice)
    make.attendance(event, charlie, joined_at=now() - timedelta(days=1))
    make.attendance(event, bob, organizer_since=now())
    close(client_for(alice))
    with app.app_context():
        organizers = db.session.scalars(select(Attendance.user_id).where(Attendance.organizer_since.is_not(None))).all()
    assert organizers == [bob.id]
