"""The calendar of a person with 2,000 open follow-ups and 200 events in twelve zones, over HTTP.

    python -m bench.calendar_feed [sqlite] [postgresql]
"""

from contextlib import AbstractContextManager
from datetime import timedelta
from statistics import median

from flask import Flask
from flask_migrate import upgrade

from bench.hall import on_each
from bench.load import Request, drive, spread
from bench.servers import Server, gunicorn
from networking_app import create_app
from networking_app.accounts.models import User, hashed
from networking_app.clock import now
from networking_app.events.models import Attendance, Event
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.prompts.models import COMPONENTS, PromptSettings
from networking_app.ties.models import BY_HAND, Tie

TIES, STEPS, EVENTS, ROUNDS, REQUESTS, TARGET = 500, 4, 200, 5, 20, 150
SECRETS = {component: f"the-secret-of-the-calendar-with-every-{component}" for component in COMPONENTS}
CONDITIONS = ("always", "always", "always", "unanswered")
ZONES = (
    "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Sydney", "Africa/Lagos", "America/Sao_Paulo",
    "Asia/Kolkata", "Europe/London", "Pacific/Auckland", "America/Los_Angeles", "Africa/Cairo", "UTC",
)


def measure(name: str, database: AbstractContextManager[dict[str, str]]) -> None:
    with database as environment:
        app = create_app(environment)
        with app.app_context():
            upgrade()
            for component in COMPONENTS:
                fill(app, component)
        with gunicorn("wsgi:app", **environment) as server:
            for component in COMPONENTS:
                report(name, f"follow-ups as {component}", server, f"/calendar/{SECRETS[component]}.ics")
            report(name, "/livez, to compare", server, "/livez")


def fill(app: Flask, component: str) -> None:
    owner = User(name="Ada", password_hash="-", time_zone="Europe/Berlin")  # noqa: S106
    starts = [now() + timedelta(days=number - 100) for number in range(EVENTS)]
    events = [Event(summary=f"Meetup {number}", location="c-base, Berlin", description="Talks and pizza " * 10,
                    starts_at=at, ends_at=at + timedelta(hours=3), time_zone=ZONES[number % len(ZONES)],
                    join_code=f"{component}{number}") for number, at in enumerate(starts)]
    db.session.add_all([owner, *events])
    db.session.flush()
    db.session.add(PromptSettings(user_id=owner.id, feed_hash=hashed(SECRETS[component]), feed_component=component))
    db.session.add_all(Attendance(user_id=owner.id, event_id=event.id) for event in events)
    ties = [Tie(owner_id=owner.id, origin=BY_HAND, name=f"Grace Brewster Murray Hopper {n}") for n in range(TIES)]
    db.session.add_all(ties)
    db.session.flush()
    db.session.add_all(_follow_up(tie, events[tie.id % EVENTS], step) for tie in ties for step in range(STEPS))
    db.session.commit()


def _follow_up(tie: Tie, event: Event, step: int) -> FollowUp:
    due_at = now() + timedelta(days=tie.id % 400 - 100 + 7 * step)
    return FollowUp(owner_id=tie.owner_id, tie_id=tie.id, event_id=event.id, step_key=str(step), position=step,
                    title="Say thank you", hint="One line is enough: what you liked about your talk.",
                    condition=CONDITIONS[step], due_on=due_at.date(), due_at=due_at)


def times(server: Server, path: str) -> list[float]:
    """Milliseconds of so many requests, one after the other."""
    requests: list[Request] = [("GET", path, b"", {})] * REQUESTS
    load = drive(server.port, requests, connections=1)
    if load.statuses != {200: REQUESTS}:
        raise SystemExit(f"Not every calendar was written: {load.statuses}")
    return list(load.times)


def report(name: str, label: str, server: Server, path: str) -> None:
    """Print the CPU of a request and how long it takes, medians of the rounds after a first one."""
    times(server, path)
    before = server.cpu()
    found = [times(server, path) for _round in range(ROUNDS)]
    cpu = (server.cpu() - before) / ROUNDS / REQUESTS * 1000
    p50 = spread([median(one) for one in found], 1)
    print(f"{name:11} {label:24} cpu ms {cpu:.1f}  p50 ms {p50} (target {TARGET})", flush=True)


if __name__ == "__main__":
    on_each(measure)
