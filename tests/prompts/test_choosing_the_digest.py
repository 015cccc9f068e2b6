"""How often the mail comes is chosen on the page of reminders, which also says where it goes and what it looks like."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from networking_app.accounts.models import Outgoing, User
from networking_app.extensions import db
from networking_app.prompts.delivering import deliver_batch
from networking_app.prompts.models import PromptSettings
from tests.clients import text_of
from tests.factories import Make
from tests.post import Mailbox
from tests.prompts.digests import due, part

ClientFor = Callable[[User], FlaskClient]


def settings_of(app: Flask, user: User) -> PromptSettings:
    with app.app_context():
        return PromptSettings.of(user.id)


@pytest.mark.parametrize("digest", ["weekly", "off", "daily"])
def test_it_is_kept_and_shown(app: Flask, client_for: ClientFor, alice: User, digest: str) -> None:
    phone = client_for(alice)
    assert phone.post("/reminders/mail", data={"digest": digest}).status_code == 303
    assert settings_of(app, alice).digest == digest
    page = phone.get("/reminders")
    assert f'value="{digest}" checked' in page.text and "alice@example.org" in text_of(page)


def test_choosing_keeps_what_else_was_chosen_and_gives_the_mailbox_another_chance(
    app: Flask, make: Make, client_for: ClientFor, alice: User
) -> None:
    make.saved(PromptSettings(user_id=alice.id, digest="off", quiet_from=19, mail_refusals=3))
    client_for(alice).post("/reminders/mail", data={"digest": "daily"})
    settings = settings_of(app, alice)
    assert (settings.digest, settings.quiet_from, settings.mail_refusals) == ("daily", 19, 0)


@pytest.mark.parametrize("digest", ["", "hourly", "daily\x00"])
def test_nothing_else_can_be_chosen(app: Flask, client_for: ClientFor, alice: User, digest: str) -> None:
    answer = client_for(alice).post("/reminders/mail", data={"digest": digest})
    assert answer.status_code == 422 and "does not look right" in text_of(answer)
    assert settings_of(app, alice).digest == "daily"


def test_without_a_confirmed_address_the_page_leads_to_one(make: Make, client_for: ClientFor) -> None:
    phone = client_for(make.user("Dana", verified=False))
    assert "Confirm my address" in text_of(phone.get("/reminders"))
    assert phone.post("/reminders/mail/now").status_code == 409


def test_one_can_be_had_at_once_whatever_the_hour(
    app: Flask, make: Make, mailbox: Mailbox, client_for: ClientFor, alice: User
) -> None:
    make.saved(PromptSettings(user_id=alice.id, digest="off", quiet_from=0, quiet_until=23))
    due(make, make.tie(alice, name="Grace"), days=3)
    answer = client_for(alice).post("/reminders/mail/now", follow_redirects=True)
    assert "On its way to alice@example.org" in text_of(answer)
    with app.app_context():
        deliver_batch()
    [mail] = mailbox.to("alice@example.org")
    assert "Grace" in part(mail, "plain") and settings_of(app, alice).digest == "off"


def test_with_nothing_open_it_says_so(
    app: Flask, mailbox: Mailbox, client_for: ClientFor, alice: User
) -> None:
    client_for(alice).post("/reminders/mail/now")
    with app.app_context():
        deliver_batch()
    assert "Nothing is open" in part(mailbox.messages[0], "plain") and "Nobody" in mailbox.messages[0]["Subject"]


def test_asking_without_end_is_stopped(app: Flask, client_for: ClientFor, alice: User) -> None:
    phone = client_for(alice)
    assert [phone.post("/reminders/mail/now").status_code for _time in range(7)] == [303] * 5 + [429] * 2
    with app.app_context():
        assert len(db.session.scalars(select(Outgoing)).all()) == 5
