"""The log says what happened, never who, with which code or in which words."""

import io
import json
import logging
import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from networking_app.access import public
from networking_app.extensions import db
from networking_app.logs import JsonLines
from networking_app.prompts.worker import deliver_batch
from tests.clients import Client, signed_in
from tests.databases import KINDS
from tests.endpoints import LINES
from tests.factories import PASSWORD
from tests.security.conftest import ask
from tests.world import HOOK, NOTE, World

SECRET = "the fox is in the orchard"  # noqa: S105


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the application's log writes, with everything it has to say."""
    log, written = logging.getLogger("knownby"), io.StringIO()
    handler, level = logging.StreamHandler(written), log.level
    handler.setFormatter(JsonLines())
    log.addHandler(handler)
    log.setLevel(logging.DEBUG)
    yield written
    log.removeHandler(handler)
    log.setLevel(level)


@pytest.mark.only(KINDS[-1])
def test_requests_leave_no_secret_in_the_log(app: Flask, world: World, lines: io.StringIO) -> None:
    world.ids["static"] = f"/static/{app.extensions['asset_version']}/"
    people = [Client(app), signed_in(app, world.alice), signed_in(app, world.bob)]
    cookies = [cookie.value for person in people if (cookie := person.get_cookie("session"))]
    for person in people:
        for line in LINES:
            ask(person, world, line)
    with app.app_context():
        deliver_batch()
    written = lines.getvalue()
    named = ("code", "short_code", "join_code", "reset", "verification", "left", "mailed", "stop", "password", "feed")
    words = (NOTE, HOOK, "whsec", "tea with lemon", "not this one", "ships", "@")
    secrets = [*(world.ids[name] for name in named), *cookies, *words]
    assert [secret for secret in secrets if secret in written] == []
    assert not re.search("alice|bob|charlie|grace|fay", written, re.IGNORECASE)
    entries = [json.loads(line) for line in written.splitlines()]
    assert sum(entry["message"] == "request" for entry in entries) == len(people) * len(LINES)
    assert all(re.fullmatch("[0-9a-f]{12}", entry["request"]) for entry in entries if entry["message"] == "request")


def fail_with_words() -> None:
    raise ValueError(SECRET)


def fail_in_sql() -> None:
    db.session.execute(text("SELECT nothing FROM nowhere WHERE name = :name"), {"name": SECRET})


def fail_because_of_sql() -> None:
    try:
        fail_in_sql()
    except SQLAlchemyError as error:
        raise LookupError(SECRET) from error


def fail_on_the_way() -> None:
    try:
        fail_with_words()
    finally:
        raise KeyError(SECRET)


@pytest.mark.parametrize("fail", [fail_with_words, fail_in_sql, fail_because_of_sql, fail_on_the_way])
def test_an_error_is_told_by_kind_and_place(
    make_app: Callable[..., Flask], lines: io.StringIO, fail: Callable[[], None]
) -> None:
    app = make_app(TESTING=False)
    app.add_url_rule("/broken/<code>", "broken", public(lambda code: fail()))
    lines.truncate(0)
    answer = Client(app).get("/broken/BCDFGHJK")
    written = lines.getvalue()
    assert answer.status_code == 500
    assert SECRET not in written + answer.text and "BCDFGHJK" not in written
    [told] = [entry for entry in map(json.loads, written.splitlines()) if entry["level"] == "ERROR"]
    assert told["endpoint"] == "broken" and told["request"]
    assert any(fail.__name__ in place for place in told["trace"])
    assert "Something broke on our side" in answer.text


def test_an_error_of_the_database_does_not_repeat_its_parameters(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(SQLAlchemyError) as caught:
            fail_in_sql()
        db.session.rollback()
    assert SECRET not in str(caught.value)


def test_a_database_that_is_away_is_an_error_page(make_app: Callable[..., Flask], lines: io.StringIO) -> None:
    app = make_app(TESTING=False, DATABASE_URL="sqlite:////nowhere/at/all.sqlite")
    client = Client(app)
    client.set_cookie("session", cookie_of_nobody(app))
    for address in ("/", "/ties", "/c/" + "A" * 26, "/readyz"):
        answer = client.get(address)
        assert (address, answer.status_code) == (address, 500)
        assert "Something broke on our side" in answer.text
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "Something broke" in client.post("/sign-in", data={"email": "a", "password": PASSWORD}).text
    assert PASSWORD not in lines.getvalue()


def cookie_of_nobody(app: Flask) -> str:
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return str(signer.dumps({"_user_id": "x" * 43, "_fresh": True}))
