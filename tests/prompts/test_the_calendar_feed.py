"""A secret address shows one person's follow-ups and events to the calendar they use."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import event as listen
from sqlalchemy import update

from networking_app.accounts.models import User, hashed
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.prompts.models import PromptSettings
from networking_app.ties.models import Tie
from tests.clients import Client, text_of
from tests.factories import Make

SECRET = "the-secret-that-only-alice-has"  # noqa: S105
ADDRESS = f"/calendar/{SECRET}.ics"
MONDAY = date(2026, 11, 23)
SATURDAY_EVENING = datetime(2026, 11, 21, 20, tzinfo=UTC)
ClientFor = Callable[[User], FlaskClient]


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(SATURDAY_EVENING, tick=False) as now:
        yield now


@pytest.fixture
def ada(make: Make, alice: User, now: time_machine.Traveller) -> Tie:
    """Alice has an open address and a tie to Ada."""
    make.saved(PromptSettings(user_id=alice.id, feed_hash=hashed(SECRET)))
    return make.tie(alice, name="Ada")


def follow_up(make: Make, tie: Tie, **columns: object) -> FollowUp:
    given = {"owner_id": tie.owner_id, "tie_id": tie.id, "step_key": f"step {columns}", "position": 0,
             "title": "Say thank you", "condition": "always", "due_on": MONDAY,
             "due_at": datetime(2026, 11, 23, 9, tzinfo=UTC)}
    return make.saved(FollowUp(**given | columns))


def fetched(client: FlaskClient, address: str = ADDRESS) -> Calendar:
    answer = client.get(address)
    assert answer.status_code == 200
    return Calendar.from_ical(answer.data)


def as_tasks(app: Flask, user: User) -> None:
    with app.app_context():
        db.session.execute(update(PromptSettings).values(feed_component="todo"))
        db.session.commit()


def change(app: Flask, row: object, **columns: object) -> None:
    """Change the row as the application would, with its change number."""
    with app.app_context():
        found = db.session.get_one(type(row), row.id)  # type: ignore[attr-defined]
        for name, value in columns.items():
            setattr(found, name, value)
        db.session.commit()


def test_a_follow_up_stands_on_its_day_and_rings_at_the_hour_its_owner_prefers(
    make: Make, client: FlaskClient, ada: Tie
) -> None:
    step = follow_up(make, ada, hint="the slides")
    [event] = fetched(client).events
    assert (event.start, event.end, event["TRANSP"]) == (MONDAY, MONDAY + timedelta(days=1), "TRANSPARENT")
    assert (event["UID"], event["SUMMARY"]) == (f"follow-up-{step.id}@localhost", "Say thank you: Ada")
    assert (event["DESCRIPTION"], event["URL"]) == ("the slides", f"http://localhost/ties/{ada.id}")
    assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [timedelta(hours=9)]


def test_as_a_task_it_is_due_on_its_day(app: Flask, make: Make, client: FlaskClient, alice: User, ada: Tie) -> None:
    follow_up(make, ada)
    as_tasks(app, alice)
    calendar = fetched(client)
    [todo] = calendar.todos
    assert (todo["DUE"].dt, todo["STATUS"], calendar.events) == (MONDAY, "NEEDS-ACTION", [])
    assert [alarm["TRIGGER"].dt for alarm in todo.walk("VALARM")] == [timedelta(hours=9)]


def test_what_is_done_is_a_ticked_task_for_a_month_and_no_entry_of_a_day(
    app: Flask, make: Make, client: FlaskClient, alice: User, ada: Tie
) -> None:
    follow_up(make, ada, completed_at=SATURDAY_EVENING - timedelta(days=29))
    follow_up(make, ada, completed_at=SATURDAY_EVENING - timedelta(days=31))
    follow_up(make, ada, skipped_at=SATURDAY_EVENING)
    follow_up(make, ada, withdrawn_at=SATURDAY_EVENING)
    assert fetched(client).events == []
    as_tasks(app, alice)
    [todo] = fetched(client).todos
    assert (todo["STATUS"], todo["COMPLETED"].dt) == ("COMPLETED", SATURDAY_EVENING - timedelta(days=29))
    assert todo.walk("VALARM") == []


def test_only_what_is_to_be_done_at_all_is_there(make: Make, client: FlaskClient, ada: Tie) -> None:
    follow_up(make, ada, condition="promised")
    follow_up(make, ada, condition="unanswered", title="Ask again")
    assert [str(event["SUMMARY"]) for event in fetched(client).events] == ["Ask again: Ada"]


def test_what_was_left_undone_moves_on_a_week_and_then_by_quarters(
    app: Flask, make: Make, client: FlaskClient, alice: User, ada: Tie, now: time_machine.Traveller
) -> None:
    follow_up(make, ada)
    seen = []
    for ahead in (0, 1, 7, 8, 98, 99):
        now.move_to(datetime(2026, 11, 23, 22, tzinfo=UTC) + timedelta(days=ahead))
        seen.append(fetched(client).events[0])
    days = [(event.start - MONDAY).days for event in seen]
    assert days == [0, 7, 7, 98, 98, 189]
    assert [event["SEQUENCE"] - seen[0]["SEQUENCE"] for event in seen] == [0, 1, 1, 2, 2, 3]
    as_tasks(app, alice)
    [todo] = fetched(client).todos
    assert (todo["DUE"].dt, todo.walk("VALARM")[0]["TRIGGER"].dt) == (MONDAY, timedelta(days=189, hours=9))


def test_it_never_moves_on_to_a_day_off(
    app: Flask, make: Make, client: FlaskClient, alice: User, ada: Tie, now: time_machine.Traveller
) -> None:
    change(app, alice, days_off=0b0000011)
    follow_up(make, ada)
    now.move_to(datetime(2026, 11, 24, 1, tzinfo=UTC))
    assert fetched(client).events[0].start == date(2026, 12, 2)


def test_the_day_ends_where_its_owner_lives(
    app: Flask, make: Make, client: FlaskClient, alice: User, ada: Tie, now: time_machine.Traveller
) -> None:
    change(app, alice, time_zone="America/Los_Angeles")
    follow_up(make, ada)
    now.move_to(datetime(2026, 11, 24, 7, 59, tzinfo=UTC))
    assert fetched(client).events[0].start == MONDAY
    now.move_to(datetime(2026, 11, 24, 8, 1, tzinfo=UTC))
    assert fetched(client).events[0].start == MONDAY + timedelta(days=7)


def test_an_event_stands_in_its_own_zone_with_its_place(make: Make, client: FlaskClient, alice: User, ada: Tie) -> None:
    starts = datetime(2026, 10, 24, 18, tzinfo=UTC)
    held = make.event(alice, starts_at=starts, ends_at=starts + timedelta(hours=8), time_zone="Europe/Berlin",
                      location="c-base; Berlin", description="Talks, pizza")
    calendar = fetched(client)
    [event] = calendar.events
    assert (event.start, event.end) == (starts, starts + timedelta(hours=8))
    # The clocks go back in that night: twenty hours before, three o'clock after.
    assert [f"{event.start:%H:%M}", f"{event.end:%H:%M}"] == ["20:00", "03:00"]
    assert (event["UID"], event["LOCATION"], event["STATUS"]) == (
        f"event-{held.id}@localhost", "c-base; Berlin", "CONFIRMED"
    )
    assert [str(zone["TZID"]) for zone in calendar.timezones] == ["Europe/Berlin"]


def test_a_cancelled_event_stays_and_says_so(
    app: Flask, make: Make, client: FlaskClient, alice: User, ada: Tie, now: time_machine.Traveller
) -> None:
    held = make.event(alice)
    [before] = fetched(client).events
    now.shift(60)
    change(app, held, cancelled_at=SATURDAY_EVENING)
    [after] = fetched(client).events
    assert (after["UID"], after["STATUS"]) == (before["UID"], "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt


def test_events_go_back_for_a_year(make: Make, client: FlaskClient, alice: User, ada: Tie) -> None:
    for name, days in (("last winter", 340), ("the one before", 380)):
        ended = SATURDAY_EVENING - timedelta(days=days)
        make.event(alice, summary=name, starts_at=ended - timedelta(hours=2), ends_at=ended)
    assert [str(event["SUMMARY"]) for event in fetched(client).events] == ["last winter"]


def test_an_edit_keeps_the_uid_and_raises_the_sequence(app: Flask, make: Make, client: FlaskClient, ada: Tie) -> None:
    step = follow_up(make, ada)
    seen = [fetched(client).events[0]]
    for row, changes in ((step, {"title": "Write to her"}), (step, {"snoozed_until": MONDAY + timedelta(days=2)}),
                         (ada, {"name": "Ada Lovelace"}), (step, {"nudges": 0, "title": "Call her"})):
        change(app, row, **changes)
        seen.append(fetched(client).events[0])
    assert len({event["UID"] for event in seen}) == 1
    assert [event["SEQUENCE"] for event in seen] == sorted({event["SEQUENCE"] for event in seen})
    assert (seen[-1].start, seen[-1]["SUMMARY"]) == (MONDAY + timedelta(days=2), "Call her: Ada Lovelace")


def test_nothing_of_others_and_no_note_is_in_it(
    make: Make, client: FlaskClient, alice: User, bob: User, ada: Tie
) -> None:
    follow_up(make, ada)
    make.note(ada, "likes poems about compilers")
    follow_up(make, make.tie(bob, name="Grace"))
    make.event(bob, summary="Bob's party")
    written = client.get(ADDRESS).text
    assert "Ada" in written
    assert not [word for word in ("poems", "Grace", "party") if word in written]


def test_a_calendar_that_has_it_already_is_told_so(
    make: Make, client: FlaskClient, alice: User, ada: Tie, now: time_machine.Traveller
) -> None:
    follow_up(make, ada)
    first = client.get(ADDRESS)
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert first.headers["Cache-Control"] == "private, no-cache"
    now.shift(3600)
    again = client.get(ADDRESS, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    make.event(alice)
    assert client.get(ADDRESS, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_head_says_how_long_it_is(make: Make, client: FlaskClient, ada: Tie) -> None:
    head, whole = client.head(ADDRESS), client.get(ADDRESS)
    assert (head.status_code, head.data, head.headers["Content-Length"]) == (200, b"", str(len(whole.data)))


def test_whose_cookie_comes_along_makes_no_difference(
    make: Make, client: FlaskClient, client_for: ClientFor, bob: User, ada: Tie
) -> None:
    follow_up(make, ada)
    answer = client_for(bob).get(ADDRESS)
    assert answer.data == client.get(ADDRESS).data
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "secret", ["nobody-has-this-one", SECRET[:-1], SECRET + "x", SECRET.upper(), "%00", "%F0%9F%8E%89", "x" * 3000]
)
def test_a_wrong_secret_is_no_address(client: FlaskClient, ada: Tie, secret: str) -> None:
    assert client.get(f"/calendar/{secret}.ics").status_code == 404


def test_guesses_are_counted_and_the_right_one_is_not(client: FlaskClient, ada: Tie) -> None:
    answers = [client.get(f"/calendar/guess-{number}.ics").status_code for number in range(62)]
    assert answers == [404] * 60 + [429] * 2
    assert client.get(ADDRESS).status_code == 200


def test_the_address_is_shown_once_and_only_its_hash_is_kept(app: Flask, client_for: ClientFor, alice: User) -> None:
    browser = client_for(alice)
    page = browser.post("/reminders/calendar")
    assert page.status_code == 200 and page.headers["Cache-Control"] == "no-store"
    secret = page.text.split("http://localhost/calendar/")[1].split(".ics")[0]
    assert len(secret) == 43 and f"webcal://localhost/calendar/{secret}.ics" in page.text
    assert Client(app).get(f"/calendar/{secret}.ics").status_code == 200
    assert secret not in browser.get("/reminders").text
    with app.app_context():
        assert db.session.get_one(PromptSettings, alice.id).feed_hash == hashed(secret)


def test_a_new_address_ends_the_old_one_and_stopping_ends_it_all(client_for: ClientFor, alice: User, ada: Tie) -> None:
    browser = client_for(alice)
    page = browser.post("/reminders/calendar")
    address = page.text.split("http://localhost")[1].split('"')[0]
    assert [browser.get(ADDRESS).status_code, browser.get(address).status_code] == [404, 200]
    assert browser.post("/reminders/calendar?_method=DELETE").status_code == 303
    assert browser.get(address).status_code == 404
    assert "Make my calendar address" in text_of(browser.get("/reminders"))


def test_it_is_chosen_how_follow_ups_stand_there(
    make: Make, client: FlaskClient, client_for: ClientFor, alice: User, ada: Tie
) -> None:
    follow_up(make, ada)
    browser = client_for(alice)
    for component in ("todo", "event"):
        assert browser.post("/reminders/calendar/component", data={"feed_component": component}).status_code == 303
        calendar = fetched(client)
        assert (len(calendar.todos), len(calendar.events)) == ((1, 0) if component == "todo" else (0, 1))
    for wrong in ({}, {"feed_component": "journal"}, {"feed_component": ""}):
        assert browser.post("/reminders/calendar/component", data=wrong).status_code == 422


def test_the_calendar_of_a_closed_account_is_gone(app: Flask, client: FlaskClient, alice: User, ada: Tie) -> None:
    with app.app_context():
        db.session.delete(db.session.get_one(User, alice.id))
        db.session.commit()
    assert client.get(ADDRESS).status_code == 404


def test_the_database_is_asked_as_often_for_many_as_for_one(
    app: Flask, make: Make, client: FlaskClient, alice: User, ada: Tie
) -> None:
    asked: list[str] = []
    with app.app_context():
        listen.listen(db.engine, "before_cursor_execute", lambda _c, _k, statement, *_rest: asked.append(statement))
    counts = []
    for _round in range(2):
        for number in range(3):
            follow_up(make, ada, step_key=f"{_round} {number}", title=f"Step {number}")
            make.event(alice)
        asked.clear()
        assert len(fetched(client).events) == 6 * (_round + 1)
        counts.append(len([statement for statement in asked if statement.startswith("SELECT")]))
    assert counts == [3, 3]


def test_what_people_write_stays_text(app: Flask, make: Make, client: FlaskClient, alice: User, ada: Tie) -> None:
    evil = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\nUID:evil\x0bDTSTART;VALUE=DATE:20260101\u2028🎉\\n,;" + "ü" * 100
    change(app, ada, name=evil)
    follow_up(make, ada, title=evil, hint=evil)
    make.event(alice, summary=evil, location=evil, description=evil)
    written = client.get(ADDRESS).data
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    calendar = Calendar.from_ical(written)
    assert sorted(str(event["UID"]).split("-")[0] for event in calendar.events) == ["event", "follow"]
    assert "🎉\\n,;ü" in calendar.events[0]["SUMMARY"]


def test_an_event_that_someone_else_moves_moves(
    app: Flask, make: Make, client: FlaskClient, alice: User, bob: User, ada: Tie, now: time_machine.Traveller
) -> None:
    held: Event = make.event(bob, alice)
    [before] = fetched(client).events
    now.shift(5)
    change(app, held, starts_at=held.starts_at + timedelta(hours=1))
    [after] = fetched(client).events
    assert (after.start - before.start, after["SEQUENCE"] - before["SEQUENCE"]) == (timedelta(hours=1), 5)
