"""At which instants somebody may be prompted, and when a phone may be woken."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networking_app.follow_ups.planning import Rhythm, instant_of
from networking_app.prompts.moments import HOUR, Quiet, first_fit, first_waking, first_working_weekday, next_ring

BERLIN, NIGHT, WEEKEND = "Europe/Berlin", Quiet(21, 8), 0b1100000


def local(text: str, zone: str = BERLIN) -> datetime:
    """The instant of that wall time: "Mo 23 09:00" of November 2026, or a whole ISO time."""
    text = text if text.startswith("20") else f"2026-11-{text[3:5]}T{text[6:]}"
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("hour", "at", "fit"),
    [
        (9, "Mo 23 08:59", "Mo 23 09:00"),
        (9, "Mo 23 09:00", "Mo 23 09:00"),
        (9, "Mo 23 20:59", "Mo 23 20:59"),
        (9, "Mo 23 21:00", "Tu 24 09:00"),
        (9, "Fr 27 21:00", "Mo 30 09:00"),
        (9, "Sa 28 10:00", "Mo 30 09:00"),
        (22, "Mo 23 21:30", "Mo 23 22:00"),
        (22, "Mo 23 22:59", "Mo 23 22:59"),
        (22, "Mo 23 23:00", "Tu 24 22:00"),
        (6, "Mo 23 06:10", "Mo 23 06:10"),
        (6, "Mo 23 07:10", "Mo 23 08:00"),
        (0, "Mo 23 00:30", "Mo 23 00:30"),
        (0, "Mo 23 03:00", "Mo 23 08:00"),
        (23, "Fr 27 23:30", "Fr 27 23:30"),
    ],
)
def test_a_prompt_is_sent_from_the_hour_on_and_not_in_quiet_hours(hour: int, at: str, fit: str) -> None:
    assert first_fit(local(at), Rhythm(BERLIN, hour, WEEKEND), NIGHT) == local(fit)


@pytest.mark.parametrize(
    ("at", "awake"),
    [
        ("Mo 23 12:00", "Mo 23 12:00"),
        ("Mo 23 22:00", "Tu 24 08:00"),
        ("Tu 24 07:59", "Tu 24 08:00"),
        ("Fr 27 22:00", "Mo 30 08:00"),
        ("Su 29 12:00", "Mo 30 08:00"),
    ],
)
def test_a_phone_is_woken_by_day_and_not_on_days_off(at: str, awake: str) -> None:
    assert first_waking(local(at), Rhythm(BERLIN, 9, WEEKEND), NIGHT) == local(awake)


def test_equal_quiet_hours_are_none() -> None:
    assert first_waking(local("Mo 23 03:00"), Rhythm(BERLIN, 9, WEEKEND), Quiet(8, 8)) == local("Mo 23 03:00")


def test_a_quiet_noon_ends_on_the_same_day() -> None:
    siesta = Quiet(13, 16)
    assert first_fit(local("Mo 23 14:00"), Rhythm(BERLIN, 9, WEEKEND), siesta) == local("Mo 23 16:00")


@pytest.mark.parametrize(
    ("hour", "at", "fit"),
    [
        (2, "2027-03-28T00:30", "2027-03-28T03:00"),  # an hour that the clocks skip is the one after it
        (2, "2026-10-25T01:30", "2026-10-25T02:00"),  # of an hour that comes twice the first
        (9, "2027-03-27T21:30", "2027-03-28T09:00"),
        (9, "2026-10-24T21:30", "2026-10-25T09:00"),
    ],
)
def test_the_hour_is_that_of_the_wall_clock_when_clocks_change(hour: int, at: str, fit: str) -> None:
    assert first_fit(local(at), Rhythm(BERLIN, hour, 0), NIGHT) == local(fit)


@pytest.mark.parametrize(
    ("days_off", "weekday"),
    [(WEEKEND, 0), (0b0110000, 6), (0b0010000, 5), (0b1100100, 0), (0, 0), (0b1100001, 1)],
)
def test_the_week_begins_after_the_longest_rest(days_off: int, weekday: int) -> None:
    assert first_working_weekday(days_off) == weekday


people = st.builds(
    Rhythm, st.sampled_from([BERLIN, "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Australia/Lord_Howe",
                             "America/Santiago", "Africa/Cairo", "UTC"]),
    st.integers(0, 23), st.integers(0, 126))
quiet_hours = st.builds(Quiet, st.integers(0, 23), st.integers(0, 23))
instants = st.datetimes(datetime(2020, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))


@given(instants, people, quiet_hours)
def test_a_fit_moment_is_on_a_working_day_not_before_the_hour_and_quiet_only_where_chosen(
    at: datetime, rhythm: Rhythm, quiet: Quiet
) -> None:
    fit = first_fit(at, rhythm, quiet)
    day = fit.astimezone(ZoneInfo(rhythm.time_zone))
    chosen = instant_of(day.date(), rhythm)
    assert at <= fit and first_fit(fit, rhythm, quiet) == fit
    assert not rhythm.days_off >> day.weekday() & 1
    assert chosen <= fit and (fit < chosen + HOUR or not quiet.covers(day.hour))


@given(instants, people, quiet_hours)
def test_a_waking_moment_is_on_a_working_day_and_never_quiet(at: datetime, rhythm: Rhythm, quiet: Quiet) -> None:
    awake = first_waking(at, rhythm, quiet)
    day = awake.astimezone(ZoneInfo(rhythm.time_zone))
    assert at <= awake and not quiet.covers(day.hour) and not rhythm.days_off >> day.weekday() & 1


@given(instants, people, quiet_hours)
def test_an_alarm_rings_at_the_hour_once_on_every_working_day(at: datetime, rhythm: Rhythm, quiet: Quiet) -> None:
    zone, days = ZoneInfo(rhythm.time_zone), []
    for _ring in range(10):
        at = next_ring(at, rhythm, quiet)
        assert at == instant_of(at.astimezone(zone).date(), rhythm)
        days.append(at.astimezone(zone).date())
    spans = [(days[0] + timedelta(days=ahead)) for ahead in range((days[-1] - days[0]).days + 1)]
    assert days == [day for day in spans if not rhythm.days_off >> day.weekday() & 1]
