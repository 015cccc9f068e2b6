"""The page of a tie names who led to it, so a phone fetches it again when that is no longer so."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.ties.models import Tie
from tests.factories import Make
from tests.standing.story import introduced

LONG_AGO = now() - timedelta(days=30)


@pytest.fixture
def ties(app: Flask, make: Make, alice: User, bob: User, charlie: User) -> list[Tie]:
    """Alice's to Bob, met at an event, and to Charlie, whom Bob introduced; and one of no account."""
    to_bob = make.tie(alice, bob)
    make.encounter(to_bob, make.event(alice, updated_at=LONG_AGO))
    to_charlie, _theirs = introduced(make, bob, alice, charlie)
    with app.app_context():
        db.session.execute(db.update(Tie).values(created_at=LONG_AGO))
        db.session.commit()
    return [to_bob, to_charlie, make.tie(alice)]


@pytest.fixture
def gets(client_for: Callable[[User], FlaskClient], alice: User, ties: list[Tie]) -> Callable[[], dict[str, str]]:
    """By name the pages that the next answer brings; all have been fetched before."""
    client, has = client_for(alice), {}

    def ask() -> dict[str, str]:
        query: dict[str, Any] = {"since": has.get("version", 0), "at": has.get("at", ""), "shape": has.get("shape", "")}
        has.update(client.get("/sync", query_string=query).json)
        return {entry["title"]: entry["page"] for entry in has["ties"]}

    assert sorted(ask()) == ["Bob", "Charlie", "Grace Hopper"]
    return ask


def test_nothing_comes_while_nothing_changes(gets: Callable[[], dict[str, str]]) -> None:
    assert gets() == {}


def test_a_connector_with_another_name_comes_with_whom_they_introduced(
    client_for: Callable[[User], FlaskClient], gets: Callable[[], dict[str, str]], alice: User, ties: list[Tie]
) -> None:
    client_for(alice).post(f"/ties/{ties[0].id}", data={"name": "Robert"})
    assert "Robert" in gets()["Charlie"]


def test_a_connector_who_is_removed_is_named_no_more(
    client_for: Callable[[User], FlaskClient], gets: Callable[[], dict[str, str]], alice: User, ties: list[Tie]
) -> None:
    client_for(alice).delete(f"/ties/{ties[0].id}")
    assert "Somebody who is not among your ties any more" in gets()["Charlie"]


def test_an_event_with_another_name_comes_with_whom_it_led_to(
    app: Flask, gets: Callable[[], dict[str, str]], ties: list[Tie]
) -> None:
    with app.app_context():
        db.session.execute(db.update(Event).values(summary="EuroPython", updated_at=now()))
        db.session.commit()
    assert "EuroPython" in gets()["Charlie"]
