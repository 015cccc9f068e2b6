"""A worker is killed with -9 in the middle of it: the next one misses nothing, and sends one mail twice at most.

The long campaign is `python -m bench.prompts_kills`.
"""

import os
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select, update

from networking_app.accounts.models import Outgoing, User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.prompts.models import Alarm, Prompt, PromptSettings
from tests.databases import SETTINGS, Database
from tests.factories import Make
from tests.post import Mailbox
from tests.prompts.test_delivering_mail import run_worker
from tests.prompts.test_ringing import World

ROOT, PEOPLE = Path(__file__).parent.parent.parent, 40
AWAKE = {"preferred_hour": 0, "days_off": 0}


def test_nothing_is_missed_and_one_mail_at_most_comes_twice(
    app: Flask, database: Database, make: Make, mailbox: Mailbox
) -> None:
    readers = [_reader(app, make, number) for number in range(PEOPLE)]
    _begin_and_kill(database, mailbox)
    there = len(mailbox.messages)
    assert 0 < there < PEOPLE
    with app.app_context():  # the leases of the dead end
        db.session.execute(update(Outgoing).values(claimed_until=None))
        db.session.execute(update(Alarm).values(next_at=now() - timedelta(seconds=1)))
        db.session.commit()
    run_worker(app, "--once")
    times = Counter(str(mail["To"]) for mail in mailbox.messages)
    assert len(times) == len(readers) and len(mailbox.messages) <= PEOPLE + 1
    assert len({mail["Message-ID"] for mail in mailbox.messages}) == PEOPLE
    with app.app_context():
        assert len(db.session.scalars(select(Prompt.id)).all()) == PEOPLE


def _reader(app: Flask, make: Make, number: int) -> User:
    reader = make.user("Reader", email=f"reader{number}@example.org", **AWAKE)
    make.saved(PromptSettings(user_id=reader.id, quiet_from=0, quiet_until=0))
    World(app, make).follow_up(reader, now().date() - timedelta(1))
    return reader


def _begin_and_kill(database: Database, mailbox: Mailbox) -> None:
    settings = {**{name: str(value) for name, value in (SETTINGS | mailbox.settings).items() if name != "TESTING"},
                "DATABASE_URL": database.url, "DATA_DIR": str(database.folder)}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | settings) as worker:
        while len(mailbox.messages) < PEOPLE // 3:
            assert worker.poll() is None
            time.sleep(0.005)
        worker.kill()
