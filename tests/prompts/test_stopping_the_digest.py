"""No more mails: by the button of one's mail program (RFC 8058), by the link at the end, and back again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.prompts import signed_links
from networking_app.prompts.models import PromptSettings
from networking_app.prompts.signed_links import make_link
from tests.clients import text_of
from tests.factories import Make
from tests.post import Mailbox
from tests.prompts.digests import deliver, due

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def path_for(app: Flask) -> Callable[..., str]:
    """`path_for(alice)`: where a mail to her says that mails can be stopped."""

    def make_path(user: User, purpose: str = "stop daily") -> str:
        with app.app_context():
            return f"/unsubscribe/{make_link(purpose, user.id, user.id, user.created_at)}"

    return make_path


def digest_of(app: Flask, user: User) -> str:
    with app.app_context():
        return PromptSettings.of(user.id).digest


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://mail.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_mail_program_stops_them_with_one_request(
    app: Flask, make: Make, mailbox: Mailbox, alice: User, headers: dict[str, str]
) -> None:
    deliver(app, alice, due(make, make.tie(alice)))
    address = str(mailbox.messages[0]["List-Unsubscribe"]).strip("<>").removeprefix("http://localhost")
    stranger = app.test_client(use_cookies=False)
    for _time in range(2):
        answer = stranger.post(address, data=ONE_CLICK, headers=headers)
        assert answer.status_code == 200 and "No more" in text_of(answer)
        assert "Set-Cookie" not in answer.headers and digest_of(app, alice) == "off"
    deliver(app, alice, due(make, make.tie(alice)))
    assert len(mailbox.messages) == 1


def test_it_may_be_sent_as_a_form_with_parts(app: Flask, alice: User, path_for: Callable[..., str]) -> None:
    stranger = app.test_client()
    answer = stranger.post(path_for(alice), data=ONE_CLICK, content_type="multipart/form-data")
    assert answer.status_code == 200 and digest_of(app, alice) == "off"


def test_a_get_only_asks(app: Flask, client: FlaskClient, alice: User, path_for: Callable[..., str]) -> None:
    page = client.get(path_for(alice))
    assert "Stop these mails" in text_of(page) and page.headers["X-Robots-Tag"] == "noindex"
    assert digest_of(app, alice) == "daily"


@pytest.mark.parametrize("digest", ["daily", "weekly"])
def test_they_can_be_had_again_as_they_were(
    app: Flask, make: Make, client: FlaskClient, alice: User, path_for: Callable[..., str], digest: str
) -> None:
    make.saved(PromptSettings(user_id=alice.id, digest=digest))
    path = path_for(alice, f"stop {digest}")
    client.post(path)
    assert "Stop these mails?" in text_of(client.delete(path, follow_redirects=True))
    assert digest_of(app, alice) == digest


def test_an_old_link_stops_them_but_starts_nothing(
    app: Flask, client: FlaskClient, alice: User, path_for: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as then:
        then.setattr(signed_links, "now", lambda: now() - timedelta(days=400))
        path = path_for(alice)
    assert "Send them again" not in text_of(client.post(path))
    client.delete(path)
    assert digest_of(app, alice) == "off"


def test_what_comes_back_by_another_site_is_refused(
    app: Flask, alice: User, path_for: Callable[..., str]
) -> None:
    path, stranger = path_for(alice), app.test_client()
    stranger.post(path)
    assert stranger.delete(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert digest_of(app, alice) == "off"


def test_wrong_links_and_closed_accounts_change_nothing(
    app: Flask, client: FlaskClient, alice: User, bob: User, path_for: Callable[..., str]
) -> None:
    path = path_for(alice)
    with app.app_context():
        act = make_link("done", alice.id, alice.id, alice.created_at)
    for wrong in (path[:-1], f"{path}x", f"/unsubscribe/{act}", "/unsubscribe/x"):
        assert client.post(wrong).status_code == 404
    with app.app_context():
        db.session.execute(delete(User).where(User.id == alice.id))
        db.session.commit()
    assert client.post(path).status_code == 410 and client.get(path).status_code == 410
    assert digest_of(app, bob) == "daily"
