"""What the clock on the wall of a place means, also on the nights when it is changed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networking_app.accounts.zones import zone_names
from networking_app.events.wall_time import instant_of_wall, moved, wall_of

walls = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda wall: wall.replace(second=0, microsecond=0))
zones = st.sampled_from(zone_names())
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("wall", "zone", "instant"),
    [
        ("2026-11-22T19:00", "Europe/Berlin", "2026-11-22T18:00"),
        ("2026-07-01T19:00", "America/New_York", "2026-07-01T23:00"),
        ("2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:30"),  # skipped: shown as 03:30
        ("2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30"),  # twice: the first
        ("2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-03T15:45"),  # half an hour is skipped
        ("2011-12-30T12:00", "Pacific/Apia", "2011-12-30T22:00"),  # a day that was not
        ("2026-11-22T19:00", "UTC", "2026-11-22T19:00"),
    ],
)
def test_a_wall_time_means_one_instant(wall: str, zone: str, instant: str) -> None:
    assert instant_of_wall(datetime.fromisoformat(wall), zone) == datetime.fromisoformat(instant).replace(tzinfo=UTC)


@given(walls, zones)
def test_a_wall_time_comes_back_unless_clocks_skip_it(wall: datetime, zone: str) -> None:
    shown = wall_of(instant_of_wall(wall, zone), zone)
    assert shown >= wall
    if shown != wall:  # then it lies in a gap: no instant around shows it
        around = range(-26 * 60, 26 * 60, 15)
        assert wall not in {wall_of(wall.replace(tzinfo=UTC) + minutes * MINUTE, zone) for minutes in around}


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)), zones)
def test_an_instant_stays_when_its_wall_time_is_sent_back_unchanged(instant: datetime, zone: str) -> None:
    assert moved(instant, wall_of(instant, zone), zone) == instant
    later = wall_of(instant, zone) + timedelta(days=1)
    assert moved(instant, later, zone) == instant_of_wall(later, zone)
