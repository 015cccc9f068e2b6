"""What is written of a time zone is what the zone does, by two readers that know nothing but what is written."""

import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import dateutil.tz
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Timezone

from networking_app.formats.vtimezone import vtimezone, zone_of

# Half hours, 45 minutes, a summer of half an hour, one of two, a winter that saves, Ramadan, a day that was left out.
ZONES = [
    "Europe/Berlin", "America/New_York", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe", "Europe/Dublin",
    "Africa/Casablanca", "Pacific/Apia", "Antarctica/Troll", "Asia/Tokyo", "America/Sao_Paulo", "Pacific/Auckland",
]
ROUND = st.datetimes(datetime(2005, 1, 2), datetime(2037, 12, 30))


@given(ROUND, st.sampled_from(ZONES))
def test_two_readers_find_the_offset_that_the_zone_has(wall: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    instant = wall.replace(tzinfo=UTC)
    local = instant.astimezone(zone)
    written = vtimezone(zone, [local.year])
    for reader in (Timezone.from_ical(written).to_tz(lookup_tzid=False), read_by_dateutil(written)):
        naive = local.replace(tzinfo=None)
        assert naive.replace(tzinfo=reader).utcoffset() == local.utcoffset() or doubtful(zone, instant)


def read_by_dateutil(written: str) -> dateutil.tz.tzlocal:
    return dateutil.tz.tzical(io.StringIO(written)).get()


def doubtful(zone: ZoneInfo, instant: datetime) -> bool:
    """Within a few hours of a change of the clocks, where a wall time can be two instants or none."""
    around = [instant + timedelta(hours=hours) for hours in (-25, 25)]
    return around[0].astimezone(zone).utcoffset() != around[1].astimezone(zone).utcoffset()


def test_each_change_of_the_clocks_is_there_to_the_second() -> None:
    written = vtimezone(ZoneInfo("Europe/Berlin"), [2026])
    assert written.split("\r\n")[2:-2] == [
        "BEGIN:STANDARD", "DTSTART:20260101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100", "TZNAME:CET",
        "END:STANDARD",
        "BEGIN:DAYLIGHT", "DTSTART:20260329T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST",
        "END:DAYLIGHT",
        "BEGIN:STANDARD", "DTSTART:20261025T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET",
        "END:STANDARD",
    ]


def test_years_apart_are_described_without_those_between() -> None:
    written = vtimezone(ZoneInfo("Europe/Berlin"), [2026, 2027, 9990])
    assert [line[8:12] for line in written.split("\r\n") if line.startswith("DTSTART")] == [
        "2026", "2026", "2026", "2027", "2027", "9990", "9990", "9990",
    ]


def test_a_zone_east_of_greenwich_begins_its_year_earlier() -> None:
    written = vtimezone(ZoneInfo("Pacific/Auckland"), [2026])
    assert "DTSTART:20260101T000000\r\nTZOFFSETFROM:+1300\r\nTZOFFSETTO:+1300" in written


@pytest.mark.parametrize("name", ["Nowhere/Atlantis", "", "../etc/passwd", "Europe"])
def test_a_name_of_no_zone_is_utc(name: str) -> None:
    assert zone_of(name).key == "UTC"
