"""The devices one is signed in on are listed and ended one by one."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from networking_app.accounts.devices import device_in_words
from networking_app.accounts.models import Session, User
from networking_app.clock import now
from networking_app.extensions import db
from tests.clients import text_of

ClientFor = Callable[[User], FlaskClient]


def ids(app: Flask, user: User) -> list[int]:
    with app.app_context():
        return list(db.session.scalars(select(Session.id).where(Session.user_id == user.id).order_by(Session.id)))


def test_the_list_marks_the_one_in_use(client_for: ClientFor, alice: User, bob: User) -> None:
    here, _there, _bobs = client_for(alice), client_for(alice), client_for(bob)
    page = here.get("/sessions")
    assert text_of(page).count("this one") == 1
    assert page.text.count("_method=DELETE") == 2  # one other, and all others


def test_one_is_ended_the_others_stay(app: Flask, client_for: ClientFor, alice: User) -> None:
    here, there = client_for(alice), client_for(alice)
    assert here.post(f"/sessions/{ids(app, alice)[1]}?_method=DELETE").status_code == 303
    assert there.get("/settings").status_code == 302
    assert here.get("/settings").status_code == 200


def test_ending_the_own_one_signs_out(app: Flask, client_for: ClientFor, alice: User) -> None:
    here = client_for(alice)
    answer = here.delete(f"/sessions/{ids(app, alice)[0]}")
    assert "Clear-Site-Data" in answer.headers
    assert here.get("/settings").status_code == 302


def test_all_others_are_ended_at_once(client_for: ClientFor, alice: User, bob: User) -> None:
    here, there, further, bobs = client_for(alice), client_for(alice), client_for(alice), client_for(bob)
    assert here.delete("/sessions").status_code == 303
    assert [client.get("/settings").status_code for client in (here, there, further, bobs)] == [200, 302, 302, 200]


@pytest.mark.parametrize("session_id", ["bobs", "999999", "99999999999999999999"])
def test_somebody_elses_session_does_not_exist(
    app: Flask, client_for: ClientFor, alice: User, bob: User, session_id: str
) -> None:
    bobs = client_for(bob)
    wanted = str(ids(app, bob)[0]) if session_id == "bobs" else session_id
    assert client_for(alice).delete(f"/sessions/{wanted}").status_code == 404
    assert bobs.get("/settings").status_code == 200


def seen_days_ago(app: Flask) -> float:
    with app.app_context():
        return (now() - db.session.scalars(select(Session.last_seen_at)).one()) / timedelta(days=1)


def test_writing_keeps_last_seen_fresh_and_reading_changes_nothing(
    app: Flask, client_for: ClientFor, alice: User
) -> None:
    client = client_for(alice)
    with app.app_context():
        db.session.scalars(select(Session)).one().last_seen_at = now() - timedelta(days=2)
        db.session.commit()
    client.get("/sessions")
    assert seen_days_ago(app) > 1
    client.delete("/sessions")
    assert seen_days_ago(app) < 1


@pytest.mark.parametrize(("user_agent", "words"), [
    ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Linux"),
    ("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36",
     "Chrome on Android"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1",
     "Safari on iPhone"),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge on Windows"),
    ("curl/8", "Unknown device"), ("", "Unknown device"), ("<script>Firefox", "Firefox"),
])
def test_a_device_is_named_in_words(app: Flask, user_agent: str, words: str) -> None:
    with app.app_context():
        assert device_in_words(user_agent) == words
