"""The worker finds what is due and hands it to a real mail server."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from networking_app.accounts.models import Address, MailedLink, Outgoing, Session, User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.prompts.mail import Letter, message_of
from networking_app.prompts.queue import MOST_ATTEMPTS
from tests.factories import Make
from tests.post import Mailbox


def run_worker(app: Flask, *options: str) -> Result:
    result = app.test_cli_runner().invoke(args=["worker", *options])
    assert result.exit_code == 0, result.output
    return result


def sign_up(client: FlaskClient, email: str) -> None:
    form = {"name": "Dana", "email": email, "password": "tea with lemon", "time_zone": "UTC"}
    assert client.post("/sign-up", data=form).status_code == 303


def queued(app: Flask) -> list[Outgoing]:
    with app.app_context():
        return list(db.session.scalars(select(Outgoing).order_by(Outgoing.id)))


def test_signing_up_sends_a_link_to_confirm_the_address(app: Flask, client: FlaskClient, mailbox: Mailbox) -> None:
    sign_up(client, "dana@example.org")
    run_worker(app, "--once")
    [mail] = mailbox.to("dana@example.org")
    assert "http://localhost/addresses/" in mail.get_content()
    [row] = queued(app)
    assert row.done_at and row.payload == {}


def test_a_known_address_is_told_of_its_account(
    app: Flask, client: FlaskClient, mailbox: Mailbox, alice: User
) -> None:
    sign_up(client, "alice@example.org")
    run_worker(app, "--once")
    [mail] = mailbox.to("alice@example.org")
    assert "already have an account" in mail["Subject"]
    assert "/addresses/" not in mail.get_content()


def test_nobody_gets_a_reset_mail_without_an_account(app: Flask, client: FlaskClient, mailbox: Mailbox) -> None:
    assert client.post("/password/reset", data={"email": "nobody@example.org"}).status_code == 200
    run_worker(app, "--once")
    assert mailbox.messages == []
    assert queued(app)[0].done_at


def test_the_name_of_an_unconfirmed_account_is_in_no_mail(app: Flask, client: FlaskClient, mailbox: Mailbox) -> None:
    form = {"name": "Buy at https://evil.example", "email": "dana@example.org", "password": "tea with lemon"}
    client.post("/sign-up", data=form)
    client.post("/password/reset", data={"email": "dana@example.org"})
    run_worker(app, "--once")
    assert len(mailbox.messages) == 2
    assert not [mail for mail in mailbox.messages if "evil" in mail.as_string()]


def test_a_mail_keeps_its_id_when_it_is_sent_again(app: Flask, client: FlaskClient, mailbox: Mailbox) -> None:
    sign_up(client, "dana@example.org")
    run_worker(app, "--once")
    with app.app_context():
        row, address = db.session.scalars(select(Outgoing)).one(), db.session.scalars(select(Address)).one()
        row.done_at, row.payload = None, {"address_id": address.id}
        db.session.commit()
    run_worker(app, "--once")
    first, second = mailbox.messages
    assert first["Message-ID"] == second["Message-ID"]


def test_without_a_server_the_mail_is_printed(app: Flask, client: FlaskClient) -> None:
    sign_up(client, "dana@example.org")
    printed = run_worker(app, "--once").output
    assert "dana@example.org" in printed and re.search(r"http://localhost/addresses/\S+", printed)


def test_a_dry_run_leaves_everything_where_it_is(app: Flask, client: FlaskClient, mailbox: Mailbox) -> None:
    sign_up(client, "dana@example.org")
    assert "sign-up" in run_worker(app, "--dry-run").output
    assert mailbox.messages == [] and queued(app)[0].attempts == 0


@pytest.mark.parametrize("to", ["a@example.org\nBcc: b@example.org", "a@example.org, b@example.org", "a@example.org\r"])
def test_an_address_cannot_add_a_header_or_a_recipient(to: str) -> None:
    with pytest.raises(ValueError):
        message_of(Letter(to, "Hello", "text"), "Knownby <knownby@localhost>", "1")


def test_a_subject_cannot_add_a_header() -> None:
    with pytest.raises(ValueError):
        message_of(Letter("a@example.org", "Hello\r\nBcc: b@example.org", "text"), "knownby@localhost", "1")


def test_an_international_domain_is_written_in_ascii() -> None:
    message = message_of(Letter("ada@bücher.example", "Grüße", "text"), "knownby@localhost", "1")
    assert message["To"].addresses[0].addr_spec == "ada@xn--bcher-kva.example"


def test_what_cannot_be_delivered_is_tried_again_later_and_given_up_in_the_end(
    app: Flask, client: FlaskClient, configure: Callable[..., Flask]
) -> None:
    sign_up(client, "dana@example.org")
    nowhere = configure(SMTP_HOST="127.0.0.1", SMTP_PORT=1, SMTP_SECURITY="none")
    run_worker(nowhere, "--once")
    [row] = queued(app)
    assert row.attempts == 1 and row.due_at > now() and not row.done_at
    assert row.error == "ConnectionRefusedError"
    with app.app_context():
        waiting = db.session.scalars(select(Outgoing)).one()
        waiting.attempts, waiting.due_at = MOST_ATTEMPTS - 1, now()
        db.session.commit()
    run_worker(nowhere, "--once")
    [row] = queued(app)
    assert row.done_at and row.error == "ConnectionRefusedError"


def test_a_row_of_a_worker_that_died_is_delivered_after_its_lease(
    app: Flask, client: FlaskClient, mailbox: Mailbox
) -> None:
    sign_up(client, "dana@example.org")
    for ends, arrived in ((now() + timedelta(minutes=1), 0), (now() - timedelta(seconds=1), 1)):
        with app.app_context():
            row = db.session.scalars(select(Outgoing)).one()
            row.claimed_until, row.attempts = ends, 1
            db.session.commit()
        run_worker(app, "--once")
        assert len(mailbox.messages) == arrived


def test_the_worker_forgets_what_is_over(app: Flask, make: Make, alice: User) -> None:
    day = timedelta(days=1)
    for name, days in (("old", 181), ("new", 1)):
        make.saved(Session(user_id=alice.id, token_hash=name, created_at=now() - days * day))
    for number, (expires_at, used_at) in enumerate(((now() + day, now()), (now() - day, None), (now() + day, None))):
        make.saved(MailedLink(user_id=alice.id, purpose="reset", token_hash=str(number), expires_at=expires_at,
                              used_at=used_at))
    run_worker(app, "--once")
    with app.app_context():
        assert db.session.scalars(select(Session.token_hash)).all() == ["new"]
        assert db.session.scalars(select(MailedLink.token_hash)).all() == ["2"]
        assert db.session.scalar(select(func.count()).select_from(User)) == 1
