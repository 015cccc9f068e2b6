"""Days and instants of follow-ups, for every zone, hour and weekend."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networking_app.accounts.zones import zone_names
from networking_app.follow_ups.planning import (
    Rhythm,
    Step,
    day_of_event,
    evening_of,
    instant_of,
    next_day_on,
    plan_follow_ups,
)

days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
days_off = st.integers(0, 126)
rhythms = st.builds(Rhythm, st.sampled_from(zone_names()), st.integers(0, 23), days_off)


@given(days, days_off)
def test_a_day_moves_to_the_first_working_day_and_no_farther(day: date, off: int) -> None:
    found = next_day_on(day, off)
    assert not off >> found.weekday() & 1
    between = (day + timedelta(days=ahead) for ahead in range((found - day).days))
    assert all(off >> passed.weekday() & 1 for passed in between)


@given(days, rhythms)
def test_the_instant_is_the_preferred_hour_there_or_the_one_after_a_gap(day: date, rhythm: Rhythm) -> None:
    zone = ZoneInfo(rhythm.time_zone)
    local = instant_of(day, rhythm).astimezone(zone)
    wanted = datetime.combine(day, datetime.min.time(), zone).replace(hour=rhythm.preferred_hour)
    late = local.replace(tzinfo=None) - wanted.replace(tzinfo=None)
    assert timedelta(0) <= late <= timedelta(hours=24)
    if late:  # the clocks never showed the wanted hour
        assert wanted.utcoffset() != wanted.replace(fold=1).utcoffset()


@given(days, rhythms, st.lists(st.integers(0, 730), min_size=1, max_size=12))
def test_every_step_counts_from_the_day(day: date, rhythm: Rhythm, counts: list[int]) -> None:
    steps = [Step(str(place), count, "Write") for place, count in enumerate(counts)]
    planned = plan_follow_ups(steps, day, rhythm)
    assert [(one.step, one.position) for one in planned] == [(step, place) for place, step in enumerate(steps)]
    for one in planned:
        assert one.planned_on == day + timedelta(days=one.step.days) <= one.due_on <= one.planned_on + timedelta(days=6)


@pytest.mark.parametrize(
    ("starts", "ends", "zone", "day"),
    [
        ("2026-11-26T18:00", "2026-11-26T21:00", "Europe/Berlin", "2026-11-26"),
        ("2026-11-26T18:00", "2026-11-27T01:00", "Europe/Berlin", "2026-11-26"),  # until two at night
        ("2026-11-26T18:00", "2026-11-27T08:00", "Europe/Berlin", "2026-11-27"),  # until breakfast
        ("2026-11-26T08:00", "2026-11-28T16:00", "Europe/Berlin", "2026-11-28"),  # three days
        ("2026-11-27T00:30", "2026-11-27T02:30", "UTC", "2026-11-27"),  # begins after midnight
        ("2026-11-26T18:00", "2026-11-26T21:00", "Pacific/Auckland", "2026-11-27"),
    ],
)
def test_follow_ups_count_from_the_last_evening_there(starts: str, ends: str, zone: str, day: str) -> None:
    begin, end = (datetime.fromisoformat(f"{text}+00:00") for text in (starts, ends))
    assert day_of_event(begin, end, zone) == date.fromisoformat(day)


def test_a_meeting_after_midnight_belongs_to_the_evening_before() -> None:
    late = datetime.fromisoformat("2026-11-27T00:30+01:00")
    assert evening_of(late, "Europe/Berlin") == date(2026, 11, 26)
