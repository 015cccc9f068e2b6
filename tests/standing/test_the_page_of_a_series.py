"""A series has a name and a page: its events, whom one met at each of them, and what its organizers do with it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event as sqlalchemy_event

from networking_app.accounts.models import Block, User
from networking_app.clock import now
from networking_app.events.models import Attendance, Event, EventSeries, Target
from networking_app.extensions import Base, db
from networking_app.standing.aims import wanted_at
from networking_app.standing.in_series import parts_of
from networking_app.ties.models import Encounter, Tie
from tests.clients import text_of
from tests.factories import Make

Clients = Callable[[User], FlaskClient]


def on(days: int) -> dict[str, Any]:
    return {"starts_at": now() + timedelta(days=days), "ends_at": now() + timedelta(days=days, hours=3)}


@pytest.fixture
def series(make: Make) -> EventSeries:
    return make.saved(EventSeries(summary="Polyglot Nights"))


def test_past_and_to_come_with_whom_i_met_and_found(
    client_for: Clients, make: Make, alice: User, bob: User, series: EventSeries
) -> None:
    past, coming = (make.event(alice, bob, summary=name, series_id=series.id, kind="club", **on(days))
                    for name, days in (("Night one", -9), ("Night two", 9)))
    make.encounter(make.tie(alice, bob), past)
    make.encounter(make.tie(alice), past)
    for text in ("a printer", "somebody who sings"):
        make.saved(Target(owner_id=alice.id, event_id=past.id, text=text, found_at=now() if "a" in text[:1] else None))
    hers = client_for(alice)
    said = text_of(hers.get(f"/series/{series.id}"))
    assert "Polyglot Nights" in said and said.index("To come") < said.index("Night two") < said.index("Night one")
    assert "Club · " in said and "2 people met 1 of 2 found" in said
    for event in (past, coming):
        assert f'href="/series/{series.id}"' in hers.get(f"/events/{event.id}").text
    assert "met" not in text_of(client_for(bob).get(f"/series/{series.id}")).split("Night two")[1]


def test_who_attends_one_may_join_those_to_come_and_sees_no_other(
    client: FlaskClient, client_for: Clients, make: Make, alice: User, bob: User, charlie: User, series: EventSeries
) -> None:
    old, mine, off, coming = (make.event(alice, summary=name, series_id=series.id, **columns) for name, columns in (
        ("Old", on(-20)), ("Mine", on(-9)), ("Off", on(5) | {"cancelled_at": now()}), ("Coming", on(9))))
    make.attendance(mine, bob)
    page = client_for(bob).get(f"/series/{series.id}")
    said = text_of(page)
    assert "Mine" in said and "Coming" in said and "Old" not in said and "Off" not in said
    assert f'href="/join/{coming.join_code}"' in page.text and f'href="/events/{mine.id}"' in page.text
    assert not any(event.join_code in page.text for event in (old, mine, off))
    assert client_for(charlie).get(f"/series/{series.id}").status_code == 404
    assert client.get(f"/series/{series.id}").status_code == 302


def test_an_organizer_begins_names_links_and_unlinks_by_one_tap_each(
    app: Flask, client_for: Clients, make: Make, alice: User
) -> None:
    first, second = make.event(alice, summary="One", **on(-9)), make.event(alice, summary="Two", **on(9))
    hers = client_for(alice)
    assert "Begin a series" in text_of(hers.get(f"/events/{first.id}"))
    place = hers.post(f"/events/{first.id}/series").location
    assert hers.post(f"/events/{first.id}/series").location == place
    assert "One Save" not in text_of(hers.get(place)) and 'value="One"' in hers.get(place).text
    linked = f"{place}/events/{second.id}"
    assert f'action="{linked}"' in hers.get(place).text and hers.post(linked).status_code == 303
    hers.post(place, data={"summary": " Nights  of  One "})
    assert "Nights of One" in text_of(hers.get(f"/events/{second.id}"))
    with app.app_context():
        assert [event.series_id for event in db.session.scalars(db.select(Event))] == [int(place.split("/")[-1])] * 2
    assert hers.delete(linked).location == place and "Series" not in text_of(hers.get(f"/events/{second.id}"))
    assert hers.delete(f"{place}/events/{first.id}").location == f"/events/{first.id}"
    assert hers.get(place).status_code == 404


@pytest.mark.only("sqlite")
def test_a_name_that_cannot_be_kept_is_said_and_nothing_is_lost(
    client_for: Clients, make: Make, alice: User, series: EventSeries
) -> None:
    make.event(alice, series_id=series.id)
    for name in ("", "  ", "x" * 121, "a\x00b"):
        answer = client_for(alice).post(f"/series/{series.id}", data={"summary": name})
        assert answer.status_code == 422 and 'id="summary-error"' in answer.text
    assert "Polyglot Nights" in text_of(client_for(alice).get(f"/series/{series.id}"))


@pytest.mark.only("sqlite")
def test_only_organizers_change_it_and_only_with_their_own_free_events(
    client_for: Clients, make: Make, alice: User, bob: User, charlie: User, series: EventSeries
) -> None:
    event, bobs = make.event(alice, bob, charlie, series_id=series.id), make.event(bob, alice)
    other = make.saved(EventSeries(summary="Other"))
    elsewhere = make.event(alice, series_id=other.id)
    place = f"/series/{series.id}"
    assert "You organize this" not in text_of(client_for(bob).get(place))
    for who in (bob, charlie):
        answers = [client_for(who).post(place, data={"summary": "Mine"}),
                   client_for(who).post(f"{place}/events/{bobs.id}"),
                   client_for(who).delete(f"{place}/events/{event.id}"),
                   client_for(who).post(f"/events/{event.id}/series")]
        assert [answer.status_code for answer in answers] == [404] * 4
    for theirs in (bobs, elsewhere):
        assert client_for(alice).post(f"{place}/events/{theirs.id}").status_code == 404
    client_for(alice).delete(f"{place}/events/{elsewhere.id}")
    assert "Other" in text_of(client_for(alice).get(f"/events/{elsewhere.id}"))


def test_a_long_series_comes_in_pages_of_as_many_questions(
    app: Flask, client_for: Clients, make: Make, alice: User, bob: User, series: EventSeries
) -> None:
    hers, place, tie = client_for(alice), f"/series/{series.id}", make.tie(alice, bob)
    asked = []
    for numbers in (range(1), range(1, 22)):
        for number in numbers:
            event = make.event(alice, summary=f"Night {number:02}", series_id=series.id, **on(-number - 1))
            make.encounter(tie, event)
            make.saved(Target(owner_id=alice.id, event_id=event.id, text="a printer"))
        asked.append(questions_for(app, lambda: hers.get(place)))
    assert asked[0] == asked[1] <= 14
    first, second = hers.get(place).text, hers.get(f"{place}?from=20").text
    assert "Night 19" in first and "Night 20" not in first and "from=20" in first
    assert "Night 20" in second and "Night 21" in second and "from=40" not in second
    assert "That is all of them" in hers.get(f"{place}?from=99999999999999999999").text


def questions_for(app: Flask, ask: Callable[[], object]) -> int:
    heard: list[str] = []
    with app.app_context():
        engine = db.engine
    listen = lambda *arguments: heard.append(arguments[2])  # noqa: E731
    sqlalchemy_event.listen(engine, "before_cursor_execute", listen)
    try:
        ask()
    finally:
        sqlalchemy_event.remove(engine, "before_cursor_execute", listen)
    return len(heard)


people = st.integers(0, 2)
drawn = st.fixed_dictionaries({
    "met": st.sets(st.tuples(st.integers(0, 2), people)), "known": st.sets(people), "blocked": st.sets(people),
    "wanted": st.sets(st.tuples(st.integers(0, 2), people)), "marked": st.sets(st.tuples(st.integers(0, 2), people)),
})


@given(world=drawn)
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_its_numbers_are_those_of_a_recount(app: Flask, world: dict[str, set[Any]]) -> None:
    tied = world["known"] | {person for _event, person in world["met"]}

    def added(row: Any) -> int:
        db.session.add(row)
        db.session.flush()
        return int(row.id)

    with app.app_context():
        me, *others = (added(User(name=f"P{number}", password_hash="")) for number in range(4))
        series_id = added(EventSeries(summary="S"))
        events = [added(Event(summary="E", time_zone="UTC", join_code=f"j{day}", series_id=series_id, **on(day)))
                  for day in range(-3, 0)]
        ties = {one: added(Tie(owner_id=me, peer_user_id=others[one], name="P", origin="badge")) for one in tied}
        rows: list[Base] = [Attendance(event_id=event, user_id=me) for event in events]
        rows += [Encounter(owner_id=me, tie_id=ties[one], event_id=events[event], met_at=now())
                 for event, one in world["met"]]
        rows += [Block(blocker_id=others[one], blocked_id=me) for one in world["blocked"]]
        rows += [Target(owner_id=me, event_id=events[event], wanted_user_id=others[one],
                        found_at=now() if (event, one) in world["marked"] else None) for event, one in world["wanted"]]
        db.session.add_all(rows)
        db.session.flush()
        parts = parts_of(me, series_id, 9)
        seen = [(part.met, part.wanted, part.found) for part in parts]
        aims = [wanted_at(me, part.event) for part in parts]
        on_the_page_of_aims = [(len(wanted), sum(one.found for one in wanted)) for wanted in aims]
        db.session.rollback()
    expected = []
    for event in range(3):
        wanted = {one for at, one in world["wanted"] if at == event and one not in world["blocked"]}
        found = {one for one in wanted if one in tied or (event, one) in world["marked"]}
        expected.append((sum(at == event for at, _one in world["met"]), len(wanted), len(found)))
    assert seen == expected[::-1]
    assert on_the_page_of_aims == [(wanted, found) for _met, wanted, found in seen]
