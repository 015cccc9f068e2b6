"""What waits besides follow-ups is told once: introductions when they begin to wait, what one owes on its day."""

from datetime import date, datetime, timedelta
from email.message import EmailMessage

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from networking_app.accounts.models import Block, User
from networking_app.follow_ups.models import FollowUp
from networking_app.introductions.models import Introducible, Introduction
from networking_app.owed.models import Owed
from networking_app.prompts.delivering import deliver_batch
from networking_app.prompts.push_messages import message_for
from tests.factories import Make
from tests.post import Mailbox
from tests.prompts.rounds import MONDAY, TUESDAY, WEDNESDAY, World, at

FRIDAY = date(2026, 11, 27)


@pytest.fixture
def world(app: Flask, make: Make, alice: User, bob: User, charlie: User) -> World:
    for user in (bob, charlie):
        make.tie(alice, user)
        make.tie(user, alice)
        make.saved(Introducible(user_id=user.id))
    return World(app, make)


def asked(world: World, alice: User, bob: User, charlie: User, when: datetime) -> Introduction:
    """Bob asks Alice to introduce him to Charlie."""
    return world.make.saved(Introduction(
        connector_id=alice.id, first_id=bob.id, second_id=charlie.id, asked_at=when, request="We both sail",
        first_yes_at=when, expires_at=when + timedelta(days=14)))


def owed(world: World, alice: User, day: date, **columns: object) -> Owed:
    tie = world.make.tie(alice)
    return world.make.saved(Owed(**{"owner_id": alice.id, "tie_id": tie.id, "kind": "favour", "side": "mine",
                                    "due_on": day} | columns))


def delivered(world: World, instant: datetime, mailbox: Mailbox) -> list[EmailMessage]:
    with time_machine.travel(instant, tick=False), world.app.app_context():
        while deliver_batch():
            pass
    return mailbox.messages


def test_an_introduction_is_told_the_next_morning_and_not_again(
    world: World, alice: User, bob: User, charlie: User, mailbox: Mailbox,
) -> None:
    assert world.work(at(MONDAY)) == []
    found = asked(world, alice, bob, charlie, at(MONDAY, 15))
    [row] = world.work(at(TUESDAY))
    assert (row.user_id, row.payload["follow_ups"]) == (alice.id, [])
    [mail] = delivered(world, at(TUESDAY), mailbox)
    assert mail["Subject"] == "1 introduction waits for your word"
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "http://localhost/introductions" in text and "Bob" not in text and "Nothing is open" not in text
    assert len(world.work(at(WEDNESDAY))) == 1
    # Passed on, it waits for the other one.
    world.change(update(Introduction).where(Introduction.id == found.id).values(
        context="You both sail", offered_at=at(WEDNESDAY, 12)))
    assert [row.user_id for row in world.work(at(date(2026, 11, 26)))] == [alice.id, charlie.id]
    assert len(world.work(at(FRIDAY))) == 2


def test_what_was_not_yet_there_to_be_seen_when_the_alarm_rang_is_told_the_next_time(
    world: World, alice: User, bob: User, charlie: User,
) -> None:
    assert world.work(at(MONDAY)) == []
    asked(world, alice, bob, charlie, at(MONDAY) - timedelta(seconds=2))
    assert len(world.work(at(TUESDAY))) == 1


def test_what_was_answered_before_it_was_told_is_not_told(
    world: World, alice: User, bob: User, charlie: User, mailbox: Mailbox,
) -> None:
    asked(world, alice, bob, charlie, at(MONDAY, 15))
    world.work(at(TUESDAY))
    world.change(update(Introduction).values(closed_at=at(TUESDAY)))
    assert delivered(world, at(TUESDAY), mailbox) == []


def test_it_is_told_also_where_what_was_due_is_done_before_the_mail_goes(
    world: World, alice: User, bob: User, charlie: User, mailbox: Mailbox,
) -> None:
    step = world.follow_up(alice, TUESDAY)
    asked(world, alice, bob, charlie, at(MONDAY, 15))
    [row] = world.work(at(TUESDAY))
    assert row.payload == {"day": "2026-11-24", "follow_ups": [step.id], "besides": True}
    world.change(update(FollowUp).where(FollowUp.id == step.id).values(completed_at=at(TUESDAY)))
    [mail] = delivered(world, at(TUESDAY), mailbox)
    assert mail["Subject"] == "1 introduction waits for your word"


def test_a_phone_is_told_of_it_without_names(
    world: World, alice: User, bob: User, charlie: User,
) -> None:
    asked(world, alice, bob, charlie, at(MONDAY, 15))
    world.wants(alice, digest="off", names_on_screen=True)
    device = world.device(alice)
    [row] = world.work(at(TUESDAY))
    assert (row.kind, row.payload["subscription_id"], row.payload["follow_ups"]) == ("push", device.id, [])
    owed(world, alice, TUESDAY)
    with time_machine.travel(at(TUESDAY), tick=False), world.app.test_request_context():
        message = message_for(alice.id, None, [], TUESDAY, is_first=True, for_besides=row.payload["besides"])
        assert message_for(alice.id, None, [], TUESDAY, is_first=True) is None
    assert message is not None
    said = message["notification"]
    assert (said["title"], said["body"]) == ("1 introduction waits for your word", "1 thing that you owe is due")
    assert said["navigate"] == "http://localhost/introductions" and "tie" not in said["data"]


def test_what_one_owes_is_told_on_its_day(world: World, alice: User, mailbox: Mailbox) -> None:
    owed(world, alice, WEDNESDAY)
    owed(world, alice, WEDNESDAY, side="theirs")
    owed(world, alice, WEDNESDAY, closed_at=at(MONDAY))
    told = [len(world.work(at(day))) for day in (MONDAY, TUESDAY, WEDNESDAY, date(2026, 11, 26))]
    assert told == [0, 0, 1, 1]
    [mail] = delivered(world, at(WEDNESDAY), mailbox)
    assert mail["Subject"] == "1 thing that you owe is due"


def test_who_gets_one_mail_a_week_hears_of_it_in_that(
    world: World, alice: User, bob: User, charlie: User, mailbox: Mailbox,
) -> None:
    world.wants(alice, digest="weekly")
    asked(world, alice, bob, charlie, at(TUESDAY, 15))
    assert [len(world.work(at(day))) for day in (WEDNESDAY, FRIDAY, date(2026, 11, 30))] == [0, 0, 1]
    [mail] = delivered(world, at(date(2026, 11, 30)), mailbox)
    assert mail["Subject"] == "1 introduction waits for your word"


def test_whom_one_blocked_asks_for_nothing(
    world: World, alice: User, bob: User, charlie: User,
) -> None:
    asked(world, alice, bob, charlie, at(MONDAY, 15))
    world.make.saved(Block(blocker_id=alice.id, blocked_id=bob.id))
    assert world.work(at(TUESDAY)) == []
