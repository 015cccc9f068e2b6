"""The chain that led to a tie: the event, and who introduced whom."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as listening

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.my.closing import close_account
from networking_app.standing.doors import doors
from networking_app.standing.provenance import Origin, origin_of, origins_of
from networking_app.ties.models import Tie
from tests.factories import Make
from tests.standing.story import introduced, made


def told(app: Flask, tie: Tie) -> list[str]:
    """The names on the chain, the event first."""
    with app.app_context():
        origin = origin_of(db.session.get_one(Tie, tie.id))
        return [*([origin.place.summary] if origin.place else []), *(person.name for person in origin.people)]


def test_somebody_met_at_an_event_was_reached_there(app: Flask, make: Make, alice: User, bob: User) -> None:
    tie = make.tie(alice, bob)
    make.encounter(tie, make.event(alice, summary="EuroPython"), met_at=now())
    make.encounter(tie, make.event(alice, summary="PyData"), met_at=now() - timedelta(days=400))
    assert told(app, tie) == ["PyData", "Bob"]


def test_a_later_event_tells_nothing_of_somebody_first_met_at_none(
    app: Flask, make: Make, alice: User, bob: User
) -> None:
    tie = make.tie(alice, bob)
    make.encounter(tie, met_at=now() - timedelta(days=1))
    make.encounter(tie, make.event(alice))
    assert told(app, tie) == ["Bob"]


def test_introductions_lead_back_to_the_event_where_the_first_was_met(
    app: Flask, make: Make, alice: User, bob: User, charlie: User
) -> None:
    dana = make.user("Dana")
    make.encounter(make.tie(alice, bob), make.event(alice, bob))
    to_charlie, back = introduced(make, bob, alice, charlie)
    _hers, to_dana = introduced(make, charlie, dana, alice)
    assert told(app, to_charlie) == ["PyData", "Bob", "Charlie"]
    assert told(app, to_dana) == ["PyData", "Bob", "Charlie", "Dana"]
    assert told(app, back) == ["Alice"], "Charlie holds no tie to Bob"


def test_somebody_met_already_was_not_reached_by_an_introduction(
    app: Flask, make: Make, alice: User, bob: User, charlie: User
) -> None:
    make.tie(alice, charlie)
    tie = make.tie(alice, bob)
    made(make, charlie, tie, make.tie(bob, alice))
    assert told(app, tie) == ["Bob"]


@pytest.mark.parametrize("who", ["Bob", "Charlie"])
def test_who_closes_their_account_stays_on_the_chain_by_the_name_they_are_known_by(
    app: Flask, make: Make, alice: User, bob: User, charlie: User, who: str
) -> None:
    make.encounter(make.tie(alice, bob), make.event(alice, bob))
    tie, _theirs = introduced(make, bob, alice, charlie)
    with app.app_context():
        close_account({"Bob": bob, "Charlie": charlie}[who].id)
        db.session.commit()
        [connector] = doors(alice.id).connectors
    assert told(app, tie) == ["PyData", "Bob", "Charlie"] and connector.people == 1


def test_two_who_introduced_each_other_lead_nowhere_else(
    app: Flask, make: Make, alice: User, bob: User, charlie: User
) -> None:
    to_charlie = make.tie(alice, charlie, origin="introduction")
    to_bob, _theirs = introduced(make, charlie, alice, bob)
    made(make, bob, to_charlie, make.tie(charlie, alice))
    assert told(app, to_bob) == ["Charlie", "Bob"]


def test_many_ties_are_asked_about_as_seldom_as_one(
    app: Flask, make: Make, alice: User, bob: User, charlie: User
) -> None:
    make.encounter(make.tie(alice, bob), make.event(alice, bob))
    introduced(make, bob, alice, charlie)
    for name in "defg":
        introduced(make, charlie, alice, make.user(name))
    asked: list[str] = []
    with app.app_context():
        ties = db.session.scalars(Tie.held_by(alice.id)).all()
        engine, hear = db.engine, lambda *about: asked.append(about[2])
        listening.listen(engine, "before_cursor_execute", hear)
        found = origins_of(alice.id, ties)
        listening.remove(engine, "before_cursor_execute", hear)
    assert len(found) == 6 and len(asked) == 2
    assert {len(origin.people) for origin in found.values()} == {1, 2, 3} and isinstance(found[ties[0].id], Origin)


def test_the_page_tells_it_as_sentences(
    client_for: FlaskClient, make: Make, alice: User, bob: User, charlie: User
) -> None:
    make.encounter(make.tie(alice, bob), make.event(alice, bob))
    tie, _theirs = introduced(make, bob, alice, charlie)
    page = client_for(alice).get(f"/ties/{tie.id}").text
    words = " ".join(page.partition('<ol class="chain">')[2].partition("</ol>")[0].split())
    for tag in ("bdi", "b"):
        words = words.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    assert "PyData" in words and "There you met" in words and "Bob introduced you to" in words


def test_a_connector_who_is_no_tie_any_more_is_not_named(
    client_for: FlaskClient, make: Make, alice: User, bob: User, charlie: User
) -> None:
    tie, _theirs = introduced(make, bob, alice, charlie)
    page = client_for(alice).get(f"/ties/{tie.id}").text
    assert "Somebody who is not among your ties any more" in page and "Bob" not in page
