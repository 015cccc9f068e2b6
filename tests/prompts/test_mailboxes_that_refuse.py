"""Mail servers that say no for good, not now, or nothing at all: no storm of attempts, and the reader is told."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask
from flask.testing import FlaskClient

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.prompts import post_office
from networking_app.prompts.models import PromptSettings
from networking_app.ties.models import Tie
from tests.clients import text_of
from tests.factories import Make
from tests.machine.system import free_port
from tests.post import Mailbox
from tests.prompts.digests import deliver, due


class Doorkeeper(Mailbox):
    """A mail server that answers every recipient with the same line."""

    answer = "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.answer


@contextmanager
def sending_to(app: Flask, mailbox: Mailbox) -> Iterator[None]:
    before = {name: app.config[name] for name in mailbox.settings}
    app.config.update(mailbox.settings)
    yield
    app.config.update(before)


@pytest.fixture
def doorkeeper(app: Flask) -> Iterator[Doorkeeper]:
    keeper = Doorkeeper(free_port())
    server = Controller(keeper, hostname="127.0.0.1", port=keeper.port)
    server.start()
    with sending_to(app, keeper):
        yield keeper
    server.stop()


@pytest.fixture
def tie(make: Make, alice: User) -> Tie:
    return make.tie(alice)


def refusals(app: Flask, user: User) -> int:
    with app.app_context():
        return PromptSettings.of(user.id).mail_refusals


def test_a_mailbox_that_does_not_exist_is_asked_once_and_its_owner_told(
    app: Flask, make: Make, doorkeeper: Doorkeeper, client_for: Callable[[User], FlaskClient], alice: User, tie: Tie
) -> None:
    doorkeeper.answer = "550 5.1.1 no such mailbox"
    row = deliver(app, alice, due(make, tie))
    assert row.done_at and row.error == "Refused 550" and row.attempts == 1
    assert refusals(app, alice) == 1
    assert "refused the last mail" in text_of(client_for(alice).get("/reminders"))


def test_after_three_refusals_nothing_more_is_sent_until_the_reader_chooses(
    app: Flask, make: Make, doorkeeper: Doorkeeper, client_for: Callable[[User], FlaskClient], alice: User, tie: Tie
) -> None:
    doorkeeper.answer = "550 5.1.1 no such mailbox"
    step = due(make, tie)
    for _day in range(3):
        deliver(app, alice, step)
    doorkeeper.answer = "250 OK"
    assert deliver(app, alice, step).error is None and doorkeeper.messages == []
    phone = client_for(alice)
    assert "no more are sent" in text_of(phone.get("/reminders"))
    phone.post("/reminders/mail", data={"digest": "daily"})
    deliver(app, alice, step)
    assert len(doorkeeper.messages) == 1 and "refused" not in text_of(phone.get("/reminders"))


def test_one_mail_that_is_taken_makes_good_for_those_refused(
    app: Flask, make: Make, doorkeeper: Doorkeeper, alice: User, tie: Tie
) -> None:
    make.saved(PromptSettings(user_id=alice.id, mail_refusals=2))
    deliver(app, alice, due(make, tie))
    assert refusals(app, alice) == 0


@pytest.mark.parametrize("answer", [
    "452 4.2.2 mailbox full", "554 5.7.1 <alice@example.org>: Access denied", "550 relay not permitted",
])
def test_what_is_no_fault_of_the_mailbox_is_tried_again_later(
    app: Flask, make: Make, doorkeeper: Doorkeeper, alice: User, tie: Tie, answer: str
) -> None:
    doorkeeper.answer = answer
    row = deliver(app, alice, due(make, tie))
    assert not row.done_at and row.due_at > now() and refusals(app, alice) == 0


def test_a_server_that_says_nothing_is_left_after_a_while(
    app: Flask, make: Make, alice: User, tie: Tie, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(post_office, "TIMEOUT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent, sending_to(app, Mailbox(silent.getsockname()[1])):
        row = deliver(app, alice, due(make, tie))
    assert not row.done_at and row.due_at > now() and row.error
    with app.app_context():
        assert db.session.get(PromptSettings, alice.id).mail_refusals == 0
