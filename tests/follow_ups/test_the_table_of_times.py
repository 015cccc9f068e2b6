"""From a meetup to the morning of a prompt: one sentence for each way in which clocks and calendars are odd."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from networking_app.follow_ups.planning import Rhythm, Step, day_of_event, plan_follow_ups

WEEKEND, FRIDAY_SATURDAY, NONE = 0b1100000, 0b0110000, 0
SUNDAYS, ALL_BUT_WEDNESDAY = 0b1000000, 0b1111011

# The meetup in its own wall time and zone; the days that its step counts; the owner's zone, hour and days off; and the
# owner's wall time, with its distance from UTC, at which the step is due.
Row = tuple[str, str, str, str, int, str, int, int, str]
TABLE: list[Row] = [
    ("a Thursday's step is due on Friday",
     "2026-11-26T18:00", "2026-11-26T21:00", "Europe/Berlin", 1, "Europe/Berlin", 9, WEEKEND, "2026-11-27T09:00+01:00"),
    ("a Friday's step waits for Monday",
     "2026-11-27T18:00", "2026-11-27T21:00", "Europe/Berlin", 1, "Europe/Berlin", 9, WEEKEND, "2026-11-30T09:00+01:00"),
    ("a step that falls on a Sunday waits for Monday",
     "2026-11-26T18:00", "2026-11-26T21:00", "Europe/Berlin", 3, "Europe/Berlin", 9, WEEKEND, "2026-11-30T09:00+01:00"),
    ("a weekend may be Friday and Saturday",
     "2026-11-26T18:00", "2026-11-26T21:00", "Asia/Riyadh", 1, "Asia/Riyadh", 9, FRIDAY_SATURDAY,
     "2026-11-29T09:00+03:00"),
    ("where the weekend is Friday and Saturday a Sunday is a working day",
     "2026-11-26T18:00", "2026-11-26T21:00", "Africa/Cairo", 3, "Africa/Cairo", 9, FRIDAY_SATURDAY,
     "2026-11-29T09:00+02:00"),
    ("one day off alone moves only what falls on it",
     "2026-11-27T18:00", "2026-11-27T21:00", "Asia/Kolkata", 1, "Asia/Kolkata", 9, SUNDAYS, "2026-11-28T09:00+05:30"),
    ("without days off nothing moves",
     "2026-11-27T18:00", "2026-11-27T21:00", "Europe/Berlin", 1, "Europe/Berlin", 9, NONE, "2026-11-28T09:00+01:00"),
    ("one working day a week is enough",
     "2026-11-26T18:00", "2026-11-26T21:00", "Europe/Berlin", 1, "Europe/Berlin", 9, ALL_BUT_WEDNESDAY,
     "2026-12-02T09:00+01:00"),
    ("the evening of a step of no days is the same day",
     "2026-11-26T12:00", "2026-11-26T15:00", "Europe/Berlin", 0, "Europe/Berlin", 19, WEEKEND,
     "2026-11-26T19:00+01:00"),
    # Clocks that are put forward and back.
    ("nine stays nine when the clocks went forward in between",
     "2026-03-27T18:00", "2026-03-27T21:00", "Europe/Berlin", 3, "Europe/Berlin", 9, WEEKEND, "2026-03-30T09:00+02:00"),
    ("nine stays nine when the clocks went back in between",
     "2026-10-23T18:00", "2026-10-23T21:00", "Europe/Berlin", 3, "Europe/Berlin", 9, WEEKEND, "2026-10-26T09:00+01:00"),
    ("an hour that Berlin skips is the one after it",
     "2026-03-28T18:00", "2026-03-28T21:00", "Europe/Berlin", 1, "Europe/Berlin", 2, NONE, "2026-03-29T03:00+02:00"),
    ("of an hour that Berlin repeats it is the first",
     "2026-10-24T18:00", "2026-10-24T21:00", "Europe/Berlin", 1, "Europe/Berlin", 2, NONE, "2026-10-25T02:00+02:00"),
    ("an hour that New York skips is the one after it",
     "2026-03-07T18:00", "2026-03-07T21:00", "America/New_York", 1, "America/New_York", 2, NONE,
     "2026-03-08T03:00-04:00"),
    ("of an hour that New York repeats it is the first",
     "2026-10-31T18:00", "2026-10-31T21:00", "America/New_York", 1, "America/New_York", 1, NONE,
     "2026-11-01T01:00-04:00"),
    ("the midnight that Cairo skips is one o'clock",
     "2026-04-23T18:00", "2026-04-23T21:00", "Africa/Cairo", 1, "Africa/Cairo", 0, NONE, "2026-04-24T01:00+03:00"),
    ("the midnight that Santiago skips is one o'clock",
     "2026-09-05T18:00", "2026-09-05T21:00", "America/Santiago", 1, "America/Santiago", 0, NONE,
     "2026-09-06T01:00-03:00"),
    ("of the midnight that Havana repeats it is the first",
     "2026-10-31T18:00", "2026-10-31T21:00", "America/Havana", 1, "America/Havana", 0, NONE, "2026-11-01T00:00-04:00"),
    ("Lord Howe skips half an hour",
     "2026-10-03T18:00", "2026-10-03T21:00", "Australia/Lord_Howe", 1, "Australia/Lord_Howe", 2, NONE,
     "2026-10-04T02:30+11:00"),
    ("Lord Howe repeats half an hour, and two o'clock comes after it",
     "2026-04-04T18:00", "2026-04-04T21:00", "Australia/Lord_Howe", 1, "Australia/Lord_Howe", 2, NONE,
     "2026-04-05T02:00+10:30"),
    ("the station Troll skips two hours at once",
     "2026-03-28T18:00", "2026-03-28T21:00", "Antarctica/Troll", 1, "Antarctica/Troll", 1, NONE,
     "2026-03-29T03:00+02:00"),
    ("the summer of Dublin is its standard time",
     "2026-06-18T18:00", "2026-06-18T21:00", "Europe/Dublin", 1, "Europe/Dublin", 9, WEEKEND, "2026-06-19T09:00+01:00"),
    ("in the south the summer is in January",
     "2027-01-14T18:00", "2027-01-14T21:00", "Australia/Sydney", 1, "Australia/Sydney", 9, WEEKEND,
     "2027-01-15T09:00+11:00"),
    # Zones that are not whole hours away.
    ("Kathmandu is five hours and three quarters ahead",
     "2026-11-26T18:00", "2026-11-26T21:00", "Asia/Kathmandu", 1, "Asia/Kathmandu", 9, WEEKEND,
     "2026-11-27T09:00+05:45"),
    ("the Chatham islands are three quarters off, in summer too",
     "2026-11-26T18:00", "2026-11-26T21:00", "Pacific/Chatham", 1, "Pacific/Chatham", 9, WEEKEND,
     "2026-11-27T09:00+13:45"),
    ("Newfoundland is half an hour off",
     "2026-07-16T18:00", "2026-07-16T21:00", "America/St_Johns", 1, "America/St_Johns", 9, WEEKEND,
     "2026-07-17T09:00-02:30"),
    # Zones that have changed their rules.
    ("Apia has no thirtieth of December 2011; the morning after it is the thirty-first",
     "2011-12-29T18:00", "2011-12-29T21:00", "Pacific/Apia", 1, "Pacific/Apia", 9, NONE, "2011-12-31T09:00+14:00"),
    ("Apia has had no summer time since 2021",
     "2022-01-13T18:00", "2022-01-13T21:00", "Pacific/Apia", 1, "Pacific/Apia", 9, WEEKEND, "2022-01-14T09:00+13:00"),
    ("Casablanca goes back for Ramadan",
     "2026-02-12T18:00", "2026-02-12T21:00", "Africa/Casablanca", 4, "Africa/Casablanca", 9, WEEKEND,
     "2026-02-16T09:00+00:00"),
    ("Casablanca goes forward after Ramadan",
     "2026-03-19T18:00", "2026-03-19T21:00", "Africa/Casablanca", 4, "Africa/Casablanca", 9, WEEKEND,
     "2026-03-23T09:00+01:00"),
    ("Mexico has given up summer time",
     "2026-07-16T18:00", "2026-07-16T21:00", "America/Mexico_City", 1, "America/Mexico_City", 9, WEEKEND,
     "2026-07-17T09:00-06:00"),
    ("Amman has given up winter time",
     "2027-01-13T18:00", "2027-01-13T21:00", "Asia/Amman", 1, "Asia/Amman", 9, FRIDAY_SATURDAY,
     "2027-01-14T09:00+03:00"),
    ("Istanbul has given up winter time",
     "2027-01-14T18:00", "2027-01-14T21:00", "Europe/Istanbul", 1, "Europe/Istanbul", 9, WEEKEND,
     "2027-01-15T09:00+03:00"),
    ("Almaty has come an hour closer",
     "2026-11-26T18:00", "2026-11-26T21:00", "Asia/Almaty", 1, "Asia/Almaty", 9, WEEKEND, "2026-11-27T09:00+05:00"),
    ("Paraguay stays on summer time",
     "2026-07-16T18:00", "2026-07-16T21:00", "America/Asuncion", 1, "America/Asuncion", 9, WEEKEND,
     "2026-07-17T09:00-03:00"),
    ("Pyongyang took its half hour back in between",
     "2018-05-04T18:00", "2018-05-04T21:00", "Asia/Pyongyang", 3, "Asia/Pyongyang", 9, WEEKEND,
     "2018-05-07T09:00+09:00"),
    ("an old name of a zone is the same zone",
     "2026-11-26T18:00", "2026-11-26T21:00", "Asia/Calcutta", 1, "Asia/Calcutta", 9, WEEKEND,
     "2026-11-27T09:00+05:30"),
    # Odd days of the calendar.
    ("a leap year has a twenty-ninth of February",
     "2028-02-28T18:00", "2028-02-28T21:00", "Europe/Berlin", 1, "Europe/Berlin", 9, WEEKEND, "2028-02-29T09:00+01:00"),
    ("a year after the twenty-ninth of February is the twenty-eighth",
     "2028-02-29T18:00", "2028-02-29T21:00", "Europe/Berlin", 365, "Europe/Berlin", 9, WEEKEND,
     "2029-02-28T09:00+01:00"),
    ("other years go on with March",
     "2027-02-28T18:00", "2027-02-28T21:00", "Europe/Berlin", 1, "Europe/Berlin", 9, WEEKEND, "2027-03-01T09:00+01:00"),
    ("2100 is no leap year",
     "2100-02-28T18:00", "2100-02-28T21:00", "UTC", 1, "UTC", 9, WEEKEND, "2100-03-01T09:00+00:00"),
    ("a New Year's party that ends in the new year belongs to the old one",
     "2026-12-31T20:00", "2027-01-01T03:00", "Europe/Berlin", 1, "Europe/Berlin", 9, WEEKEND, "2027-01-01T09:00+01:00"),
    ("a step goes from one year into the next, and over a weekend",
     "2026-12-30T18:00", "2026-12-30T21:00", "Europe/Berlin", 3, "Europe/Berlin", 9, WEEKEND, "2027-01-04T09:00+01:00"),
    # Evenings that do not end on their day.
    ("an evening until two belongs to the day on which it began",
     "2026-11-26T18:00", "2026-11-27T02:00", "Europe/Berlin", 1, "Europe/Berlin", 9, WEEKEND, "2026-11-27T09:00+01:00"),
    ("who stays for breakfast has begun a new day",
     "2026-11-25T18:00", "2026-11-26T08:00", "Europe/Berlin", 1, "Europe/Berlin", 9, WEEKEND, "2026-11-27T09:00+01:00"),
    ("what begins after midnight belongs to the day on which it begins",
     "2026-11-26T00:30", "2026-11-26T02:30", "Europe/Berlin", 1, "Europe/Berlin", 9, WEEKEND, "2026-11-27T09:00+01:00"),
    ("the steps of a conference count from its last day",
     "2026-11-24T09:00", "2026-11-26T17:00", "Europe/Berlin", 1, "Europe/Berlin", 9, WEEKEND, "2026-11-27T09:00+01:00"),
    ("a night in which the clocks go back is still one evening",
     "2026-10-24T20:00", "2026-10-25T05:30", "Europe/Berlin", 2, "Europe/Berlin", 9, WEEKEND, "2026-10-26T09:00+01:00"),
    # Meetups far from where their people live.
    ("who lives in Berlin is reminded of a meetup in Auckland at nine in Berlin",
     "2026-11-26T18:00", "2026-11-26T21:00", "Pacific/Auckland", 1, "Europe/Berlin", 9, WEEKEND,
     "2026-11-27T09:00+01:00"),
    ("a meetup in San Francisco that ends on Berlin's next day keeps its own day",
     "2026-11-26T18:00", "2026-11-26T22:00", "America/Los_Angeles", 1, "Europe/Berlin", 9, WEEKEND,
     "2026-11-27T09:00+01:00"),
    ("a meetup moved from Berlin to Honolulu on the same day keeps its day",
     "2026-11-26T18:00", "2026-11-26T21:00", "Pacific/Honolulu", 1, "Europe/Berlin", 9, WEEKEND,
     "2026-11-27T09:00+01:00"),
    ("west over the date line the days are those of the meetup",
     "2026-11-25T18:00", "2026-11-25T21:00", "Pacific/Kiritimati", 1, "Pacific/Pago_Pago", 9, WEEKEND,
     "2026-11-26T09:00-11:00"),
    ("east over the date line the days are those of the meetup",
     "2026-11-25T18:00", "2026-11-25T21:00", "Pacific/Pago_Pago", 2, "Pacific/Kiritimati", 9, WEEKEND,
     "2026-11-27T09:00+14:00"),
    ("a weekend is that of the owner, wherever the meetup was",
     "2026-11-26T18:00", "2026-11-26T21:00", "Asia/Riyadh", 1, "Europe/London", 9, WEEKEND, "2026-11-27T09:00+00:00"),
    ("the clocks of the meetup do not change those of the owner",
     "2026-03-28T18:00", "2026-03-29T03:30", "Europe/Berlin", 2, "Asia/Tokyo", 9, WEEKEND, "2026-03-30T09:00+09:00"),
]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0].replace(" ", "_"))
def test_a_step_is_due(row: Row) -> None:
    _sentence, starts, ends, there, days, zone, hour, days_off, due = row
    begin, end = (datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(there)) for text in (starts, ends))
    day = day_of_event(begin, end, there)
    [planned] = plan_follow_ups([Step("thanks", days, "Say thanks")], day, Rhythm(zone, hour, days_off))
    assert planned.due_at.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes") == due


def test_the_table_has_room_for_every_oddity() -> None:
    sentences = [row[0] for row in TABLE]
    assert len(set(sentences)) == len(sentences) >= 40
