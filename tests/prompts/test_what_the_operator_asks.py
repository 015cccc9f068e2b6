"""`flask outgoing` and `flask follow-ups`: ids, kinds and counts, and never whom it was for."""

import json
from datetime import timedelta

import pytest
import time_machine
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from networking_app.accounts.models import Outgoing, User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.prompts import alarms
from networking_app.prompts.models import Alarm
from networking_app.prompts.queue import MOST_ATTEMPTS, tidy
from tests.factories import Make
from tests.prompts.test_ringing import MONDAY, World, at

SECRET = "dana@example.org"  # noqa: S105


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=[*arguments])


def queued(make: Make, **columns: object) -> Outgoing:
    return make.saved(Outgoing(kind="reset", payload={"email": SECRET}, **columns))


@pytest.fixture
def dead(make: Make) -> Outgoing:
    return queued(make, done_at=now(), attempts=12, error="ConnectionRefusedError")


def test_the_status_counts_what_waits_and_what_came_of_the_rest(app: Flask, make: Make, dead: Outgoing) -> None:
    minute = timedelta(minutes=1)
    queued(make, due_at=now() - 5 * minute)
    queued(make, due_at=now() - minute)
    queued(make, claimed_until=now() + minute, due_at=now() - 9 * minute)
    queued(make, due_at=now() + minute, attempts=2, error="TimeoutError")
    queued(make, done_at=now())
    figures = json.loads(run(app, "outgoing", "status", "--json").output)
    assert 300 <= figures.pop("lag_seconds") < 360
    assert figures == {"people_due": 0, "due": 2, "claimed": 1, "sent": 1, "failed": 1, "dead": 1}
    assert "dead         1" in run(app, "outgoing", "status").output


def test_an_alarm_that_ought_to_have_rung_counts_as_late(app: Flask, make: Make, alice: User) -> None:
    make.saved(Alarm(user_id=alice.id, next_at=now() - timedelta(hours=1)))
    figures = json.loads(run(app, "outgoing", "status", "--json").output)
    assert figures["people_due"] == 1 and 3600 <= figures["lag_seconds"] < 3660


def test_what_was_given_up_is_listed_without_addresses(app: Flask, dead: Outgoing) -> None:
    assert run(app, "outgoing", "dead").output == f"{dead.id} reset ConnectionRefusedError\n"


@pytest.mark.parametrize("everything", [True, False])
def test_what_was_given_up_can_be_tried_again(app: Flask, make: Make, dead: Outgoing, everything: bool) -> None:
    other = queued(make, done_at=now())
    said = run(app, "outgoing", "retry", "--all" if everything else str(dead.id))
    assert said.output == "1 will be tried again.\n"
    with app.app_context():
        row = db.session.get_one(Outgoing, dead.id)
        assert (row.done_at, row.attempts, row.error, row.payload) == (None, 0, None, {"email": SECRET})
        assert db.session.get_one(Outgoing, other.id).done_at


@pytest.mark.parametrize("arguments", [(), ("7",), ("7", "--all"), ("seven",)])
def test_a_retry_of_nothing_is_said(app: Flask, arguments: tuple[str, ...]) -> None:
    said = run(app, "outgoing", "retry", *arguments)
    assert said.exit_code != 0 and "Error" in said.output


def test_what_kept_killing_its_worker_is_a_dead_letter_that_keeps_what_it_carried(app: Flask, make: Make) -> None:
    queued(make, attempts=MOST_ATTEMPTS, claimed_until=now() - timedelta(seconds=1))
    with app.app_context():
        tidy()
        db.session.commit()
        row = db.session.scalars(select(Outgoing)).one()
    assert row.error == "abandoned" and row.done_at and row.payload == {"email": SECRET}


def test_the_forecast_says_what_would_go_and_changes_nothing(app: Flask, make: Make, alice: User) -> None:
    world = World(app, make)
    step = world.follow_up(alice, MONDAY)
    with time_machine.travel(at(MONDAY), tick=False):
        for _again in range(2):
            assert run(app, "follow-ups", "due", "--dry-run").output == (
                f"person {alice.id} digest at 2026-11-23T09:00Z follow-ups {step.id}\n1 to send, with 1 follow-ups\n")
            with app.app_context():
                alarms.enrol()
                db.session.commit()
    assert len(world.work(at(MONDAY))) == 1
    with time_machine.travel(at(MONDAY), tick=False):
        assert run(app, "follow-ups", "due", "--dry-run").output == "0 to send, with 0 follow-ups\n"


def test_only_the_worker_prompts(app: Flask) -> None:
    assert run(app, "follow-ups", "due").exit_code == 2
