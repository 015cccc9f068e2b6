"""Name, zone, hour and days off; open follow-ups keep step, what the person chose stays."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from tests.factories import Make

ClientFor = Callable[[User], FlaskClient]
KEPT = {"name": "Alice", "time_zone": "UTC", "preferred_hour": "9", "days_off": ["5", "6"]}
SATURDAY, SUNDAY, MONDAY = date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 9)


def save(client: FlaskClient, **changed: Any) -> int:
    return client.post("/settings", data={**KEPT, **changed}).status_code


def stored(app: Flask) -> User:
    with app.app_context():
        return db.session.scalars(select(User)).one()


def step(make: Make, owner: User, **columns: Any) -> FollowUp:
    """Planned for a Saturday, moved to the Monday after by the usual days off, at nine in UTC."""
    given = {"owner_id": owner.id, "tie_id": make.tie(owner).id, "step_key": "thanks", "position": 0, "title": "Thanks",
             "condition": "always", "planned_on": SATURDAY, "due_on": MONDAY,
             "due_at": datetime(2026, 3, 9, 9, tzinfo=UTC)}
    return make.saved(FollowUp(**{**given, **columns}))


def after(app: Flask, row: FollowUp) -> FollowUp:
    with app.app_context():
        return db.session.get_one(FollowUp, row.id)


def test_what_is_saved_is_kept(app: Flask, client_for: ClientFor, alice: User) -> None:
    client = client_for(alice)
    assert save(client, name="Ally", time_zone="Asia/Kolkata", preferred_hour="0", days_off=["4"]) == 303
    user = stored(app)
    assert (user.name, user.time_zone, user.preferred_hour, user.days_off) == ("Ally", "Asia/Kolkata", 0, 1 << 4)
    page = client.get("/settings").text
    assert '<option value="Asia/Kolkata" selected>' in page and '<option value="0" selected>' in page
    assert page.count("checked") == 1


def test_the_name_in_the_code_is_on_until_it_is_switched_off(app: Flask, client_for: ClientFor, alice: User) -> None:
    client, switched_on = client_for(alice), 'name="name_in_code" value="1" checked'
    assert switched_on in client.get("/settings").text
    before = client.get("/offline-pages").json["version"]
    assert save(client) == 303
    assert not stored(app).name_in_code and switched_on not in client.get("/settings").text
    assert client.get("/offline-pages").json["version"] != before
    assert save(client, name_in_code="1") == 303
    assert stored(app).name_in_code


def test_no_day_off_is_a_choice_too(app: Flask, client_for: ClientFor, alice: User) -> None:
    assert save(client_for(alice), days_off=[]) == 303
    assert stored(app).days_off == 0


@pytest.mark.parametrize("changed", [
    {"name": ""}, {"name": "x" * 300}, {"name": "a\0b"}, {"time_zone": ""}, {"time_zone": "Mars/Olympus"},
    {"time_zone": "../UTC"}, {"time_zone": "Europe"}, {"preferred_hour": "24"}, {"preferred_hour": "-1"},
    {"preferred_hour": "nine"}, {"preferred_hour": "9" * 40}, {"preferred_hour": ""}, {"days_off": ["7"]},
    {"days_off": ["x"]}, {"days_off": [str(day) for day in range(7)]}, {"days_off": ["9" * 40]},
])
def test_what_is_not_right_is_said_and_nothing_changes(
    app: Flask, client_for: ClientFor, alice: User, changed: dict[str, Any]
) -> None:
    typed = {**KEPT, "name": "Typed name", **changed}
    answer = client_for(alice).post("/settings", data=typed)
    assert answer.status_code == 422
    assert "One thing to put right" in answer.text
    if "name" not in changed:
        assert 'value="Typed name"' in answer.text
    assert (stored(app).name, stored(app).time_zone) == ("Alice", "UTC")


def test_another_zone_and_hour_move_the_instant(app: Flask, make: Make, client_for: ClientFor, alice: User) -> None:
    row = step(make, alice)
    save(client_for(alice), time_zone="Europe/Berlin", preferred_hour="18")
    moved = after(app, row)
    assert (moved.due_on, moved.due_at) == (MONDAY, datetime(2026, 3, 9, 17, tzinfo=UTC))
    assert moved.change_seq > row.change_seq


@pytest.mark.parametrize(("days_off", "due_on"), [
    ([], SATURDAY), (["5"], SUNDAY), (["5", "6", "0"], date(2026, 3, 10))
])
def test_other_days_off_date_it_anew_from_the_planned_day(
    app: Flask, make: Make, client_for: ClientFor, alice: User, days_off: list[str], due_on: date
) -> None:
    row = step(make, alice)
    save(client_for(alice), days_off=days_off)
    assert after(app, row).due_on == due_on


def test_a_day_the_person_chose_stays(app: Flask, make: Make, client_for: ClientFor, alice: User) -> None:
    row = step(make, alice, snoozed_until=date(2026, 3, 14), due_at=datetime(2026, 3, 14, 9, tzinfo=UTC))
    save(client_for(alice), days_off=[], preferred_hour="7")
    moved = after(app, row)
    assert (moved.snoozed_until, moved.due_on) == (date(2026, 3, 14), MONDAY)
    assert moved.due_at == datetime(2026, 3, 14, 7, tzinfo=UTC)


@pytest.mark.parametrize("closed", ["completed_at", "skipped_at", "withdrawn_at"])
def test_what_is_closed_is_left_alone(
    app: Flask, make: Make, client_for: ClientFor, alice: User, closed: str
) -> None:
    row = step(make, alice, **{closed: now()})
    save(client_for(alice), days_off=[], time_zone="Asia/Tokyo")
    assert (after(app, row).due_on, after(app, row).due_at) == (row.due_on, row.due_at)


def test_other_peoples_stay_as_they_are(
    app: Flask, make: Make, client_for: ClientFor, alice: User, bob: User
) -> None:
    row = step(make, bob)
    save(client_for(alice), days_off=[], time_zone="Asia/Tokyo")
    assert after(app, row).due_at == row.due_at


def test_saving_without_a_change_numbers_nothing(app: Flask, make: Make, client_for: ClientFor, alice: User) -> None:
    row = step(make, alice)
    save(client_for(alice))
    assert after(app, row).change_seq == row.change_seq
