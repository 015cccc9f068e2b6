"""`flask seed`: what a newcomer finds after `make demo`."""

from datetime import timedelta

from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from networking_app.accounts.models import Outgoing, User
from networking_app.clock import now
from networking_app.demo.commands import PASSWORD, seed_command
from networking_app.demo.people import PEOPLE
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.ties.models import Tie
from tests.clients import Client


def seed(app: Flask, *arguments: str) -> Result:
    result = app.test_cli_runner().invoke(seed_command, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_the_demo_fills_a_meetup_and_the_today_of_its_people_without_mailing_once(app: Flask) -> None:
    said = seed(app).output
    assert PASSWORD in said
    assert all(person.handle in said for person in PEOPLE)
    before = counted(app)
    assert before["users"] == 30
    assert "is here already" in seed(app).output
    assert counted(app) == before
    with app.app_context():
        held = db.session.scalars(select(func.count()).where(Tie.origin.in_(("badge", "tie back")))
                                  .group_by(Tie.owner_id)).all()
        with_something_to_do = db.session.scalars(select(FollowUp.owner_id).where(FollowUp.is_open()).distinct()).all()
        waiting = db.session.scalar(select(func.count()).select_from(Outgoing))
    assert sorted(held)[-3:] == [15, 15, 15]
    assert (len(held), min(held), sorted(held)[-4]) == (30, 3, 8)
    assert len(with_something_to_do) == 30
    assert waiting == 0
    signs_in_to_a_filled_today(app)


def signs_in_to_a_filled_today(app: Flask) -> None:
    browser = Client(app)
    answer = browser.post("/sign-in", data={"email": PEOPLE[0].email, "password": PASSWORD})
    assert answer.status_code == 303
    today = browser.get("/").text
    assert "Polyglot Web Night #12" in today
    with app.app_context():
        past = db.session.scalars(select(Event.id).where(Event.ends_at < now() - timedelta(days=2))).one()
    assert "/completion" in browser.get(f"/events/{past}/follow-ups").text
    assert "tie-kept" in browser.get("/ties?quiet=1").text


def test_one_named_account_can_be_made(app: Flask) -> None:
    assert seed(app, "--user", "Tess", "tess@example.org", "a good long password").exit_code == 0
    answer = Client(app).post("/sign-in", data={"email": "tess@example.org", "password": "a good long password"})
    assert answer.status_code == 303
    assert seed(app, "--user", "Tess", "tess@example.org", "a good long password").exit_code == 1


def counted(app: Flask) -> dict[str, int]:
    with app.app_context():
        tables = (User, Event, Tie, FollowUp)
        return {table.__tablename__: db.session.scalar(select(func.count()).select_from(table)) or 0
                for table in tables}
