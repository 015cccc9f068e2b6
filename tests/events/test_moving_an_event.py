"""Moving an event moves what follows it."""

from collections.abc import Callable
from datetime import date, timedelta

from flask import Flask
from flask.testing import FlaskClient

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.follow_ups.models import FollowUp
from networking_app.follow_ups.planning import next_day_on
from tests.factories import Make, follow_ups_of

Clients = Callable[[User], FlaskClient]


def move(client: FlaskClient, event: Event, by: timedelta) -> None:
    times = {name: f"{at + by:%Y-%m-%dT%H:%M}" for name, at in (("starts", event.starts_at), ("ends", event.ends_at))}
    answer = client.post(f"/events/{event.id}/edit", data={"summary": "PyData", "time_zone": "UTC", **times})
    assert answer.status_code == 303


def expected(row: FollowUp, by: int, days_off: int = 0b1100000) -> date:
    return next_day_on(row.planned_on + timedelta(days=by), days_off)


def test_open_follow_ups_of_everybody_move_with_the_event(
    app: Flask, client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    fridays_off = make.user("Farid", days_off=0b0010000, time_zone="Asia/Tehran")
    event = make.event(alice, bob, fridays_off)
    ties = {0b1100000: make.tie(bob, alice), 0b0010000: make.tie(fridays_off, alice)}
    before = {days_off: make.follow_ups(tie, event) for days_off, tie in ties.items()}
    move(client_for(alice), event, timedelta(days=3))
    for days_off, tie in ties.items():
        after = follow_ups_of(app, tie)
        assert [row.due_on for row in after] == [expected(row, 3, days_off) for row in before[days_off]]
        assert all(row.change_seq > old.change_seq for row, old in zip(after, before[days_off], strict=True))


def test_what_the_person_has_touched_stays(
    app: Flask, client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    event, tie = make.event(alice, bob), make.tie(bob, alice)
    done, skipped, put_off, _open = make.follow_ups(tie, event)
    client = client_for(bob)
    client.post(f"/follow-ups/{done.id}/completion")
    client.post(f"/follow-ups/{skipped.id}/skip")
    client.post(f"/follow-ups/{put_off.id}/snooze", data={"until": "next week"})
    before = follow_ups_of(app, tie)
    move(client_for(alice), event, timedelta(days=14))
    after = follow_ups_of(app, tie)
    assert [(row.due_on, row.due_at, row.change_seq) for row in after[:3]] == [
        (row.due_on, row.due_at, row.change_seq) for row in before[:3]
    ]
    assert after[3].due_on == expected(before[3], 14)


def test_a_copy_of_the_plan_moves_by_its_own_steps(
    app: Flask, client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    event, tie = make.event(alice, bob), make.tie(bob, alice)
    make.follow_ups(tie, event)
    own = {"key": "thanks", "days": "10", "title": "Mine", "hint": "", "condition": "always"}
    client_for(bob).post(f"/events/{event.id}/plan", data=own)
    move(client_for(alice), event, timedelta(days=2))
    row = next(row for row in follow_ups_of(app, tie) if not row.withdrawn_at)
    assert (row.title, row.planned_on) == ("Mine", event.day + timedelta(days=12))


def test_other_events_and_other_hours_of_the_same_day_change_nothing(
    app: Flask, client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    noon = now().replace(hour=12, minute=0, second=0, microsecond=0)
    event = make.event(alice, bob, starts_at=noon, ends_at=noon + timedelta(hours=2))
    other = make.event(alice, bob)
    tie, elsewhere = make.tie(bob, alice), make.tie(bob)
    before, there = make.follow_ups(tie, event), make.follow_ups(elsewhere, other)
    move(client_for(alice), event, timedelta(hours=1))
    assert [row.change_seq for row in follow_ups_of(app, tie)] == [row.change_seq for row in before]
    move(client_for(alice), event, timedelta(days=5))
    assert [row.due_on for row in follow_ups_of(app, elsewhere)] == [row.due_on for row in there]
