"""The aims of an attendee: asked before the event, followed during it, looked back on after it; for them alone."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as listening
from sqlalchemy import select

from networking_app.accounts.models import Block, User
from networking_app.clock import now
from networking_app.events.models import Attendance, Event, EventSeries, Target
from networking_app.extensions import db
from networking_app.my.export_json import write_everything
from networking_app.my.gathering import gather
from networking_app.owed.models import Owed
from tests.clients import text_of
from tests.factories import Make

Clients = Callable[[User], FlaskClient]
AIMS = {"offer": "an hour for your first talk", "reason": "to find a printer", "outside_percent": "40"}


def on(days: int) -> dict[str, Any]:
    return {"starts_at": now() + timedelta(days=days), "ends_at": now() + timedelta(days=days, hours=3)}


def page_of(client: FlaskClient, event: Event) -> str:
    answer = client.get(f"/events/{event.id}/aims")
    assert answer.status_code == 200
    return text_of(answer)


def attendance_of(app: Flask, event: Event, user: User) -> Attendance:
    with app.app_context():
        found = Attendance.find(event.id, user.id)
        assert found
        db.session.expunge_all()
        return found


def targets(app: Flask) -> list[Target]:
    with app.app_context():
        rows = list(db.session.scalars(select(Target).order_by(Target.id)))
        db.session.expunge_all()
        return rows


def asked_for(app: Flask, client: FlaskClient, event: Event) -> list[str]:
    """The statements that the page takes."""
    asked: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    with app.app_context():
        engine = db.engine
    listening.listen(engine, "before_cursor_execute", hear)
    page_of(client, event)
    listening.remove(engine, "before_cursor_execute", hear)
    return asked


def test_what_one_offers_is_asked_before_what_one_looks_for(
    app: Flask, client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    event, client = make.event(bob, alice, **on(3)), client_for(alice)
    page = page_of(client, event)
    assert page.index("What I can offer there") < page.index("Why I go") < page.index("Whom or what I look for")
    client.post(f"/events/{event.id}/aims", data=AIMS)
    kept = attendance_of(app, event, alice)
    assert (kept.offer, kept.reason, kept.outside_percent) == (AIMS["offer"], AIMS["reason"], 40)
    client.post(f"/events/{event.id}/aims", data={"offer": "", "reason": "", "outside_percent": ""})
    assert attendance_of(app, event, alice).outside_percent is None


@pytest.mark.parametrize(("field", "value", "said"), [
    ("outside_percent", "101", "Please give a number from 0 to 100."),
    ("outside_percent", "-1", "Please give a number from 0 to 100."),
    ("outside_percent", "٤٠", "Please give a number from 0 to 100."),
    ("offer", "x" * 301, "Please keep this to 300 characters."),
    ("reason", "a\x00b", "characters that cannot be kept"),
])
def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(
    app: Flask, client_for: Clients, make: Make, alice: User, field: str, value: str, said: str
) -> None:
    event = make.event(alice, **on(3))
    answer = client_for(alice).post(f"/events/{event.id}/aims", data=AIMS | {field: value})
    assert (answer.status_code, said in text_of(answer)) == (422, True)
    assert AIMS["reason" if field != "reason" else "offer"] in answer.get_data(as_text=True)
    assert attendance_of(app, event, alice).offer == ""


def test_a_sixth_target_and_an_empty_one_are_refused(
    app: Flask, client_for: Clients, make: Make, alice: User
) -> None:
    event, client = make.event(alice), client_for(alice)
    answers = [client.post(f"/events/{event.id}/targets", data={"text": text}) for text in ("", *"abcde", "a", "f")]
    assert [answer.status_code for answer in answers] == [422, *[303] * 6, 409]
    assert "Five are plenty" in text_of(answers[-1]) and 'value="f"' in answers[-1].get_data(as_text=True)
    assert [target.text for target in targets(app)] == [*"abcde"]


def test_a_target_is_found_and_missed_with_one_tap_each(
    app: Flask, client_for: Clients, make: Make, alice: User
) -> None:
    event, client = make.event(alice), client_for(alice)
    client.post(f"/events/{event.id}/targets", data={"text": "a printer"})
    assert "0 of 1 found" in page_of(client, event)
    target_id = targets(app)[0].id
    for _tap in range(2):
        assert client.post(f"/targets/{target_id}/finding").location == f"/events/{event.id}/aims#targets"
    assert "1 of 1 found" in page_of(client, event)
    client.post(f"/targets/{target_id}/finding?_method=DELETE")
    assert "0 of 1 found" in page_of(client, event)
    client.post(f"/targets/{target_id}?_method=DELETE")
    assert targets(app) == []


def test_who_is_not_in_the_list_is_found_by_nobody_until_they_ask_for_it(
    app: Flask, client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    event, client = make.event(bob, alice), client_for(alice)
    assert "You are not in the list." in page_of(client, event)
    assert attendance_of(app, event, alice).listed_at is None
    client.post(f"/events/{event.id}/listing")
    page = client.get(f"/events/{event.id}/aims").get_data(as_text=True)
    assert attendance_of(app, event, alice).listed_at is not None
    assert "see your name, the card of your badge" in page and "/preview" in page
    client.post(f"/events/{event.id}/listing?_method=DELETE")
    assert attendance_of(app, event, alice).listed_at is None


@pytest.mark.parametrize("leaving", ["the list", "the event", "by a block", "by closing the account"])
def test_a_wanted_person_who_leaves_is_shown_no_more(
    app: Flask, client_for: Clients, make: Make, alice: User, bob: User, charlie: User, leaving: str
) -> None:
    event = make.event(bob, alice)
    there = make.attendance(event, charlie, listed_at=now())
    make.badge(make.card(charlie, full_name="Charlie Chaplin", title="Tramp"), event)
    make.saved(Target(owner_id=alice.id, event_id=event.id, wanted_user_id=charlie.id, text="the tramp"))
    client = client_for(alice)
    assert "Charlie Chaplin" in page_of(client, event)
    if leaving == "by a block":
        make.saved(Block(blocker_id=charlie.id, blocked_id=alice.id))
    with app.app_context():
        if leaving == "the list":
            db.session.get_one(Attendance, there.id).listed_at = None
        elif leaving != "by a block":
            db.session.delete(db.session.get_one(*((Attendance, there.id) if leaving == "the event"
                                                   else (User, charlie.id))))
        db.session.commit()
    page = page_of(client, event)
    assert "Charlie" not in page and "Tramp" not in page.replace("the tramp", "")
    assert ("the tramp" in page) == (leaving in ("the list", "the event"))


def test_nobody_else_sees_aims_or_targets(
    client_for: Clients, make: Make, alice: User, bob: User, charlie: User
) -> None:
    event, client = make.event(bob, alice), client_for(alice)
    client.post(f"/events/{event.id}/aims", data=AIMS)
    client.post(f"/events/{event.id}/targets", data={"text": "somebody kind"})
    for place in ("", "/aims", "/people"):
        page = text_of(client_for(bob).get(f"/events/{event.id}{place}"))
        assert not any(word in page for word in (AIMS["offer"], AIMS["reason"], "somebody kind"))
    assert client_for(charlie).get(f"/events/{event.id}/aims").status_code == 404


def test_whom_one_meets_there_is_found_without_a_tap(
    client_for: Clients, make: Make, alice: User, bob: User, charlie: User
) -> None:
    event = make.event(bob, alice)
    make.attendance(event, charlie, listed_at=now())
    make.saved(Target(owner_id=alice.id, event_id=event.id, wanted_user_id=charlie.id, text="Charlie"))
    make.encounter(make.tie(alice, charlie), event)
    page = page_of(client_for(alice), event)
    assert "You have met" in page and "1 of 1 found" in page and "1 new tie" in page


def test_cards_without_circles_are_no_nought_per_cent(
    client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    event = make.event(bob, alice)
    make.encounter(make.tie(alice, bob, card_id=make.card(bob).id), event)
    page = page_of(client_for(alice), event)
    assert "None of the cards you were given names a circle" in page and "0 %" not in page


def test_after_the_event_the_aims_stand_beside_what_came_of_them(
    client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    event, client = make.event(bob, alice), client_for(alice)
    client.post(f"/events/{event.id}/aims", data=AIMS)
    tie = make.tie(alice, bob)
    make.encounter(tie, event)
    make.note(tie, "tea")
    with time_machine.travel(now() + timedelta(days=1)):
        page = page_of(client_for(alice), event)
    assert "Looking back 1 new tie" in page and "Your aim: 40 of 100" in page and AIMS["offer"] in page
    assert "New ties with words: a note, a tag, what they wrote 100 % 1 of 1" in page
    assert "Followed up within 48 hours, so far 0 %" in page and "There is time." in page
    assert "Others who were there may find me in the list" in page and "who are here" not in page


def test_whoever_meets_only_people_they_knew_looks_back_as_well(
    client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    event = make.event(bob, alice)
    tie = make.tie(alice, bob, created_at=now() - timedelta(days=300))
    make.encounter(tie, event)
    make.saved(Owed(owner_id=alice.id, tie_id=tie.id, kind="promise", side="mine", opened_at=now()))
    assert "1 met again" in page_of(client_for(alice), event)
    with time_machine.travel(now() + timedelta(days=1)):
        page = page_of(client_for(alice), event)
    assert "Looking back 0 new ties 1 met again Followed up within 48 hours, so far 0 % 0 of 1" in page
    assert "Settled, of what you and whom you met came to owe each other 0 % 0 of 1 Follow-ups" in page


@pytest.mark.parametrize(("days", "offered"), [(3, False), (1, True), (0, True), (-3, True)])
def test_somebody_can_be_found_from_the_day_before_also_on_a_page_that_a_phone_keeps(
    client_for: Clients, make: Make, alice: User, days: int, offered: bool
) -> None:
    event = make.event(alice, **on(days))
    make.saved(Target(owner_id=alice.id, event_id=event.id, text="a printer"))
    assert ("/finding" in client_for(alice).get(f"/events/{event.id}/aims").text) == offered


@pytest.mark.parametrize(("when", "said"), [
    ({}, "So far 0 new ties"), (on(3), "Whom or what I look for"), (on(-3), "No new ties this time, and that is fine."),
    (on(3) | {"cancelled_at": now()}, "This event is cancelled."),
])
def test_an_event_with_one_attendee_has_its_page_at_every_time(
    client_for: Clients, make: Make, alice: User, when: dict[str, Any], said: str
) -> None:
    assert said in page_of(client_for(alice), make.event(alice, **when))


def test_what_was_not_found_is_offered_at_the_next_event_and_taken_over_with_one_tap(
    app: Flask, client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    series = make.saved(EventSeries(summary="PyData"))
    past, coming = (make.event(bob, alice, series_id=series.id, **on(days)) for days in (-9, 2))
    for text, found_at in (("a printer", None), ("a poet", now())):
        make.saved(Target(owner_id=alice.id, event_id=past.id, text=text, found_at=found_at))
    client = client_for(alice)
    assert "Next in the series" in page_of(client, past)
    assert "Not found last time: a printer" in page_of(client, coming)
    client.post(f"/events/{coming.id}/carried-targets")
    assert [(one.text, one.event_id) for one in targets(app)][2:] == [("a printer", coming.id)]
    assert "Not found last time" not in page_of(client, coming)


def test_a_look_changes_nothing_and_costs_the_same_few_questions(
    app: Flask, client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    event, client = make.event(bob, alice), client_for(alice)
    few = len(asked_for(app, client, event))
    for number in range(4):
        peer = make.user(f"Peer{number}")
        make.attendance(event, peer, listed_at=now())
        make.badge(make.card(peer), event)
        make.encounter(make.tie(alice, peer), event)
        make.saved(Target(owner_id=alice.id, event_id=event.id, wanted_user_id=peer.id, text=peer.name))
    asked = asked_for(app, client, event)
    assert len(asked) <= few + 2 and not any(word.startswith(("INSERT", "UPDATE", "DELETE")) for word in asked)


def test_an_export_has_the_aims_and_the_targets(client_for: Clients, make: Make, alice: User) -> None:
    event, client = make.event(alice), client_for(alice)
    client.post(f"/events/{event.id}/aims", data=AIMS)
    client.post(f"/events/{event.id}/targets", data={"text": "a printer"})
    with make.app.app_context():
        everything = json.loads(write_everything(gather(alice.id)))
    assert everything["events"][0]["reason"] == AIMS["reason"]
    assert everything["targets"][0]["text"] == "a printer"
