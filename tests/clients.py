"""Browsers without a screen: test clients that send what a browser sends."""

import re
import secrets
from typing import Any

from flask import Flask, has_app_context
from flask.testing import FlaskClient
from sqlalchemy import delete
from werkzeug.test import TestResponse

from networking_app.accounts.models import Session, User, hashed
from networking_app.extensions import db
from networking_app.rate_limits import RateLimit

DEVICE = "Knownby test phone"


class Client(FlaskClient):
    """A client of its own: sends `Origin` as our pages do, and refuses to run inside a test's own context."""

    def __init__(self, app: Flask, **settings: Any) -> None:
        super().__init__(app, app.response_class, **settings)
        self.environ_base["HTTP_ORIGIN"] = app.config["PUBLIC_URL"]

    def open(self, *arguments: Any, **settings: Any) -> TestResponse:
        if has_app_context():
            raise RuntimeError("Leave the app context before you make a request: it would be shared with the request.")
        return super().open(*arguments, **settings)


def signed_in(app: Flask, user: User) -> Client:
    """A client with a session of its own for the user."""
    client = Client(app)
    client.set_cookie(app.config["SESSION_COOKIE_NAME"], session_cookie(app, user))
    return client


def session_cookie(app: Flask, user: User) -> str:
    """The value of the cookie of a new session of the user."""
    token = secrets.token_urlsafe(32)
    with app.app_context():
        db.session.add(Session(user_id=user.id, token_hash=hashed(token), device=DEVICE))
        db.session.commit()
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return str(signer.dumps({"_user_id": token, "_fresh": True, "_permanent": True}))


def forget_attempts(app: Flask) -> None:
    """Let everybody try as often again as they may."""
    with app.app_context():
        db.session.execute(delete(RateLimit))
        db.session.commit()


def text_of(response: TestResponse) -> str:
    """What a person reads of a page: its text without tags, white space folded."""
    html = re.sub(r"(?s)<(script|style|template)\b.*?</\1>", " ", response.get_data(as_text=True))
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())
