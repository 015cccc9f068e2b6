"""What hangs on somebody who goes at that very moment is refused in words, and never an error of ours."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import delete, text

from networking_app.accounts.models import User
from networking_app.extensions import db
from networking_app.ties.models import Tie
from tests.clients import signed_in, text_of
from tests.factories import Make

WAITING = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")


@pytest.mark.only("postgresql")  # SQLite lets nobody write beside another
@pytest.mark.parametrize("gone", ["the tie", "its person"])
def test_what_hangs_on_a_row_that_goes_meanwhile_is_refused(
    app: Flask, make: Make, alice: User, bob: User, gone: str
) -> None:
    tie = make.tie(alice, bob)
    with app.app_context():
        engine = db.engine
    browser = signed_in(app, alice)
    going = delete(Tie).where(Tie.id == tie.id) if gone == "the tie" else delete(User).where(User.id == bob.id)
    with ThreadPoolExecutor(1) as threads, engine.connect() as other, engine.connect() as onlooker:
        other.execute(going)
        answer = threads.submit(browser.post, f"/ties/{tie.id}/opening")
        until = time.monotonic() + 10
        while not onlooker.scalar(WAITING) and time.monotonic() < until:
            time.sleep(0.005)
        other.commit()
        refused = answer.result(10)
    assert refused.status_code == 409 and "at the same moment" in text_of(refused)
    assert browser.post(f"/ties/{tie.id}/opening").status_code in (404, 422)
