"""What becomes due is queued once, by the ways a person has, at the hour of their own day."""

from collections.abc import Callable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from networking_app.accounts.models import Address, Outgoing, User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.models import PROMISE, FollowUp
from networking_app.prompts import alarms
from networking_app.prompts.models import Alarm, Prompt, Webhook
from networking_app.prompts.ringing import ring, to_ring
from networking_app.ties.models import IN, Interaction
from tests.factories import Make
from tests.prompts.rounds import MONDAY, SATURDAY, TUESDAY, WEDNESDAY, World, at


@pytest.fixture
def world(app: Flask, make: Make) -> World:
    return World(app, make)


def keys(rows: list[Outgoing]) -> list[str | None]:
    return [row.key for row in rows]


def test_what_is_due_is_queued_at_the_hour_and_not_before(world: World, alice: User) -> None:
    step = world.follow_up(alice, MONDAY)
    assert world.work(at(MONDAY, 8, 59)) == []
    [row] = world.work(at(MONDAY, 9))
    assert (row.kind, row.key, row.user_id) == ("digest", f"digest {alice.id} 2026-11-23", alice.id)
    assert row.payload == {"day": "2026-11-23", "follow_ups": [step.id]}
    [prompt] = world.all(Prompt)
    assert (prompt.follow_up_id, prompt.channel, prompt.occurrence) == (step.id, "mail", "2026-11-23.0")
    assert prompt.outgoing_id == row.id and prompt.owner_id == alice.id


def test_ringing_again_queues_nothing_twice(world: World, alice: User) -> None:
    world.follow_up(alice, MONDAY)
    assert keys(world.work(at(MONDAY))) == keys(world.work(at(MONDAY, 9, 30))) == keys(world.work(at(TUESDAY)))


def test_a_follow_up_is_prompted_on_its_day_a_week_later_and_then_once_a_quarter(world: World, alice: User) -> None:
    world.follow_up(alice, MONDAY)
    days = [day for ahead in range(210) if len(world.queued()) < len(world.work(at(day := MONDAY + timedelta(ahead))))]
    assert days == [MONDAY, MONDAY + timedelta(7), MONDAY + timedelta(7 + 91), MONDAY + timedelta(7 + 182)]
    assert [prompt.occurrence for prompt in world.all(Prompt)] == [f"2026-11-23.{n}" for n in range(4)]


def test_nothing_goes_out_on_a_day_off_and_it_is_made_up_for_after_it(world: World, alice: User) -> None:
    world.follow_up(alice, SATURDAY)
    assert world.work(at(SATURDAY)) == [] == world.work(at(SATURDAY + timedelta(1), 15))
    [row] = world.work(at(SATURDAY + timedelta(2)))
    assert row.payload["day"] == "2026-11-30"


def test_a_worker_that_was_away_until_the_evening_waits_for_the_next_day(world: World, alice: User) -> None:
    world.follow_up(alice, MONDAY)
    assert world.work(at(MONDAY, 21, 30)) == []
    assert [alarm.next_at for alarm in world.all(Alarm)] == [at(TUESDAY)]
    assert keys(world.work(at(TUESDAY))) == [f"digest {alice.id} 2026-11-24"]


def test_the_hour_is_that_of_the_persons_own_zone(world: World, make: Make) -> None:
    tokyo, lima = (make.user(name, time_zone=zone, email=f"{zone[-4:]}@example.org")
                   for name, zone in (("Emi", "Asia/Tokyo"), ("Rosa", "America/Lima")))
    for user in (tokyo, lima):
        world.follow_up(user, MONDAY)
    assert keys(world.work(at(MONDAY, 9, zone="Asia/Tokyo"))) == [f"digest {tokyo.id} 2026-11-23"]
    assert keys(world.work(at(MONDAY, 9, zone="America/Lima")))[1:] == [f"digest {lima.id} 2026-11-23"]


def test_promises_come_first(world: World, alice: User) -> None:
    plain = world.follow_up(alice, MONDAY - timedelta(3))
    promise = world.follow_up(alice, MONDAY, source=PROMISE)
    [row] = world.work(at(MONDAY))
    assert row.payload["follow_ups"] == [promise.id, plain.id]


def test_only_the_next_step_with_a_person_is_prompted_and_every_promise(world: World, alice: User) -> None:
    tie = world.make.tie(alice)
    first = world.follow_up(alice, MONDAY - timedelta(1), tie, position=0)
    world.follow_up(alice, MONDAY, tie, position=1)
    promises = [world.follow_up(alice, MONDAY, tie, source=PROMISE, step_key=key) for key in ("slides", "intro")]
    [row] = world.work(at(MONDAY))
    assert row.payload["follow_ups"] == [*(promise.id for promise in promises), first.id]


@pytest.mark.parametrize("column", ["completed_at", "skipped_at", "withdrawn_at"])
def test_what_is_closed_is_not_prompted(world: World, alice: User, column: str) -> None:
    world.follow_up(alice, MONDAY, **{column: at(MONDAY - timedelta(1))})
    assert world.work(at(MONDAY)) == []


def test_who_has_answered_is_not_asked_again(world: World, alice: User) -> None:
    step = world.follow_up(alice, MONDAY, condition="unanswered")
    world.make.saved(Interaction(owner_id=alice.id, tie_id=step.tie_id, direction=IN, channel="message",
                                 happened_at=at(MONDAY - timedelta(1))))
    assert world.work(at(MONDAY)) == []


def test_every_device_gets_one_push_an_event_and_day(world: World, alice: User) -> None:
    event = world.make.event(alice)
    phone, tablet = world.device(alice), world.device(alice, "tablet")
    world.wants(alice, digest="off")
    two = [world.follow_up(alice, MONDAY, event=event) for _ in range(2)]
    other = world.follow_up(alice, MONDAY)
    rows = world.work(at(MONDAY))
    assert set(keys(rows)) == {
        f"push {alice.id} {event_id} 2026-11-23 {device.id}" for event_id in (event.id, 0) for device in (phone, tablet)
    }
    [row] = [row for row in rows if row.key == f"push {alice.id} {event.id} 2026-11-23 {tablet.id}"]
    assert row.payload == {"event_id": event.id, "day": "2026-11-23", "follow_ups": [step.id for step in two],
                           "subscription_id": tablet.id, "is_first": True}
    assert [row.payload["is_first"] for row in rows].count(True) == 2
    assert sorted(prompt.follow_up_id for prompt in world.all(Prompt)) == sorted([*(s.id for s in two), other.id])


def test_a_push_waits_for_the_end_of_the_quiet_hours(world: World, make: Make) -> None:
    owl = make.user("Olga", preferred_hour=23)
    world.device(owl)
    world.follow_up(owl, MONDAY)
    due = {row.kind: row.due_at for row in world.work(at(MONDAY, 23))}
    assert due == {"digest": at(MONDAY, 23), "push": at(TUESDAY, 8)}


def test_a_webhook_is_told_once_a_day(world: World, alice: User) -> None:
    world.make.saved(Webhook(user_id=alice.id, url="https://hook.example/", secret="s"))  # noqa: S106
    world.wants(alice, digest="off")
    step = world.follow_up(alice, MONDAY)
    [row] = world.work(at(MONDAY))
    assert (row.kind, row.key) == ("webhook", f"webhook {alice.id} 2026-11-23")
    assert row.payload == {"day": "2026-11-23", "follow_ups": [step.id]}


def test_a_mail_goes_to_a_verified_address_only_and_without_any_way_nothing_counts(world: World, make: Make) -> None:
    dana = make.user("Dana", verified=False)
    world.follow_up(dana, MONDAY)
    assert world.work(at(MONDAY)) == []
    assert [step.nudges for step in world.all(FollowUp)] == [0]
    world.change(update(Address).values(verified_at=at(MONDAY)))
    assert keys(world.work(at(TUESDAY))) == [f"digest {dana.id} 2026-11-24"]


def test_a_weekly_mail_comes_on_the_first_working_day_with_what_the_phone_has_shown_since(
    world: World, alice: User
) -> None:
    world.device(alice)
    world.wants(alice, digest="weekly")
    step = world.follow_up(alice, WEDNESDAY)
    assert [row.kind for row in world.work(at(WEDNESDAY))] == ["push"]
    rows = [world.work(at(WEDNESDAY + timedelta(ahead))) for ahead in range(1, 6)]
    assert [len(row) for row in rows] == [1, 1, 1, 1, 2]
    assert (rows[-1][1].kind, rows[-1][1].payload["follow_ups"]) == ("digest", [step.id])


def test_a_weekly_mail_tells_what_is_coming_without_counting_it(world: World, alice: User) -> None:
    world.wants(alice, digest="weekly")
    world.follow_up(alice, WEDNESDAY)
    [row] = world.work(at(MONDAY))
    assert row.payload == {"day": "2026-11-23", "follow_ups": []}
    assert world.all(Prompt) == [] and world.all(FollowUp)[0].nudges == 0


def test_whoever_travels_west_is_not_prompted_twice_on_one_day(
    world: World, make: Make, client_for: Callable[[User], FlaskClient]
) -> None:
    emi = make.user("Emi", time_zone="Asia/Tokyo")
    for day in (MONDAY, TUESDAY):
        world.follow_up(emi, day)
    world.work(at(MONDAY, 9, zone="Asia/Tokyo"))
    form = {"name": "Emi", "time_zone": "America/Los_Angeles", "preferred_hour": "9", "days_off": ["5", "6"]}
    with time_machine.travel(at(MONDAY, 10, zone="Asia/Tokyo")):
        assert client_for(emi).post("/settings", data=form).status_code == 303
    noon = keys(world.work(at(MONDAY, 9, zone="America/Los_Angeles")))
    assert noon == [f"digest {emi.id} 2026-11-23"]
    assert keys(world.work(at(TUESDAY, 9, zone="America/Los_Angeles")))[1:] == [f"digest {emi.id} 2026-11-24"]


def test_what_comes_up_after_the_hour_is_prompted_on_the_next_day_even_if_the_hour_comes_again(
    world: World, alice: User
) -> None:
    world.follow_up(alice, MONDAY)
    world.work(at(MONDAY))
    late = world.follow_up(alice, MONDAY)
    world.change(update(Alarm).values(next_at=at(MONDAY, 17)))
    world.change(update(User).values(preferred_hour=17))
    assert len(world.work(at(MONDAY, 17))) == 1
    world.change(update(User).values(preferred_hour=9))
    world.change(update(Alarm).values(next_at=at(TUESDAY)))
    assert world.work(at(TUESDAY))[1].payload["follow_ups"] == [late.id]


def test_a_changed_hour_is_heard_on_the_same_day(
    world: World, make: Make, client_for: Callable[[User], FlaskClient]
) -> None:
    dana = make.user("Dana")
    world.follow_up(dana, MONDAY)
    world.work(at(MONDAY, 8))
    form = {"name": "Dana", "time_zone": "UTC", "preferred_hour": "17", "days_off": ["5", "6"]}
    with time_machine.travel(at(MONDAY, 8, 30)):
        assert client_for(dana).post("/settings", data=form).status_code == 303
    assert world.work(at(MONDAY, 9)) == [] == world.work(at(MONDAY, 16, 59))
    assert len(world.work(at(MONDAY, 17))) == 1


def test_a_zone_that_the_machine_does_not_know_any_more_is_read_as_utc(world: World, make: Make, alice: User) -> None:
    world.follow_up(alice, MONDAY)
    world.change(update(User).values(time_zone="Mars/Olympus"))
    assert len(world.work(at(MONDAY))) == 1


def test_a_lost_lease_rings_nothing(app: Flask, world: World, alice: User) -> None:
    world.follow_up(alice, MONDAY)
    with time_machine.travel(at(MONDAY), tick=False), app.app_context():
        alarms.enrol()
        held = alarms.claim(10)
        [person] = to_ring(held, now())
        alarms.reset(alice.id)
        assert ring(person, held.until, now()) == 0
        db.session.commit()
    assert world.queued() == []
    assert len(world.work(at(MONDAY))) == 1


def test_a_worker_that_dies_between_claiming_and_ringing_leaves_it_to_the_next(
    app: Flask, world: World, alice: User
) -> None:
    world.follow_up(alice, MONDAY)
    with time_machine.travel(at(MONDAY), tick=False), app.app_context():
        alarms.enrol()
        assert alarms.claim(10).user_ids == [alice.id]
        db.session.commit()
    assert world.work(at(MONDAY, 9, 4)) == []
    assert len(world.work(at(MONDAY, 9, 6))) == 1


def test_over_a_change_of_the_clocks_each_day_rings_once_by_day(world: World, make: Make) -> None:
    berlin = "Europe/Berlin"
    user = make.user("Dana", time_zone=berlin, days_off=0)
    for ahead in range(4):
        world.follow_up(user, date(2027, 3, 26) + timedelta(ahead))
    instant, end, seen = at(date(2027, 3, 26), 0, zone=berlin), at(date(2027, 3, 30), 0, zone=berlin), []
    while instant < end:
        hour = instant.astimezone(ZoneInfo(berlin)).hour
        seen += [(row.payload["day"], hour) for row in world.work(instant)[len(seen):]]
        instant += timedelta(minutes=30)
    assert seen == [(f"2027-03-{day}", 9) for day in (26, 27, 28, 29)]
