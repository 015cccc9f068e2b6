"""Whom and what an attendee wants to meet, and what of it goes on to the next event of a series."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.exceptions import NotFound

from networking_app.accounts.models import Block, User
from networking_app.clock import now
from networking_app.errors import DomainError
from networking_app.events.models import Attendance, Event, EventSeries, Target
from networking_app.events.organizing import leave
from networking_app.events.targets import MOST, carry_over, left_over, targets_of, want
from networking_app.extensions import db
from tests.factories import Make


def on(days: int) -> dict[str, Any]:
    return {"starts_at": now() + timedelta(days=days), "ends_at": now() + timedelta(days=days, hours=3)}


@pytest.fixture
def series(make: Make) -> EventSeries:
    return make.saved(EventSeries(summary="PyData"))


@pytest.fixture
def past(make: Make, series: EventSeries, bob: User) -> Event:
    return make.event(bob, series_id=series.id, **on(-30))


@pytest.fixture
def coming(make: Make, series: EventSeries, bob: User) -> Event:
    return make.event(bob, series_id=series.id, **on(2))


@pytest.fixture(autouse=True)
def session(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def listed(make: Make, event: Event, user: User) -> Attendance:
    return make.attendance(event, user, listed_at=now())


def texts(targets: list[Target]) -> list[tuple[str, int | None]]:
    return [(one.text, one.wanted_user_id) for one in targets]


def test_the_same_wish_twice_is_one(make: Make, alice: User, charlie: User, coming: Event) -> None:
    listed(make, coming, charlie)
    for _time in range(2):
        want(alice.id, coming.id, "somebody who runs Postgres")
        want(alice.id, coming.id, "Somebody who runs POSTGRES")
        want(alice.id, coming.id, "Charlie", charlie.id)
    assert texts(targets_of(alice.id, coming.id)) == [("somebody who runs Postgres", None), ("Charlie", charlie.id)]


def test_five_are_enough(alice: User, coming: Event) -> None:
    for number in range(MOST):
        want(alice.id, coming.id, f"topic {number}")
    with pytest.raises(DomainError) as refused:
        want(alice.id, coming.id, "a sixth")
    assert refused.value.status == 409
    assert want(alice.id, coming.id, "topic 0").text == "topic 0"


def test_only_who_is_in_the_list_can_be_wanted(make: Make, alice: User, charlie: User, coming: Event) -> None:
    make.attendance(coming, charlie)
    listed(make, coming, alice)
    for user_id in (charlie.id, alice.id, 999_999):
        with pytest.raises((DomainError, NotFound)) as refused:
            want(alice.id, coming.id, "x", user_id)
        assert getattr(refused.value, "status", 404) == 404
    assert targets_of(alice.id, coming.id) == []


@pytest.mark.parametrize("blocks", ["alice", "charlie"])
def test_a_block_takes_a_person_off_the_wishes_at_once(
    make: Make, alice: User, charlie: User, past: Event, coming: Event, blocks: str
) -> None:
    for event in (past, coming):
        listed(make, event, charlie)
    want(alice.id, past.id, "Charlie", charlie.id)
    db.session.commit()
    blocker, blocked = (alice, charlie) if blocks == "alice" else (charlie, alice)
    make.saved(Block(blocker_id=blocker.id, blocked_id=blocked.id))
    assert targets_of(alice.id, past.id) == left_over(alice.id, coming) == carry_over(alice.id, coming.id) == []
    with pytest.raises(DomainError):
        want(alice.id, coming.id, "Charlie", charlie.id)


def test_what_was_not_found_goes_on_once(make: Make, alice: User, past: Event, coming: Event) -> None:
    found, missed = want(alice.id, past.id, "the printer"), want(alice.id, past.id, "a job in Delft")
    found.found_at = now()
    assert left_over(alice.id, coming) == [missed]
    carried = carry_over(alice.id, coming.id)
    assert [one.carried_from_id for one in carried] == [missed.id]
    assert carry_over(alice.id, coming.id) == [] == left_over(alice.id, coming)


def test_a_person_goes_on_as_one_only_if_they_are_in_the_list_there(
    make: Make, alice: User, bob: User, charlie: User, past: Event, coming: Event
) -> None:
    dana = make.user("Dana")
    for event, person in ((past, charlie), (past, dana), (coming, charlie)):
        listed(make, event, person)
    make.attendance(coming, dana)
    for person in (charlie, dana):
        want(alice.id, past.id, person.name, person.id)
    assert texts(carry_over(alice.id, coming.id)) == [("Charlie", charlie.id), ("Dana", None)]


def test_a_person_without_words_who_is_not_there_does_not_go_on(
    make: Make, alice: User, charlie: User, past: Event, coming: Event
) -> None:
    listed(make, past, charlie)
    want(alice.id, past.id, "", charlie.id)
    assert left_over(alice.id, coming) == []


def test_whom_one_knows_by_now_is_not_looked_for(
    make: Make, alice: User, charlie: User, past: Event, coming: Event
) -> None:
    listed(make, past, charlie)
    found = {want(alice.id, past.id, "Charlie", charlie.id).id}
    assert left_over(alice.id, coming, found) == [] == carry_over(alice.id, coming.id, found)


def test_an_event_that_is_not_over_leaves_nothing_and_a_cancelled_one_does(
    make: Make, alice: User, bob: User, series: EventSeries, coming: Event
) -> None:
    next_one = make.event(bob, series_id=series.id, **on(9))
    want(alice.id, coming.id, "the printer")
    assert left_over(alice.id, next_one) == []
    db.session.get_one(Event, coming.id).cancelled_at = now()
    assert [one.text for one in left_over(alice.id, next_one)] == ["the printer"]


def test_events_without_a_series_hand_nothing_on(make: Make, alice: User, bob: User) -> None:
    first, second = make.event(bob, **on(-9)), make.event(bob)
    want(alice.id, first.id, "the printer")
    assert left_over(alice.id, second) == []


def test_leaving_an_event_takes_its_wishes_along(make: Make, alice: User, coming: Event) -> None:
    make.attendance(coming, alice)
    want(alice.id, coming.id, "the printer")
    leave(db.session.get_one(Event, coming.id), alice.id)
    assert targets_of(alice.id, coming.id) == []


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wishes=st.lists(st.tuples(st.sampled_from("abcdefg"), st.booleans()), max_size=5, unique_by=lambda one: one[0]),
       there=st.lists(st.sampled_from("abcdefg"), max_size=5, unique=True))
def test_as_much_goes_on_as_there_is_room_for(
    alice: User, past: Event, coming: Event, wishes: list[tuple[str, bool]], there: list[str]
) -> None:
    for text, found in wishes:
        want(alice.id, past.id, text).found_at = now() if found else None
    for text in there:
        want(alice.id, coming.id, text)
    missing = [text for text, found in wishes if not found and text not in there]
    assert [one.text for one in left_over(alice.id, coming)] == missing
    carry_over(alice.id, coming.id)
    assert [one.text for one in targets_of(alice.id, coming.id)] == [*there, *missing[:MOST - len(there)]]
    db.session.rollback()
