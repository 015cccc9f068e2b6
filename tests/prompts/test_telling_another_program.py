"""A program of one's own is told what is due: signed, as often as it takes, and never where it must not go."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, select, update

from networking_app.accounts.models import Outgoing, User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.formats.webhook_signature import new_secret, signed_headers
from networking_app.prompts import outside
from networking_app.prompts.delivering import deliver_batch
from networking_app.prompts.models import Webhook
from networking_app.prompts.queue import MOST_ATTEMPTS
from networking_app.ties.models import Tie
from tests import receivers
from tests.clients import Client, signed_in, text_of
from tests.databases import KINDS
from tests.factories import Make
from tests.receivers import Receiver, answering, receiving

# Of forms and receivers: once, on the stricter database.
pytestmark = pytest.mark.only(KINDS[-1])

DOCUMENTED = Path(__file__).parents[2] / "docs" / "webhooks.md"
MONDAY_MORNING = datetime(2026, 11, 23, 9, 0, 30, tzinfo=UTC)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY_MORNING) as clock:
        yield clock


@pytest.fixture
def program() -> Iterator[Receiver]:
    """Alice's own program."""
    with receiving() as receiver:
        receiver.behave = answering(204)
        yield receiver


@pytest.fixture
def ready(configure: Callable[..., Flask], program: Receiver) -> Flask:
    """An installation that may send to it."""
    return configure(ALLOWED_HOSTS_INSIDE=(program.place,))


@pytest.fixture
def hook(make: Make, alice: User, program: Receiver, clock: time_machine.Traveller) -> Webhook:
    return make.saved(Webhook(user_id=alice.id, url=program.url, secret=SECRET))


@pytest.fixture
def ada(make: Make, alice: User, clock: time_machine.Traveller) -> Tie:
    return make.tie(alice, name="Ada")


def is_genuine(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """By the code in the documentation."""
    [snippet] = re.findall(r"```python\n(.*?)```", DOCUMENTED.read_text(), re.DOTALL)
    found: dict[str, Any] = {}
    exec(snippet, found)  # noqa: S102
    return found["is_genuine"](secret, headers, body)


def follow_up(make: Make, tie: Tie, **columns: object) -> FollowUp:
    given = {"owner_id": tie.owner_id, "tie_id": tie.id, "step_key": f"step {columns}", "position": 0,
             "title": "Say thank you", "condition": "always", "due_on": MONDAY_MORNING.date(), "due_at": MONDAY_MORNING}
    return make.saved(FollowUp(**given | columns))


def queued(make: Make, *steps: FollowUp, **columns: object) -> Outgoing:
    payload = {"day": "2026-11-23", "follow_ups": [step.id for step in steps]}
    given = {"kind": "webhook", "payload": payload, "user_id": steps[0].owner_id, "due_at": MONDAY_MORNING,
             "created_at": MONDAY_MORNING}
    return make.saved(Outgoing(**given | columns))


def deliver(app: Flask) -> Outgoing:
    """Deliver what is due; the last row as it is then."""
    with app.app_context():
        deliver_batch()
        row = db.session.scalars(select(Outgoing).order_by(Outgoing.id.desc())).first()
        assert row
        db.session.expunge_all()
    return row


def stored(app: Flask) -> Webhook:
    with app.app_context():
        hook = db.session.scalars(select(Webhook)).one()
        db.session.expunge_all()
    return hook


def test_what_is_due_arrives_signed(
    make: Make, ready: Flask, program: Receiver, hook: Webhook, alice: User, ada: Tie
) -> None:
    event = make.event(alice, summary="PyData")
    step = follow_up(make, ada, event_id=event.id)
    make.note(ada, "likes poems")
    assert deliver_after(ready, queued(make, step)).done_at
    [got] = program.got
    assert json.loads(got.body) == {
        "type": "follow_ups.due", "timestamp": "2026-11-23T09:00:30+00:00",
        "data": {"day": "2026-11-23", "items": [
            {"id": step.id, "title": "Say thank you", "due_on": "2026-11-23", "name": "Ada", "event": "PyData",
             "url": f"http://localhost/ties/{ada.id}"}]},
    }
    assert b"poems" not in got.body and got.headers["content-type"] == "application/json"
    assert is_genuine(SECRET, got.headers, got.body)
    assert (stored(ready).failure, stored(ready).reached_at is not None) == (None, True)


def deliver_after(app: Flask, _row: Outgoing) -> Outgoing:
    return deliver(app)


def test_the_worker_tells_it_once_at_the_hour_its_owner_prefers(
    make: Make, ready: Flask, program: Receiver, hook: Webhook, alice: User, ada: Tie, clock: time_machine.Traveller
) -> None:
    follow_up(make, ada)
    for at in (MONDAY_MORNING - timedelta(hours=1), MONDAY_MORNING, MONDAY_MORNING + timedelta(hours=1)):
        clock.move_to(at)
        assert ready.test_cli_runner().invoke(args=["worker", "--once"]).exit_code == 0
    [got] = program.got
    assert json.loads(got.body)["data"]["day"] == "2026-11-23"


def test_the_documented_check_refuses_what_was_changed(
    make: Make, ready: Flask, program: Receiver, hook: Webhook, ada: Tie, clock: time_machine.Traveller
) -> None:
    deliver_after(ready, queued(make, follow_up(make, ada)))
    [got] = program.got
    assert not is_genuine(new_secret(), got.headers, got.body)
    assert not is_genuine(SECRET, got.headers, got.body.replace(b"Ada", b"Eve"))
    assert not is_genuine(SECRET, got.headers | {"webhook-id": "msg_2"}, got.body)
    assert not is_genuine(SECRET, got.headers | {"webhook-timestamp": "now"}, got.body)
    clock.shift(301)
    assert not is_genuine(SECRET, got.headers, got.body)


def test_a_signature_is_the_one_of_the_standard() -> None:
    """The example of the specification's own libraries."""
    at = datetime.fromtimestamp(1614265330, UTC)
    headers = signed_headers(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", at, b'{"test": 2432232314}')
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("status", [200, 201, 204])
def test_any_kind_of_yes_is_one(
    make: Make, ready: Flask, program: Receiver, hook: Webhook, ada: Tie, status: int
) -> None:
    program.behave = answering(status)
    assert deliver_after(ready, queued(make, follow_up(make, ada))).done_at
    assert stored(ready).reached_at


@pytest.mark.parametrize(
    ("behave", "failure"),
    [(answering(301, Location="http://localhost:1/"), "301"), (answering(404), "404"), (answering(429), "429"),
     (answering(500), "500"), (receivers.gibberish, "unreachable"), (receivers.flood_of_headers, "unreachable")],
    ids=["301", "404", "429", "500", "gibberish", "a gigabyte of headers"],
)
def test_whoever_does_not_take_it_gets_it_again_as_the_same(
    make: Make, ready: Flask, program: Receiver, hook: Webhook, ada: Tie, clock: time_machine.Traveller,
    behave: receivers.Behave, failure: str,
) -> None:
    program.behave = behave
    row = deliver_after(ready, queued(make, follow_up(make, ada)))
    assert (row.done_at, row.attempts, stored(ready).failure) == (None, 1, failure)
    program.behave = answering(204)
    clock.shift(timedelta(minutes=5))
    assert deliver(ready).done_at
    first, second = program.got
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.headers["webhook-timestamp"] != second.headers["webhook-timestamp"]
    assert (first.body, is_genuine(SECRET, second.headers, second.body)) == (second.body, True)
    assert stored(ready).failure is None


def test_an_answer_without_an_end_was_an_answer(
    make: Make, ready: Flask, program: Receiver, hook: Webhook, ada: Tie
) -> None:
    program.behave = receivers.flood
    assert deliver_after(ready, queued(make, follow_up(make, ada))).done_at
    assert stored(ready).reached_at


def test_who_never_answers_is_not_waited_for(
    make: Make, ready: Flask, program: Receiver, hook: Webhook, ada: Tie, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "WHOLE_SECONDS", 0.3)
    program.behave = receivers.hang
    row = deliver_after(ready, queued(make, follow_up(make, ada)))
    assert (row.done_at, stored(ready).failure) == (None, "slow")


def test_a_wish_to_wait_is_heeded(make: Make, ready: Flask, program: Receiver, hook: Webhook, ada: Tie) -> None:
    program.behave = answering(429, Retry_After="7200")
    row = deliver_after(ready, queued(make, follow_up(make, ada)))
    assert row.due_at - now() > timedelta(minutes=119)


def test_whoever_is_gone_is_left_alone_and_their_owner_told(
    make: Make, ready: Flask, program: Receiver, hook: Webhook, alice: User, ada: Tie
) -> None:
    program.behave = answering(410)
    assert deliver_after(ready, queued(make, follow_up(make, ada))).done_at
    deliver_after(ready, queued(make, follow_up(make, make.tie(alice, name="Hedy"))))
    assert len(program.got) == 1
    browser = signed_in(ready, alice)
    assert "gone for good (410)" in text_of(browser.get("/reminders"))
    program.behave = answering(204)
    assert browser.post("/reminders/webhook/trial").status_code == 303
    deliver_after(ready, queued(make, follow_up(make, make.tie(alice, name="Grace"))))
    assert len(program.got) == 3


def test_what_is_given_up_is_said(
    make: Make, ready: Flask, program: Receiver, hook: Webhook, alice: User, ada: Tie
) -> None:
    program.behave = answering(503)
    row = deliver_after(ready, queued(make, follow_up(make, ada), attempts=MOST_ATTEMPTS - 1))
    assert row.done_at
    said = text_of(signed_in(ready, alice).get("/reminders"))
    assert "error (503). We tried for some hours and then let it be" in said


def test_what_was_done_meanwhile_is_left_out(
    make: Make, ready: Flask, program: Receiver, hook: Webhook, bob: User, ada: Tie
) -> None:
    theirs = follow_up(make, make.tie(bob, name="Grace"))
    steps = [follow_up(make, ada, title="Write"), theirs,
             follow_up(make, ada, title="Done", completed_at=MONDAY_MORNING),
             follow_up(make, ada, title="Later", snoozed_until=MONDAY_MORNING.date() + timedelta(days=2))]
    deliver_after(ready, queued(make, *steps))
    [got] = program.got
    assert [item["title"] for item in json.loads(got.body)["data"]["items"]] == ["Write"]


def test_nothing_is_sent_when_nothing_is_open_or_nobody_listens(
    make: Make, ready: Flask, program: Receiver, hook: Webhook, ada: Tie
) -> None:
    assert deliver_after(ready, queued(make, follow_up(make, ada, skipped_at=MONDAY_MORNING))).done_at
    waiting = queued(make, follow_up(make, ada, title="Write"))
    with ready.app_context():
        db.session.execute(delete(Webhook))
        db.session.commit()
    assert deliver_after(ready, waiting).done_at
    assert program.got == []


def test_what_came_of_an_address_that_was_changed_meanwhile_is_not_noted(
    make: Make, ready: Flask, program: Receiver, hook: Webhook, ada: Tie
) -> None:
    def change(handler: receivers.Handler) -> None:
        with ready.app_context():
            db.session.execute(update(Webhook).values(url="https://hooks.example/other"))
            db.session.commit()
        receivers.answer(handler, 500)

    program.behave = change
    deliver_after(ready, queued(make, follow_up(make, ada)))
    assert stored(ready).failure is None


@pytest.mark.parametrize("url", ["https://127.0.0.1/x", "https://localhost/x", "https://169.254.169.254/latest"])
def test_what_is_inside_gets_nothing_even_where_it_is_stored(
    make: Make, ready: Flask, alice: User, ada: Tie, clock: time_machine.Traveller, url: str
) -> None:
    make.saved(Webhook(user_id=alice.id, url=url, secret=SECRET))
    assert deliver_after(ready, queued(make, follow_up(make, ada))).done_at
    assert stored(ready).failure == "blocked"


@pytest.mark.parametrize(
    "url",
    ["", "x", "http://hooks.example/x", "ftp://hooks.example", "https://", "https://me:secret@hooks.example/",
     "https://hooks.example:99999/", "https://[::1/", "https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1:8443/",
     "https://localhost/", "https://hooks.example/\r\nX-Evil: 1", "https://hooks.example/a b", "https://b\u00fccher.example/",
     "javascript:alert(1)", "//hooks.example/", "https://hooks.example/" + "x" * 2000, "https://0x7f000001.\u0000/"],
)
def test_an_address_that_cannot_be_is_refused_and_kept_as_typed(app: Flask, alice: User, url: str) -> None:
    browser = signed_in(app, alice)
    answer = browser.post("/reminders/webhook", data={"url": url})
    assert answer.status_code == 422
    assert "field-bad" in answer.text
    with app.app_context():
        assert db.session.scalars(select(Webhook)).all() == []


def test_the_secret_is_shown_once_and_can_be_renewed(app: Flask, alice: User) -> None:
    browser = signed_in(app, alice)
    page = browser.post("/reminders/webhook", data={"url": "https://hooks.example/x?y=1"})
    [secret] = set(re.findall(r"whsec_[\w+/=]{44}", page.text))
    assert (page.status_code, stored(app).secret, stored(app).url) == (200, secret, "https://hooks.example/x?y=1")
    assert "whsec_" not in browser.get("/reminders").text
    assert browser.post("/reminders/webhook", data={"url": "https://hooks.example/z"}).status_code == 303
    assert (stored(app).url, stored(app).secret) == ("https://hooks.example/z", secret)
    [renewed] = set(re.findall(r"whsec_[\w+/=]{44}", browser.post("/reminders/webhook/secret").text))
    assert stored(app).secret == renewed != secret
    assert browser.post("/reminders/webhook?_method=DELETE").status_code == 303
    assert [browser.post(f"/reminders/webhook/{what}").status_code for what in ("trial", "secret")] == [404, 404]


@pytest.mark.parametrize(
    ("behave", "said"),
    [(answering(204), "It arrived."), (answering(500), "It answered with an error (500)."),
     (answering(302), "It sent us on to another address (302)"), (answering(410), "gone for good (410)"),
     (receivers.gibberish, "It could not be reached.")],
    ids=["204", "500", "302", "410", "gibberish"],
)
def test_a_test_tells_what_came_of_it(
    ready: Flask, program: Receiver, hook: Webhook, alice: User, behave: receivers.Behave, said: str
) -> None:
    program.behave = behave
    browser = signed_in(ready, alice)
    answer = browser.post("/reminders/webhook/trial")
    assert (answer.status_code, answer.location) == (303, "/reminders#webhook")
    assert said in text_of(browser.get("/reminders"))
    [got] = program.got
    message = json.loads(got.body)
    assert now() - datetime.fromisoformat(message.pop("timestamp")) < timedelta(minutes=1)
    assert message == {"type": "test", "data": {}}
    assert is_genuine(SECRET, got.headers, got.body)


def test_a_closed_door_is_said(configure: Callable[..., Flask], make: Make, alice: User) -> None:
    with receiving() as closed:
        pass
    app = configure(ALLOWED_HOSTS_INSIDE=(closed.place,))
    make.saved(Webhook(user_id=alice.id, url=closed.url, secret=SECRET))
    browser = signed_in(app, alice)
    assert browser.post("/reminders/webhook/trial").status_code == 303
    assert "It could not be reached." in text_of(browser.get("/reminders"))


def test_tests_are_counted(ready: Flask, program: Receiver, hook: Webhook, alice: User) -> None:
    browser = signed_in(ready, alice)
    assert [browser.post("/reminders/webhook/trial").status_code for _try in range(11)] == [303] * 10 + [429]


def test_one_who_hangs_keeps_one_thread_at_most(
    ready: Flask, program: Receiver, hook: Webhook, alice: User, bob: User
) -> None:
    """While Alice's program is asked, Bob is told to come back."""
    others: list[int] = []

    def ask_for_bob(handler: receivers.Handler) -> None:
        others.append(signed_in(ready, bob).post("/reminders/webhook/trial").status_code)
        receivers.answer(handler, 204)

    Make(ready).saved(Webhook(user_id=bob.id, url=program.url, secret=SECRET))
    program.behave = ask_for_bob
    assert signed_in(ready, alice).post("/reminders/webhook/trial").status_code == 303
    assert others == [429]


def test_only_its_owner_sees_an_address(app: Flask, hook: Webhook, alice: User, bob: User) -> None:
    assert hook.url in signed_in(app, alice).get("/reminders").text
    assert hook.url not in signed_in(app, bob).get("/reminders").text
    assert Client(app).post("/reminders/webhook/trial").status_code == 401
