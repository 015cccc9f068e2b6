"""Whoever travels goes by the clocks there with one tap: the same days, the same hour, nothing at night."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.prompts.models import Alarm
from tests.clients import text_of
from tests.factories import Make, follow_ups_of

ClientFor = Callable[[User], FlaskClient]
WHERE = "/settings/time-zone"


@pytest.fixture
def dana(make: Make) -> User:
    return make.user(time_zone="Europe/Berlin", preferred_hour=9)


def stored(app: Flask, user: User) -> User:
    with app.app_context():
        return db.session.get_one(User, user.id)


@pytest.mark.parametrize("zone", [
    "Europe/Lisbon", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca",
    "Pacific/Kiritimati", "Pacific/Pago_Pago",  # east and west over the date line
])
def test_open_steps_keep_their_day_and_come_up_at_the_same_hour_there(
    app: Flask, make: Make, client_for: ClientFor, dana: User, zone: str
) -> None:
    tie = make.tie(dana)
    days = [row.due_on for row in make.follow_ups(tie)]
    assert client_for(dana).post(WHERE, data={"time_zone": zone}).location == "/"
    rows = follow_ups_of(app, tie)
    assert [row.due_on for row in rows] == days
    for row in rows:
        assert row.due_at == datetime.combine(row.due_on, time(9), ZoneInfo(zone)).astimezone(UTC)


def test_a_day_the_person_chose_travels_along(app: Flask, make: Make, client_for: ClientFor, dana: User) -> None:
    tie, client = make.tie(dana), client_for(dana)
    row = make.follow_ups(tie)[0]
    client.post(f"/follow-ups/{row.id}/snooze", data={"until": "next week"})
    chosen = follow_ups_of(app, tie)[0].snoozed_until
    client.post(WHERE, data={"time_zone": "Asia/Tokyo"})
    with app.app_context():
        moved = db.session.get_one(FollowUp, row.id)
    assert chosen and moved.snoozed_until == chosen
    assert moved.due_at == datetime.combine(chosen, time(9), ZoneInfo("Asia/Tokyo"))


def test_the_alarm_is_set_anew(app: Flask, make: Make, client_for: ClientFor, dana: User) -> None:
    make.saved(Alarm(user_id=dana.id, next_at=datetime(2030, 1, 1, tzinfo=UTC)))
    client_for(dana).post(WHERE, data={"time_zone": "Asia/Tokyo"})
    with app.app_context():
        assert db.session.scalars(select(Alarm.next_at)).one() <= now()


def test_it_is_said_and_can_be_undone(app: Flask, client_for: ClientFor, dana: User) -> None:
    client = client_for(dana)
    client.post(WHERE, data={"time_zone": "America/Argentina/Buenos_Aires"})
    page = client.get("/")
    assert "From now on at 9:00 in Buenos Aires." in text_of(page)
    undo = f"{WHERE}?time_zone=Europe/Berlin&amp;next=/"
    assert f'action="{undo}"' in page.text
    client.post(undo.replace("&amp;", "&"))
    assert stored(app, dana).time_zone == "Europe/Berlin"


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../UTC", "Europe", "x" * 500, "\0", None])
def test_what_is_no_zone_is_refused_and_changes_nothing(
    app: Flask, client_for: ClientFor, dana: User, zone: str | None
) -> None:
    answer = client_for(dana).post(WHERE, data={"time_zone": zone} if zone is not None else {})
    assert (answer.status_code, stored(app, dana).time_zone) == (422, "Europe/Berlin")


def test_today_has_the_question_ready_for_a_phone_that_is_elsewhere(client_for: ClientFor, dana: User) -> None:
    page = client_for(dana).get("/").text
    assert '<travel-offer class="section" zone="Europe/Berlin" hidden>' in page
    assert "You seem to be in {place}: remind me at 9:00 there?" in page
