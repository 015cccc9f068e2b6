"""A follow-up is prompted of on its day, a week later, then once a quarter; never on a day off, never twice soon."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from networking_app.accounts.models import User
from networking_app.accounts.zones import zone_names
from networking_app.extensions import db
from networking_app.follow_ups.models import PROMISE, FollowUp
from networking_app.follow_ups.nudging import end_of_day, next_prompt_at, next_prompt_day
from networking_app.follow_ups.planning import Rhythm, Step
from networking_app.follow_ups.redating import redate
from networking_app.follow_ups.replanning import replan
from tests.factories import Make, follow_ups_of

WEEKEND = 0b1100000
THURSDAY = date(2026, 11, 26)
LONG_AFTER = datetime(2027, 3, 4, 9, tzinfo=UTC)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
days_off = st.integers(0, 126)


@pytest.mark.parametrize(("day", "nudges", "prompted_on", "expected"), [
    (THURSDAY, 0, None, THURSDAY),
    (THURSDAY, 1, None, date(2026, 12, 3)),
    (THURSDAY, 2, None, date(2027, 3, 4)),
    (THURSDAY, 3, None, date(2027, 6, 3)),
    (date(2026, 11, 28), 0, None, date(2026, 11, 30)),  # a Saturday that has become a day off
    (date(2026, 11, 28), 1, None, date(2026, 12, 7)),
    (THURSDAY, 1, THURSDAY, date(2026, 12, 3)),
    (THURSDAY, 1, date(2027, 1, 20), date(2027, 1, 27)),  # the step before it was done that late
    (THURSDAY, 2, date(2027, 1, 27), date(2027, 4, 28)),
])
def test_the_day_of_the_next_prompt(day: date, nudges: int, prompted_on: date | None, expected: date) -> None:
    assert next_prompt_day(day, nudges, WEEKEND, prompted_on) == expected


@given(days, days_off, st.integers(0, 300))
def test_prompts_keep_their_distance_whenever_they_come(day: date, off: int, late: int) -> None:
    prompted_on = next_prompt_day(day + timedelta(days=late), 0, off)
    for nudges, wait in ((1, 7), (2, 91), (3, 91)):
        following = next_prompt_day(day, nudges, off, prompted_on)
        assert not off >> following.weekday() & 1
        assert following >= prompted_on + timedelta(days=wait)
        prompted_on = following


@given(days, st.integers(0, 9), st.sampled_from(zone_names()), st.integers(0, 23), days_off)
def test_what_is_prompted_on_a_day_is_due_before_the_end_of_that_day(
    day: date, nudges: int, zone: str, hour: int, off: int
) -> None:
    at = next_prompt_at(day, nudges, Rhythm(zone, hour, off))
    local = at.astimezone(ZoneInfo(zone))
    if local.date() == next_prompt_day(day, nudges, off):  # Apia and Kwajalein have once skipped one
        assert at < end_of_day(at, zone) <= end_of_day(at + timedelta(days=1), zone)
    end = end_of_day(at, zone).astimezone(ZoneInfo(zone))
    assert end.date() > local.date()
    assert (end - timedelta(seconds=1)).date() >= local.date()


@pytest.mark.parametrize(("zone", "at", "end"), [
    ("Europe/Berlin", "2026-03-29T07:00+00:00", "2026-03-29T22:00+00:00"),
    ("Africa/Cairo", "2026-04-23T07:00+00:00", "2026-04-23T22:00+00:00"),  # whose midnight is skipped
    ("America/Havana", "2026-10-31T13:00+00:00", "2026-11-01T04:00+00:00"),  # whose midnight comes twice
])
def test_a_day_ends_where_the_next_begins(zone: str, at: str, end: str) -> None:
    assert end_of_day(datetime.fromisoformat(at), zone) == datetime.fromisoformat(end)


def nudged(make: Make, owner: User, **columns: Any) -> FollowUp:
    """A step of a Thursday of which there have been two prompts; the next one comes in a quarter."""
    given = {"owner_id": owner.id, "tie_id": make.tie(owner).id, "step_key": "thanks", "position": 0, "title": "Thanks",
             "condition": "always", "due_on": THURSDAY, "due_at": LONG_AFTER, "nudges": 2}
    return make.saved(FollowUp(**{**given, **columns}))


def stored(app: Flask, row: FollowUp) -> FollowUp:
    with app.app_context():
        return db.session.get_one(FollowUp, row.id)


@pytest.mark.parametrize(("method", "act"), [
    ("POST", "snooze"), ("DELETE", "snooze"), ("DELETE", "completion"), ("DELETE", "skip")
])
def test_whoever_decides_anew_is_prompted_as_if_for_the_first_time(
    app: Flask, make: Make, client_for: Callable[[User], FlaskClient], alice: User, method: str, act: str
) -> None:
    row = nudged(make, alice)
    client_for(alice).open(f"/follow-ups/{row.id}/{act}", method=method, data={"until": "tomorrow"})
    after = stored(app, row)
    assert after.nudges == 0
    assert after.due_at == datetime.combine(after.day, time(9), UTC)


@pytest.mark.parametrize(("rhythm", "next_at"), [
    (Rhythm("UTC", 9, WEEKEND), LONG_AFTER),
    (Rhythm("Asia/Tokyo", 9, WEEKEND), datetime(2027, 3, 4, 0, tzinfo=UTC)),
    (Rhythm("Pacific/Pago_Pago", 9, WEEKEND), datetime(2027, 3, 4, 20, tzinfo=UTC)),
    (Rhythm("UTC", 18, WEEKEND | 1 << 3), datetime(2027, 3, 5, 18, tzinfo=UTC)),  # Thursdays off from now on
])
def test_another_rhythm_keeps_the_day_of_the_next_prompt(
    app: Flask, make: Make, alice: User, rhythm: Rhythm, next_at: datetime
) -> None:
    row = nudged(make, alice)
    with app.app_context():
        for before in (Rhythm.of(alice), rhythm):
            redate(alice.id, before, rhythm)
        db.session.commit()
    after = stored(app, row)
    assert (after.nudges, after.due_at) == (2, next_at)


def prompted_twice(make: Make, app: Flask, alice: User) -> tuple[int, date, FollowUp, list[Step]]:
    event, tie = make.event(alice), make.tie(alice)
    [row, *_] = make.follow_ups(tie, event)
    with app.app_context():
        db.session.execute(update(FollowUp).where(FollowUp.id == row.id).values(nudges=2, due_at=LONG_AFTER))
        db.session.commit()
    steps = [Step(one.step_key, (one.planned_on - event.day).days, one.title, one.hint, one.condition)
             for one in follow_ups_of(app, tie)]
    return event.id, event.day, row, steps


def test_a_plan_with_other_words_does_not_begin_to_prompt_anew(app: Flask, make: Make, alice: User) -> None:
    event_id, day, row, [first, *others] = prompted_twice(make, app, alice)
    with app.app_context():
        replan(event_id, day, [Step(first.key, first.days, "Other words"), *others])
        db.session.commit()
    after = stored(app, row)
    assert (after.title, after.nudges, after.due_at) == ("Other words", 2, LONG_AFTER)


def test_a_plan_with_another_day_prompts_anew_and_only_once(app: Flask, make: Make, alice: User) -> None:
    event_id, day, row, steps = prompted_twice(make, app, alice)
    changed = []
    for _ in range(2):
        with app.app_context():
            replan(event_id, day + timedelta(days=50), steps)
            db.session.commit()
        after = stored(app, row)
        assert (after.nudges, after.due_at) == (0, datetime.combine(after.due_on, time(9), UTC))
        changed.append(after.change_seq)
    assert changed[0] > row.change_seq and changed[0] == changed[1]


def test_what_was_promised_is_no_step_of_a_plan(app: Flask, make: Make, alice: User) -> None:
    event, tie = make.event(alice), make.tie(alice)
    make.follow_ups(tie, event)
    promise = nudged(make, alice, tie_id=tie.id, event_id=event.id, source=PROMISE, step_key="promise-1-1")
    with app.app_context():
        replan(event.id, event.day + timedelta(days=50), [Step("new", 1, "New")])
        db.session.commit()
    after = stored(app, promise)
    assert (after.due_on, after.due_at, after.withdrawn_at, after.nudges) == (THURSDAY, LONG_AFTER, None, 2)
