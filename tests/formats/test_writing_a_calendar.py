from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from networking_app.formats.content_lines import clean
from networking_app.formats.icalendar import DayEntry, EventEntry, TodoEntry, calendar_of

PYDATA = EventEntry(
    uid="event-1@ties.example",
    summary="PyData; evening, no. 3",
    location="Kreuzberg\nthird yard",
    description="Talks & pizza",
    starts_at=datetime(2026, 11, 22, 18, tzinfo=UTC),
    ends_at=datetime(2026, 11, 22, 21, tzinfo=UTC),
    time_zone="Europe/Berlin",
)
THANKS = TodoEntry("follow-up-7@ties.example", "Thank Ada", "looms", date(2026, 11, 23), None)


def test_a_meetup_comes_back_with_its_times_in_its_zone():
    calendar = Calendar.from_ical(calendar_of([PYDATA], []))
    event = calendar.events[0]
    assert (event.start, event.end) == (PYDATA.starts_at, PYDATA.ends_at)
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert event.start.hour == 19
    assert [event["UID"], event["SUMMARY"], event["LOCATION"]] == [PYDATA.uid, PYDATA.summary, PYDATA.location]
    assert [str(zone["TZID"]) for zone in calendar.timezones] == ["Europe/Berlin"]


def test_an_open_follow_up_is_due_on_its_day():
    todo = Calendar.from_ical(calendar_of([], [THANKS])).todos[0]
    assert (todo["DUE"].dt, todo["STATUS"], str(todo["SUMMARY"])) == (date(2026, 11, 23), "NEEDS-ACTION", "Thank Ada")
    assert b"DUE;VALUE=DATE:20261123\r\n" in calendar_of([], [THANKS])
    assert "COMPLETED" not in todo


def test_a_finished_follow_up_says_when():
    done = TodoEntry("f", "Thank Ada", "", date(2026, 11, 23), datetime(2026, 11, 23, 9, 30, tzinfo=UTC))
    todo = Calendar.from_ical(calendar_of([], [done])).todos[0]
    assert (todo["STATUS"], todo["COMPLETED"].dt) == ("COMPLETED", done.completed_at)


def test_the_same_entries_at_the_same_moment_make_the_same_file():
    at = datetime(2026, 11, 22, tzinfo=UTC)
    assert calendar_of([PYDATA], [THANKS], made_at=at) == calendar_of(iter([PYDATA]), iter([THANKS]), made_at=at)
    assert b"DTSTAMP:20261122T000000Z" in calendar_of([PYDATA], [], made_at=at)


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/New_York", "Asia/Kathmandu", "UTC"])
@pytest.mark.parametrize("month", [1, 3, 7, 10])
def test_the_instant_holds_in_every_zone_and_season(zone, month):
    starts = datetime(2040, month, 28, 23, tzinfo=UTC)
    entry = EventEntry("e", "P", "", "", starts, starts.replace(minute=30), zone)
    event = Calendar.from_ical(calendar_of([entry], [])).events[0]
    assert (event.start, event.end) == (starts, starts.replace(minute=30))


@pytest.mark.parametrize("zone", ["Nowhere/Atlantis", "", "../etc/passwd", "Europe"])
def test_a_zone_that_no_longer_exists_falls_back_to_utc(zone):
    entry = EventEntry("e", "P", "", "", PYDATA.starts_at, PYDATA.ends_at, zone)
    assert Calendar.from_ical(calendar_of([entry], [])).events[0].start == PYDATA.starts_at


@given(st.text(min_size=1, max_size=120))
def test_no_text_can_add_a_line(text):
    written = calendar_of([], [TodoEntry("u", text, text, date(2026, 1, 1), None)])
    names = [line.split(":")[0].split(";")[0] for line in written.decode().replace("\r\n ", "").splitlines()]
    assert set(names) <= {
        *("BEGIN", "END", "VERSION", "PRODID", "UID", "SUMMARY", "DESCRIPTION", "DTSTAMP", "DUE", "STATUS"),
    }
    assert names.count("UID") == 1
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))


@pytest.mark.parametrize("text", ["C:\\New\\notes", "a, b; c", "x\rUID:evil", "x\u2028UID:evil", "a\tb \x00c", "é\n🎉"])
def test_texts_come_back_as_they_were_but_for_control_characters(text):
    todo = Calendar.from_ical(calendar_of([], [TodoEntry("u", text, "", date(2026, 1, 1), None)])).todos[0]
    assert str(todo["SUMMARY"]) == clean(text)


def test_what_is_empty_is_left_out():
    event = Calendar.from_ical(calendar_of([replace(PYDATA, location=" \r\n", description="")], [])).events[0]
    assert not {"LOCATION", "DESCRIPTION"} & set(event)


def test_an_empty_calendar_is_still_one():
    assert Calendar.from_ical(calendar_of([], []))["VERSION"] == "2.0"


TALK = DayEntry(
    uid="follow-up-8@ties.example", summary="Thank Ada", description="looms", day=date(2026, 11, 23),
    url="https://ties.example/ties/7", sequence=12, changed_at=datetime(2026, 11, 22, 21, tzinfo=UTC),
    alarm=timedelta(hours=9),
)


def test_something_of_a_day_is_on_that_day_and_leaves_it_free():
    event = Calendar.from_ical(calendar_of([], [], [TALK])).events[0]
    assert (event.start, event.end, event["TRANSP"]) == (date(2026, 11, 23), date(2026, 11, 24), "TRANSPARENT")
    assert (event["SEQUENCE"], event["LAST-MODIFIED"].dt, event["DTSTAMP"].dt) == (12, TALK.changed_at, TALK.changed_at)
    assert event["URL"] == TALK.url


@pytest.mark.parametrize(
    ("alarm", "written"),
    [(timedelta(hours=9), "PT9H"), (timedelta(0), "PT0H"), (timedelta(7), "P7D"), (timedelta(91, 72000), "P91DT20H")],
)
def test_an_alarm_counts_from_the_beginning_of_the_day(alarm, written):
    todo = TodoEntry("u", "Thank Ada", "", date(2026, 11, 23), None, alarm=alarm)
    written_out = calendar_of([], [todo], [replace(TALK, alarm=alarm)])
    calendar = Calendar.from_ical(written_out)
    assert [found["TRIGGER"].dt for found in calendar.walk("VALARM")] == [alarm, alarm]
    lines = written_out.decode().split("\r\n")
    assert [line for line in lines if "TRIGGER" in line] == [f"TRIGGER:{written}", f"TRIGGER;RELATED=END:{written}"]


def test_vobject_reads_the_same_calendar():
    read = vobject.readOne(calendar_of([PYDATA], [THANKS], [TALK], title="Ties; mine").decode())
    meetup, talk = read.vevent_list
    assert (meetup.dtstart.value.astimezone(UTC), meetup.dtend.value.astimezone(UTC)) == (
        PYDATA.starts_at, PYDATA.ends_at
    )
    assert (meetup.summary.value, meetup.location.value) == (PYDATA.summary, PYDATA.location)
    assert (talk.dtstart.value, talk.valarm.trigger.value) == (TALK.day, TALK.alarm)
    assert read.vtodo.due.value == THANKS.due_on
    assert read.contents["x-wr-calname"][0].value == "Ties; mine"


def test_a_cancelled_meetup_says_so():
    states = [Calendar.from_ical(calendar_of([replace(PYDATA, cancelled=it)], [])).events[0]["STATUS"] for it in (0, 1)]
    assert states == ["CONFIRMED", "CANCELLED"]


def test_subscribers_are_told_its_name_and_when_to_look_again():
    calendar = Calendar.from_ical(calendar_of([], [], title="Ties", refresh=timedelta(hours=1)))
    assert [calendar["NAME"], calendar["X-WR-CALNAME"]] == ["Ties", "Ties"]
    assert [calendar["REFRESH-INTERVAL"].dt, calendar["X-PUBLISHED-TTL"]] == [timedelta(hours=1), "PT1H"]


def test_each_zone_is_described_once():
    other = replace(PYDATA, uid="event-2@ties.example", time_zone="Asia/Tokyo", starts_at=PYDATA.starts_at)
    written = calendar_of([PYDATA, other, replace(PYDATA, uid="event-3@ties.example")], [])
    assert [str(zone["TZID"]) for zone in Calendar.from_ical(written).timezones] == ["Europe/Berlin", "Asia/Tokyo"]


def test_lines_are_folded_by_octets_not_by_letters():
    written = calendar_of([], [], [replace(TALK, summary="ü" * 40)])
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert Calendar.from_ical(written).events[0]["SUMMARY"] == "ü" * 40


@given(st.text(max_size=200), st.text(max_size=60))
def test_long_lines_of_any_text_are_folded_and_come_back(text, url_end):
    entry = replace(TALK, summary=text, description=text, url=f"https://ties.example/{len(url_end)}/" + "x" * 90)
    written = calendar_of([replace(PYDATA, location=text)], [], [entry], title=text)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert b"\n" not in written.replace(b"\r\n", b"") and b"\r" not in written.replace(b"\r\n", b"")
    talk = Calendar.from_ical(written).events[1]
    assert (str(talk.get("SUMMARY", "")), talk["URL"]) == (clean(text).strip(), entry.url)
