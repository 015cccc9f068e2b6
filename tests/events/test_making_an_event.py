"""Making, seeing and editing an event."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from networking_app.accounts.models import User
from networking_app.events.models import Attendance, Event, FollowUpPlan
from networking_app.extensions import db
from tests.clients import text_of
from tests.factories import Make

Clients = Callable[[User], FlaskClient]
Events = Callable[[], list[Event]]
Typed = dict[str, str]


def test_an_event_is_stored_as_typed_with_its_maker_as_organizer_and_a_plan(
    app: Flask, client_for: Clients, alice: User, typed: Typed, all_events: Events
) -> None:
    answer = client_for(alice).post("/events/new", data=typed)
    event = all_events()[0]
    assert (answer.status_code, answer.location) == (303, f"/events/{event.id}")
    assert (event.summary, event.location, event.description) == ("PyData Berlin", "c-base", "Talks\nand pizza")
    assert (event.cover, event.time_zone, len(event.join_code)) == ("plum", "Europe/Berlin", 10)
    assert event.starts_at == datetime(2026, 11, 26, 18, tzinfo=UTC)
    with app.app_context():
        attendance, plan = Attendance.find(event.id, alice.id), FollowUpPlan.for_attendee(event.id, alice.id)
        assert attendance and attendance.organizer_since
        assert plan and [step.days for step in plan.as_steps] == [1, 2, 8, 90]
        assert db.session.query(Attendance).count() == 1


def test_a_form_sent_twice_makes_one_event(
    client_for: Clients, alice: User, typed: Typed, all_events: Events
) -> None:
    client = client_for(alice)
    page = client.get("/events/new").get_data(as_text=True)
    draft = re.search(r'name="draft" value="([^"]+)"', page)
    assert draft
    answers = [client.post("/events/new", data=typed | {"draft": draft[1]}) for _ in range(2)]
    assert answers[0].location == answers[1].location
    assert len(all_events()) == 1


def test_a_draft_of_somebody_else_makes_an_event_of_ones_own(
    client_for: Clients, alice: User, bob: User, typed: Typed, all_events: Events
) -> None:
    page = client_for(alice).get("/events/new").get_data(as_text=True)
    draft = re.search(r'name="draft" value="([^"]+)"', page)
    assert draft
    client_for(alice).post("/events/new", data=typed | {"draft": draft[1]})
    client_for(bob).post("/events/new", data=typed | {"draft": draft[1]})
    hers, his = all_events()
    assert hers.join_code != his.join_code


def test_a_new_event_is_proposed_in_ones_own_zone(client_for: Clients, make: Make) -> None:
    page = client_for(make.user(time_zone="Asia/Tokyo")).get("/events/new").get_data(as_text=True)
    assert '<option value="Asia/Tokyo" selected>' in page
    assert re.search(r'value="\d{4}-\d\d-\d\dT19:00"', page)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("summary", "", "Please fill this in."),
        ("summary", " \t\n ", "Please fill this in."),
        ("summary", "x" * 300, "Please keep this to 120 characters."),
        ("summary", "a\x00b", "characters that cannot be kept"),
        ("location", "x" * 201, "Please keep this to 200 characters."),
        ("description", "x" * 4001, "Please keep this to 4000 characters."),
        ("starts", "", "Please fill this in."),
        ("starts", "tomorrow", "Please write it like 2027-03-31T19:00."),
        ("starts", "2026-02-30T19:00", "Please write it like 2027-03-31T19:00."),
        ("starts", "٢٠٢٦-11-26T19:00", "Please write it like 2027-03-31T19:00."),
        ("starts", "0001-01-01T00:00", "Please check the year."),
        ("ends", "9999-12-31T23:59", "Please check the year."),
        ("ends", "2026-11-26T19:00", "It ends before it begins."),
        ("ends", "2026-11-25T22:30", "It ends before it begins."),
        ("ends", "2027-11-26T22:30", "An event lasts 31 days at most."),
        ("time_zone", "Europe/Atlantis", "Please choose a time zone from the list."),
        ("time_zone", "../etc/passwd", "Please choose a time zone from the list."),
        ("time_zone", "", "Please choose a time zone from the list."),
        ("cover", "neon", "This does not look right."),
    ],
)
def test_bad_input_is_said_and_what_was_typed_is_kept(
    client_for: Clients, alice: User, typed: Typed, all_events: Events, field: str, value: str, said: str
) -> None:
    answer = client_for(alice).post("/events/new", data=typed | {field: value})
    assert answer.status_code == 422
    assert said in text_of(answer)
    kept = "PyData Berlin" if field != "summary" else "c-base"
    assert f'value="{kept}"' in answer.get_data(as_text=True)
    assert all_events() == []


@pytest.mark.parametrize("name", ["🧑‍💻 É", "مؤتمر الشبكات", "<script>alert(1)</script>", "'; DROP TABLE", "{{ 7*7 }}"])
def test_names_of_every_kind_are_shown_as_they_are(
    client_for: Clients, alice: User, typed: Typed, all_events: Events, name: str
) -> None:
    answer = client_for(alice).post("/events/new", data=typed | {"summary": name}, follow_redirects=True)
    assert all_events()[0].summary == name
    assert name in answer.get_data(as_text=True).replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'")
    assert "<script>alert" not in answer.get_data(as_text=True)


def test_a_field_that_is_missing_is_said(client_for: Clients, alice: User) -> None:
    assert client_for(alice).post("/events/new", data={}).status_code == 422


def test_an_event_is_for_those_who_attend_it(
    client_for: Clients, client: FlaskClient, make: Make, alice: User, bob: User, charlie: User
) -> None:
    event = make.event(alice, bob)
    for page in ("", "/plan", "/poster", "/poster.svg", "/event.ics"):
        path = f"/events/{event.id}{page}"
        assert [client_for(user).get(path).status_code for user in (alice, bob, charlie)] == [200, 200, 404], page
        assert client.get(path).status_code == 302
    assert [client_for(user).get(f"/events/{event.id}/edit").status_code for user in (alice, bob, charlie)] == [
        200, 404, 404
    ]


def test_only_an_organizer_edits(
    client_for: Clients, make: Make, alice: User, bob: User, typed: Typed, all_events: Events
) -> None:
    event = make.event(alice, bob)
    assert client_for(bob).post(f"/events/{event.id}/edit", data=typed).status_code == 404
    assert all_events()[0].summary == "PyData"
    assert client_for(alice).post(f"/events/{event.id}/edit", data=typed).status_code == 303
    assert all_events()[0].summary == "PyData Berlin"
    refused = client_for(alice).post(f"/events/{event.id}/edit", data=typed | {"ends": "2026-11-26T18:00"})
    assert (refused.status_code, all_events()[0].summary) == (422, "PyData Berlin")


def test_an_event_saved_unchanged_keeps_its_instants_in_a_doubled_hour(
    client_for: Clients, make: Make, alice: User, typed: Typed, all_events: Events
) -> None:
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # the second 02:30 of that night
    first = datetime(2026, 10, 24, 20, tzinfo=UTC)
    event = make.event(alice, time_zone="Europe/Berlin", starts_at=first, ends_at=second)
    page = client_for(alice).get(f"/events/{event.id}/edit").get_data(as_text=True)
    assert 'value="2026-10-25T02:30"' in page
    sent = typed | {"starts": "2026-10-24T22:00", "ends": "2026-10-25T02:30"}
    client_for(alice).post(f"/events/{event.id}/edit", data=sent)
    assert all_events()[0].ends_at == second


def test_the_list_has_what_runs_first_then_what_comes_then_what_is_past(
    client_for: Clients, make: Make, alice: User
) -> None:
    def at(year: int) -> dict[str, datetime]:
        return {"starts_at": datetime(year, 1, 1, tzinfo=UTC), "ends_at": datetime(year, 1, 2, tzinfo=UTC)}

    make.event(alice, summary="Old one", **at(2011))
    make.event(alice, summary="Older one", **at(2010))
    make.event(alice, summary="Far one", **at(2090))
    make.event(alice, summary="Near one", **at(2080), cancelled_at=datetime(2020, 1, 1, tzinfo=UTC))
    make.event(alice, summary="This one")
    make.event(make.user("Bob"), summary="Not mine")
    text = text_of(client_for(alice).get("/events"))
    places = [text.index(name) for name in ("This one", "Near one", "Far one", "Old one", "Older one")]
    assert places == sorted(places)
    assert "Not mine" not in text
    assert text.count("Cancelled") == 1


def test_an_event_can_be_put_into_a_calendar(client_for: Clients, make: Make, alice: User) -> None:
    event = make.event(alice, summary="PyData\r\nATTENDEE:mallory", time_zone="Europe/Berlin")
    answer = client_for(alice).get(f"/events/{event.id}/event.ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert b"\r\nATTENDEE" not in answer.data
    assert b"DTSTART;TZID=Europe/Berlin" in answer.data
