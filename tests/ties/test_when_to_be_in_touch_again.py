"""The clock of a tie runs from the last real contact, and grows patient where nobody answers. Pure: no database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networking_app.follow_ups.planning import Rhythm
from networking_app.ties.cadences import (
    TIERS,
    Contact,
    Round,
    as_units,
    clock_of,
    cold_on,
    days_in,
    next_touch,
    read_key,
    touch_after,
)

BERLIN = Rhythm("Europe/Berlin", 9, 0b1100000)
DAY = date(2026, 11, 20)  # a Friday
FRIDAY = datetime(2026, 11, 20, 18, tzinfo=UTC)


def test_one_interval_after_the_last_contact_at_the_owners_hour() -> None:
    touch = next_touch(DAY, 21, 0, BERLIN)
    assert touch is not None
    assert (touch.planned_on, touch.due_on) == (date(2026, 12, 11), date(2026, 12, 11))
    assert touch.due_at == datetime(2026, 12, 11, 8, tzinfo=UTC)


def test_a_day_off_gives_way_to_the_next_working_day() -> None:
    touch = next_touch(DAY, 22, 0, BERLIN)
    assert touch is not None
    assert (touch.planned_on, touch.due_on) == (date(2026, 12, 12), date(2026, 12, 14))


def test_never_is_never() -> None:
    assert next_touch(DAY, 0, 0, BERLIN) is None


@pytest.mark.parametrize(("days", "unanswered", "interval"), [
    (21, 0, 21), (21, 1, 21), (21, 2, 91), (21, 7, 91), (182, 1, 182), (182, 2, 182), (365, 9, 365),
])
def test_two_without_an_answer_make_it_a_quarter_and_never_more_often(
    days: int, unanswered: int, interval: int
) -> None:
    touch = next_touch(DAY, days, unanswered, BERLIN)
    assert touch is not None and touch.planned_on == DAY + timedelta(days=interval)


@pytest.mark.parametrize(("answers", "unanswered"), [
    ([True], 0), ([True, False], 1), ([True, False, False], 2), ([True, False, False, True], 0),
    ([False, False, True, False], 1), ([False], 1),
])
def test_what_counts_as_unanswered_is_what_came_after_the_last_answer(answers: list[bool], unanswered: int) -> None:
    contacts = [Contact(FRIDAY + timedelta(days=n), f"i{n}", answered) for n, answered in enumerate(answers)]
    assert clock_of(reversed(contacts)) == (contacts[-1], unanswered)


def test_what_ends_after_midnight_counts_for_the_evening_before() -> None:
    at_two = Contact(datetime(2026, 11, 21, 1, tzinfo=UTC), "e1")
    touch = touch_after([at_two], 21, {}, BERLIN)
    assert touch is not None and touch.planned_on == DAY + timedelta(days=21)


def test_what_was_closed_without_a_talk_counts_on_from_its_day_until_there_is_one() -> None:
    closed = {"i1": Round("f7", date(2026, 12, 11)), "f7": Round("f8", date(2027, 1, 4))}
    first = Contact(FRIDAY, "i1")
    touch = touch_after([first], 21, closed, BERLIN)
    assert touch is not None and (touch.base, touch.planned_on) == ("f8", date(2027, 1, 25))
    later = touch_after([first, Contact(FRIDAY + timedelta(days=30), "i2")], 21, closed, BERLIN)
    assert later is not None and (later.base, later.planned_on) == ("i2", DAY + timedelta(days=51))


def test_its_key_says_what_it_counts_from_and_how_long() -> None:
    touch = touch_after([Contact(FRIDAY, "e12")], 61, {}, BERLIN)
    assert touch is not None and touch.key == "cadence-e12-61" and read_key(touch.key) == ("e12", 61)


def test_a_tie_goes_cold_half_an_interval_after_it_was_due() -> None:
    touch = next_touch(DAY, 21, 0, BERLIN)
    assert touch is not None
    assert cold_on(touch.planned_on, touch.interval) == DAY + timedelta(days=32)  # 31.5, rounded up


@pytest.mark.parametrize(("number", "unit", "days"), [
    (3, "weeks", 21), (2, "months", 61), (6, "months", 182), (12, "months", 365), (36, "months", 1095),
    (52, "weeks", 364),
])
def test_weeks_and_months_are_days_and_back(number: int, unit: str, days: int) -> None:
    assert days_in(number, unit) == days and as_units(days) == (number, unit)


def test_the_tiers_can_be_said_in_weeks_and_months() -> None:
    assert [as_units(days) for days in TIERS] == [(3, "weeks"), (2, "months"), (6, "months"), (12, "months")]


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(1, 1100), st.integers(0, 5), st.integers(0, 126))
def test_never_before_the_interval_is_over(day: date, days: int, unanswered: int, days_off: int) -> None:
    touch = next_touch(day, days, unanswered, Rhythm("America/New_York", 7, days_off))
    assert touch is not None
    assert day + timedelta(days=days) <= touch.planned_on <= touch.due_on < touch.planned_on + timedelta(days=7)
    assert not days_off >> touch.due_on.weekday() & 1
