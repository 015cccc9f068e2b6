"""What wakes a phone is sealed for it, says how many and from where, and copes with every kind of push service."""

import json
import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from networking_app.accounts.models import Outgoing, User
from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.introductions.models import Introduction
from networking_app.prompts import outside
from networking_app.prompts.models import Alarm, PromptSettings, PushSubscription
from networking_app.prompts.push_keys import browser_key
from networking_app.ties.models import Tie
from tests import receivers
from tests.factories import Make
from tests.push_phone import PushPhone, claims_of, subscribed
from tests.receivers import Receiver, answering, receiving

TUESDAY_NOON = "2026-11-24T12:00:00+00:00"
LONG = "\U0001f9f1" * 120


@pytest.fixture(autouse=True)
def _on_a_tuesday() -> Iterator[None]:
    with time_machine.travel(TUESDAY_NOON):
        yield


@pytest.fixture
def service() -> Iterator[Receiver]:
    """A push service on loopback."""
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def ready(configure: Callable[..., Flask], service: Receiver) -> Flask:
    """An installation that pushes to it."""
    return configure(VAPID_CONTACT="mailto:ops@knownby.org", PUSH_HOSTS=("localhost",),
                     ALLOWED_HOSTS_INSIDE=(service.place,))


@pytest.fixture
def phone() -> PushPhone:
    return PushPhone()


@pytest.fixture
def subscription(make: Make, alice: User, phone: PushPhone, service: Receiver) -> PushSubscription:
    return subscribed(make, alice, phone, service.url)


@pytest.fixture
def pydata(make: Make, alice: User) -> Event:
    return make.event(alice, summary="PyData", starts_at=now() - timedelta(days=1), ends_at=now() - timedelta(hours=20))


def follow_up(make: Make, tie: Tie, event: Event | None, **columns: Any) -> FollowUp:
    values = {"owner_id": tie.owner_id, "tie_id": tie.id, "event_id": event.id if event else None, "position": 0,
              "step_key": "thanks", "title": "Say thank you", "condition": "always", "due_on": now().date(),
              "due_at": now() + timedelta(days=7)}
    return make.saved(FollowUp(**{**values, **columns}))


def met(make: Make, alice: User, event: Event | None, *names: str) -> list[FollowUp]:
    return [follow_up(make, make.tie(alice, name=name), event) for name in names]


def push(
    make: Make, subscription: PushSubscription, event: Event | None, steps: list[FollowUp], **more: Any
) -> None:
    payload = {"event_id": event.id if event else None, "day": now().date().isoformat(),
               "follow_ups": [step.id for step in steps], "subscription_id": subscription.id, **more}
    make.saved(Outgoing(kind="push", user_id=subscription.user_id, payload=payload))


def work(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["worker", "--once"])
    assert result.exit_code == 0, result.output


def row_of(app: Flask) -> Outgoing:
    with app.app_context():
        return db.session.scalars(select(Outgoing).where(Outgoing.kind == "push")).one()


def devices(app: Flask) -> list[PushSubscription]:
    with app.app_context():
        return list(db.session.scalars(select(PushSubscription)))


def arrived(service: Receiver, phone: PushPhone) -> dict[str, Any]:
    [got] = service.got
    return dict(json.loads(phone.read(got.body)))


def test_the_message_says_how_many_people_from_which_event(
    ready: Flask, make: Make, alice: User, service: Receiver, phone: PushPhone, subscription: PushSubscription,
    pydata: Event,
) -> None:
    push(make, subscription, pydata, met(make, alice, pydata, "Grace Hopper", "Alan Turing", "Ada Lovelace"))
    work(ready)
    said = arrived(service, phone)
    words = said["notification"]
    assert said["web_push"] == 8030 and said["app_badge"] == words["app_badge"] == "3"
    assert words["title"] == "3 people to follow up from PyData"
    assert words["navigate"] == f"http://localhost/events/{pydata.id}/follow-ups"
    assert words["tag"] == f"event-{pydata.id}" and (words["lang"], words["dir"]) == ("en", "ltr")
    row = row_of(ready)
    assert row.done_at and row.error is None and row.payload == {}
    [device] = devices(ready)
    assert device.reached_at


def test_the_headers_are_those_of_the_rfcs(
    ready: Flask, make: Make, alice: User, service: Receiver, subscription: PushSubscription, pydata: Event
) -> None:
    push(make, subscription, pydata, met(make, alice, pydata, "Grace Hopper"))
    work(ready)
    [got] = service.got
    assert got.headers["content-encoding"] == "aes128gcm" and got.headers["urgency"] == "normal"
    assert 0 < int(got.headers["ttl"]) <= 2 * 86_400
    assert got.headers["topic"] == f"event-{pydata.id}" and len(got.headers["topic"]) <= 32
    claims = claims_of(got.headers["authorization"])
    assert claims["aud"] == f"http://{service.place}" and claims["sub"] == "mailto:ops@knownby.org"
    assert now().timestamp() < claims["exp"] <= now().timestamp() + 86_400
    with ready.app_context():
        assert got.headers["authorization"].endswith(f"k={browser_key()}")


def test_no_name_is_in_it_unless_chosen(
    ready: Flask, make: Make, alice: User, service: Receiver, phone: PushPhone, subscription: PushSubscription,
    pydata: Event,
) -> None:
    [one] = met(make, alice, pydata, "Grace Hopper")
    make.note(make.tie(alice, name="Nobody"), "brings bricks")
    push(make, subscription, pydata, [one])
    work(ready)
    assert not any(word in json.dumps(arrived(service, phone)) for word in ("Grace", "Hopper", "thank you", "bricks"))
    make.saved(PromptSettings(user_id=alice.id, names_on_screen=True))
    service.got.clear()
    push(make, subscription, pydata, [one, *met(make, alice, pydata, "Alan Turing", "Ada", "Linus")])
    work(ready)
    said = arrived(service, phone)["notification"]
    assert said["title"] == "4 people to follow up from PyData"
    assert said["body"] == "Grace Hopper, Alan Turing and 2 more"


def test_the_first_of_a_day_says_how_many_introductions_wait(
    ready: Flask, make: Make, alice: User, bob: User, charlie: User, service: Receiver, phone: PushPhone,
    subscription: PushSubscription,
) -> None:
    for user in (bob, charlie):
        make.tie(alice, user)
    make.saved(Introduction(connector_id=alice.id, first_id=bob.id, second_id=charlie.id, asked_at=now(),
                            request="Why not", first_yes_at=now(), expires_at=now() + timedelta(days=9)))
    make.saved(Alarm(user_id=alice.id, next_at=now() + timedelta(days=1)))
    [step], bodies = met(make, alice, None, "Grace Hopper"), []
    for is_first in (True, False):
        push(make, subscription, None, [step], is_first=is_first)
        work(ready)
        bodies.append(arrived(service, phone)["notification"]["body"])
        service.got.clear()
    assert bodies[0] == f"{bodies[1]}\n1 introduction waits for your word" and "Bob" not in bodies[0]


def test_without_an_event_it_leads_to_today(
    ready: Flask, make: Make, alice: User, service: Receiver, phone: PushPhone, subscription: PushSubscription
) -> None:
    push(make, subscription, None, met(make, alice, None, "Grace Hopper", "Alan Turing"))
    work(ready)
    words = arrived(service, phone)["notification"]
    assert words["title"] == "2 people to get in touch with" and words["navigate"] == "http://localhost/"
    assert words["data"] == {"quiet": [21, 8]}


def test_about_one_person_it_carries_what_answers_it(
    ready: Flask, make: Make, alice: User, service: Receiver, phone: PushPhone, subscription: PushSubscription,
    pydata: Event,
) -> None:
    [one] = met(make, alice, pydata, "Grace Hopper")
    push(make, subscription, pydata, [one])
    work(ready)
    words = arrived(service, phone)["notification"]
    assert words["title"] == "1 person to follow up from PyData"
    assert words["data"] == {"quiet": [21, 8], "tie": one.tie_id, "follow_up": one.id}


@pytest.mark.parametrize("column", ["completed_at", "skipped_at", "withdrawn_at", "snoozed_until"])
def test_what_is_no_longer_open_is_not_mentioned(
    ready: Flask, make: Make, alice: User, service: Receiver, subscription: PushSubscription, pydata: Event, column: str
) -> None:
    value = now().date() + timedelta(days=3) if column == "snoozed_until" else now()
    closed = follow_up(make, make.tie(alice, name="Grace Hopper"), pydata, **{column: value})
    push(make, subscription, pydata, [closed])
    work(ready)
    assert service.got == [] and row_of(ready).done_at and row_of(ready).error is None


def test_nothing_of_somebody_else_is_told(
    ready: Flask, make: Make, alice: User, bob: User, service: Receiver, subscription: PushSubscription, pydata: Event
) -> None:
    push(make, subscription, pydata, met(make, bob, pydata, "Grace Hopper"))
    work(ready)
    assert service.got == []


def test_a_phone_that_is_anothers_by_now_hears_nothing(
    ready: Flask, make: Make, alice: User, bob: User, service: Receiver, subscription: PushSubscription, pydata: Event
) -> None:
    push(make, subscription, pydata, met(make, alice, pydata, "Grace Hopper"))
    make.saved(Outgoing(kind="push", user_id=alice.id, payload={"subscription_id": subscription.id, "shown": True}))
    with ready.app_context():
        db.session.get_one(PushSubscription, subscription.id).user_id = bob.id
        db.session.commit()
    work(ready)
    assert service.got == []


def test_the_longest_names_fit(
    ready: Flask, make: Make, alice: User, service: Receiver, phone: PushPhone, subscription: PushSubscription
) -> None:
    event = make.event(alice, summary="\U0001f9f1" * 200)
    make.saved(PromptSettings(user_id=alice.id, names_on_screen=True))
    push(make, subscription, event, met(make, alice, event, LONG, LONG, LONG))
    work(ready)
    assert arrived(service, phone)["notification"]["body"] == ", ".join([LONG] * 3)
    assert len(service.got[0].body) <= 4096


@pytest.mark.parametrize("status", [404, 410])
def test_who_has_unsubscribed_is_forgotten(
    ready: Flask, make: Make, alice: User, service: Receiver, subscription: PushSubscription, pydata: Event, status: int
) -> None:
    service.behave = answering(status)
    push(make, subscription, pydata, met(make, alice, pydata, "Grace Hopper"))
    work(ready)
    assert devices(ready) == [] and row_of(ready).done_at and len(service.got) == 1


@pytest.mark.parametrize("status", [301, 307, 400, 401, 403, 429, 500, 503])
def test_a_refusal_is_tried_again_and_forgets_nobody(
    ready: Flask, make: Make, alice: User, service: Receiver, subscription: PushSubscription, pydata: Event, status: int
) -> None:
    with receiving() as elsewhere:
        service.behave = answering(status, b'{"reason": "BadJwtToken"}', Location=elsewhere.url)
        push(make, subscription, pydata, met(make, alice, pydata, "Grace Hopper"))
        work(ready)
        assert elsewhere.got == []
    [device] = devices(ready)
    row = row_of(ready)
    assert device.reached_at is None and not row.done_at and row.due_at > now()
    assert row.error == f"Undelivered {status}"


def test_what_is_too_large_is_given_up(
    ready: Flask, make: Make, alice: User, service: Receiver, subscription: PushSubscription, pydata: Event
) -> None:
    service.behave = answering(413)
    push(make, subscription, pydata, met(make, alice, pydata, "Grace Hopper"))
    work(ready)
    assert row_of(ready).done_at and row_of(ready).error == "Refused 413" and devices(ready)


@pytest.mark.parametrize("as_date", [False, True])
def test_a_service_that_asks_for_patience_gets_it(
    ready: Flask, make: Make, alice: User, service: Receiver, subscription: PushSubscription, pydata: Event,
    as_date: bool,
) -> None:
    wanted = timedelta(hours=2)
    header = format_datetime(now() + wanted, usegmt=True) if as_date else str(int(wanted.total_seconds()))
    service.behave = answering(429, Retry_After=header)
    push(make, subscription, pydata, met(make, alice, pydata, "Grace Hopper"))
    work(ready)
    assert abs(row_of(ready).due_at - now() - wanted) < timedelta(minutes=1)


@pytest.mark.parametrize("header", ["soon", "-5", "", "Wed, 99 Nov 2026 12:00:00 GMT", "1e9", "\u00b2"])
def test_odd_patience_is_the_usual_pause(header: str) -> None:
    from networking_app.prompts.pushing import pause_of

    assert pause_of({"retry-after": header}) == 0.0


@pytest.mark.parametrize("behave", [receivers.hang, receivers.drip, receivers.gibberish])
def test_a_service_that_never_answers_is_left_and_tried_again(
    ready: Flask, make: Make, alice: User, service: Receiver, subscription: PushSubscription, pydata: Event,
    behave: receivers.Behave, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(outside, "WHOLE_SECONDS", 0.3)
    service.behave = behave
    push(make, subscription, pydata, met(make, alice, pydata, "Grace Hopper"))
    work(ready)
    assert not row_of(ready).done_at and row_of(ready).error and devices(ready)


def test_a_gigabyte_is_not_read(
    ready: Flask, make: Make, alice: User, service: Receiver, subscription: PushSubscription, pydata: Event
) -> None:
    service.behave = receivers.flood
    push(make, subscription, pydata, met(make, alice, pydata, "Grace Hopper"))
    work(ready)
    assert row_of(ready).done_at and row_of(ready).error is None


def test_a_service_that_is_no_longer_on_the_list_is_not_asked(
    configure: Callable[..., Flask], make: Make, alice: User, service: Receiver, subscription: PushSubscription,
    pydata: Event,
) -> None:
    strict = configure(VAPID_CONTACT="mailto:ops@knownby.org", ALLOWED_HOSTS_INSIDE=(service.place,))
    push(make, subscription, pydata, met(make, alice, pydata, "Grace Hopper"))
    work(strict)
    assert service.got == [] and row_of(strict).error == "Refused 0"


def test_without_a_contact_nothing_is_pushed(
    app: Flask, make: Make, alice: User, service: Receiver, subscription: PushSubscription, pydata: Event
) -> None:
    push(make, subscription, pydata, met(make, alice, pydata, "Grace Hopper"))
    work(app)
    assert service.got == [] and row_of(app).done_at


def test_the_log_says_why_and_tells_no_address(
    ready: Flask, make: Make, alice: User, service: Receiver, subscription: PushSubscription, pydata: Event,
    caplog: pytest.LogCaptureFixture,
) -> None:
    service.behave = answering(403, b'{"reason": "BadJwtToken", "endpoint": "https://push.example/secret-token"}')
    push(make, subscription, pydata, met(make, alice, pydata, "Grace Hopper"))
    with caplog.at_level(logging.WARNING, "knownby"):
        work(ready)
    [record] = [record for record in caplog.records if record.getMessage() == "push refused"]
    assert record.fields == {"service": "localhost", "status": 403, "reason": "BadJwtToken"}  # type: ignore[attr-defined]
    assert not any("wake?me" in str(vars(one)) or "secret-token" in str(vars(one)) for one in caplog.records)
