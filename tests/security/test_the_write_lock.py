"""On SQLite there is one write lock for everybody: nothing slow may happen while a request holds it."""

import fcntl
import io
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, make_url, text

from networking_app.accounts import passwords
from networking_app.accounts.models import User
from networking_app.cards import photo_views
from networking_app.extensions import db
from tests.clients import Client, signed_in
from tests.endpoints import CLIENT_ID
from tests.factories import PASSWORD, Make
from tests.world import World

pytestmark = pytest.mark.only("sqlite")
ClientFor = Callable[[User], FlaskClient]


def is_free(app: Flask) -> bool:
    """Whether a writer could begin now."""
    path = Path(f"{make_url(app.config['SQLALCHEMY_DATABASE_URI']).database}.lock")
    with path.open("w") as other:
        try:
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


class Watched:
    """The hasher, noting at each use whether the lock was free."""

    def __init__(self, app: Flask) -> None:
        self.app, self.hasher, self.seen = app, passwords.HASHER, list[bool]()

    def __getattr__(self, name: str) -> Any:
        if name in ("hash", "verify"):
            self.seen.append(is_free(self.app))
        return getattr(self.hasher, name)


@pytest.mark.parametrize(("address", "form"), [
    ("/sign-in", {"email": "bob@example.org", "password": PASSWORD}),
    ("/sign-in", {"email": "bob@example.org", "password": "wrong"}),
    ("/sign-in", {"email": "nobody@example.org", "password": "wrong"}),
    ("/sign-up", {"name": "Fay", "email": "fay@example.org", "password": "tea with lemon"}),
    ("/password", {"old": PASSWORD, "password": "tea with lemon"}),
    ("/password/reset/{reset}", {"password": "tea with lemon"}),
    ("/account/closure", {"password": PASSWORD}),
])
@pytest.mark.parametrize("known", [False, True])
def test_nobody_waits_while_a_password_is_hashed(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch, address: str, form: dict[str, str], known: bool
) -> None:
    person = signed_in(app, world.bob) if known else Client(app)
    watched = Watched(app)
    monkeypatch.setattr(passwords, "HASHER", watched)
    answer = person.post(world.fill(address), data=form)
    assert all(watched.seen)
    assert bool(watched.seen) is (answer.status_code not in (401,) and not (known and address == "/sign-up"))


def test_nobody_waits_while_a_photo_is_drawn(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    real = photo_views.reencode
    monkeypatch.setattr(photo_views, "reencode", lambda data: seen.append(is_free(app)) or real(data))
    photo = {"photo": (io.BytesIO(b"no photo"), "a.jpg")}
    assert signed_in(app, world.bob).post(world.fill("/cards/{card}/photo"), data=photo).status_code == 303
    assert seen == [True]


class Slow(io.RawIOBase):
    """A body that arrives while others write."""

    def __init__(self, app: Flask, body: bytes) -> None:
        self.app, self.rest, self.seen = app, io.BytesIO(body), list[bool]()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.seen.append(is_free(self.app))
        return self.rest.readinto(buffer)


@pytest.mark.parametrize(("address", "kind", "body"), [
    ("/ties/{tie}/notes", "application/x-www-form-urlencoded", f"text=tea&client_id={CLIENT_ID}".encode()),
    ("/scans", "application/json", b'{"code": "x", "client_id": "0123abcd"}'),
    ("/c/{code}/cards-left", "application/x-www-form-urlencoded", b"full_name=Grace"),
    ("/cards/{card}/photo", "multipart/form-data; boundary=x", b"--x\r\n\r\n\r\n--x--\r\n"),
    ("/sign-in", "application/x-www-form-urlencoded", b"email=a&password=b"),
])
def test_nobody_waits_for_a_slow_sender(app: Flask, world: World, address: str, kind: str, body: bytes) -> None:
    sent = Slow(app, body)
    answer = signed_in(app, world.bob).post(
        world.fill(address), content_type=kind,
        environ_overrides={"CONTENT_LENGTH": str(len(body)), "wsgi.input": sent})
    assert answer.status_code < 500
    assert sent.seen and all(sent.seen)


def watched_statements(app: Flask, act: Callable[[], Any]) -> list[tuple[str, bool]]:
    seen: list[tuple[str, bool]] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        seen.append((statement, is_free(app)))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return seen


@pytest.mark.parametrize(("address", "form"), [("/look-ups", {"code": "{code}"}), ("/export", {})])
def test_what_only_reads_lets_others_write(
    app: Flask, world: World, client_for: ClientFor, address: str, form: dict[str, str]
) -> None:
    data, alice = {name: world.fill(value) for name, value in form.items()}, client_for(world.alice)
    seen = watched_statements(app, lambda: alice.post(address, data=data))
    reading = [free for statement, free in seen if "rate_limits" not in statement]
    assert len(reading) > 3 and all(reading)


def test_what_writes_keeps_others_waiting(app: Flask, world: World, client_for: ClientFor) -> None:
    bob = client_for(world.bob)
    seen = watched_statements(app, lambda: bob.post(world.fill("/ties/{tie}/tags"), data={"name": "tea"}))
    assert seen and not any(free for _statement, free in seen)


def test_a_reading_post_can_still_note_that_the_session_is_in_use(
    app: Flask, world: World, client_for: ClientFor
) -> None:
    alice = client_for(world.alice)
    with app.app_context():
        db.session.execute(text("UPDATE sessions SET last_seen_at = '2020-01-01 00:00:00.000000'"))
        db.session.commit()
    seen = watched_statements(app, lambda: alice.post("/look-ups", data={"code": world.ids["code"]}))
    assert [free for statement, free in seen if statement.startswith("UPDATE sessions")] == [False]


def test_a_second_write_in_one_thread_fails_at_once(app: Flask, make: Make) -> None:
    make.user()
    with app.app_context():
        db.session.execute(text("UPDATE users SET name = 'First'"))
        with app.app_context(), pytest.raises(RuntimeError, match="begun to write already"):
            db.session.execute(text("UPDATE users SET name = 'Second'"))
        db.session.commit()
        db.session.execute(text("UPDATE users SET name = 'Third'"))
        db.session.commit()
    assert is_free(app)


def test_a_lost_connection_leaves_the_queue(app: Flask, make: Make) -> None:
    make.user()
    with app.app_context():
        db.session.execute(text("UPDATE users SET name = 'First'"))
        db.session.connection().invalidate()
        db.session.rollback()
        assert is_free(app)
        db.session.execute(text("UPDATE users SET name = 'Second'"))
        db.session.commit()


def test_threads_wait_for_each_other(app: Flask, make: Make) -> None:
    make.user(change_seq=0)

    def count_up() -> None:
        with app.app_context():
            for _time in range(20):
                db.session.execute(text("UPDATE users SET change_seq = change_seq + 1"))
                db.session.commit()

    threads = [threading.Thread(target=count_up) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with app.app_context(), closing(db.session):
        assert db.session.scalar(text("SELECT change_seq FROM users")) == 80
