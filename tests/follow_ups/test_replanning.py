"""Whatever the plan, the person and the past: only what is open and untouched follows a plan."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.follow_ups.planning import CONDITIONS, Rhythm, Step, plan_follow_ups
from networking_app.follow_ups.replanning import replan
from tests.factories import Make, follow_ups_of

on_real_rows = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
days = st.dates(date(2020, 1, 1), date(2060, 1, 1))
rhythms = st.builds(
    Rhythm, st.sampled_from(["UTC", "Europe/Berlin", "Pacific/Apia", "America/St_Johns", "Asia/Kathmandu"]),
    st.integers(0, 23), st.integers(0, 126),
)
steps_of = st.builds(
    Step, st.sampled_from(["thanks", "promise", "bump", "hello", "lunch", "book"]), st.integers(0, 730),
    st.sampled_from(["Write", "Call", "مرحبا"]), st.just(""), st.sampled_from(CONDITIONS),
)
plans = st.lists(steps_of, min_size=1, max_size=6, unique_by=lambda step: step.key)
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
acts = st.lists(
    st.sampled_from([{}, {"completed_at": AT}, {"skipped_at": AT}, {"snoozed_until": date(2030, 1, 1)}]),
    min_size=4, max_size=4,
)


def columns(row: FollowUp) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in FollowUp.__table__.columns}


def change(app: Flask, event_id: int, day: date, steps: list[Step], **whom: Any) -> None:
    with app.app_context():
        replan(event_id, day, steps, **whom)
        db.session.commit()


@on_real_rows
@given(plan=plans, day=days, rhythm=rhythms, done=acts)
def test_the_untouched_follow_the_plan_and_the_touched_stay(
    app: Flask, make: Make, alice: User, plan: list[Step], day: date, rhythm: Rhythm, done: list[dict[str, Any]]
) -> None:
    event, tie = make.event(alice), make.tie(alice)
    before = {row.step_key: row for row in make.follow_ups(tie, event)}
    with app.app_context():
        for row, acted in zip(before.values(), done, strict=True):
            if acted:
                db.session.execute(update(FollowUp).where(FollowUp.id == row.id).values(**acted))
        db.session.execute(update(User).where(User.id == alice.id).values(
            time_zone=rhythm.time_zone, preferred_hour=rhythm.preferred_hour, days_off=rhythm.days_off))
        db.session.commit()
    touched = {row.step_key: columns(row) for row in follow_ups_of(app, tie) if row.touched}

    change(app, event.id, day, plan)

    after = {row.step_key: row for row in follow_ups_of(app, tie)}
    wanted = {one.step.key: one for one in plan_follow_ups(plan, day, rhythm)}
    assert set(after) == set(before) | set(wanted)
    assert {key: columns(after[key]) for key in touched} == touched
    for key in set(after) - set(touched):
        row, one = after[key], wanted.get(key)
        assert (row.withdrawn_at is None) == (one is not None)
        if one:
            assert (row.due_on, row.due_at, row.planned_on) == (one.due_on, one.due_at, one.planned_on)
            assert (row.title, row.condition, row.position) == (one.step.title, one.step.condition, one.position)
            assert not rhythm.days_off >> row.due_on.weekday() & 1

    change(app, event.id, day, plan)
    assert [columns(row) for row in follow_ups_of(app, tie)] == [columns(after[row.step_key])
                                                                 for row in follow_ups_of(app, tie)]


@on_real_rows
@given(plan=plans, day=days)
def test_a_plan_put_back_leaves_what_was_there(
    app: Flask, make: Make, alice: User, plan: list[Step], day: date
) -> None:
    event, tie = make.event(alice), make.tie(alice)
    before = make.follow_ups(tie, event)
    first = [Step(row.step_key, (row.planned_on - event.day).days, row.title, row.hint, row.condition)
             for row in before]
    change(app, event.id, day, plan)
    change(app, event.id, event.day, first)
    kept = [row for row in follow_ups_of(app, tie) if row.withdrawn_at is None]
    assert [(row.step_key, row.due_on, row.due_at) for row in kept] == [
        (row.step_key, row.due_on, row.due_at) for row in before
    ]


def test_people_are_reached_by_name_or_left_out(app: Flask, make: Make, alice: User, bob: User, charlie: User) -> None:
    event = make.event(alice, bob, charlie)
    ties = {user.id: make.tie(user) for user in (alice, bob, charlie)}
    for tie in ties.values():
        make.follow_ups(tie, event)
    later = [Step("thanks", 50, "Later")]
    change(app, event.id, event.day, later, only=[alice.id])
    change(app, event.id, event.day, later, but_not=[alice.id, bob.id])
    reached = {user_id: follow_ups_of(app, tie)[0].title == "Later" for user_id, tie in ties.items()}
    assert reached == {alice.id: True, bob.id: False, charlie.id: True}


def test_follow_ups_without_event_and_of_other_events_stay(app: Flask, make: Make, alice: User) -> None:
    event, other, tie = make.event(alice), make.event(alice), make.tie(alice)
    make.follow_ups(tie, event)
    make.follow_ups(tie, other)
    make.follow_ups(tie)
    change(app, event.id, now().date() + timedelta(days=100), [Step("new", 1, "New")])
    left = [row for row in follow_ups_of(app, tie) if row.event_id != event.id]
    assert len(left) == 8
    assert all(row.withdrawn_at is None and row.step_key != "new" for row in left)
