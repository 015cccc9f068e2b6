"""The worker as a process of its own: it delivers as things become due, and ends when told to."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from flask import Flask

from networking_app.accounts.models import Outgoing, User
from networking_app.extensions import db
from networking_app.prompts.shift import Shift
from tests.databases import SETTINGS, Database

ROOT = Path(__file__).parent.parent.parent


def test_it_goes_on_until_it_is_told_to_stop(app: Flask, database: Database, alice: User) -> None:
    settings = {"DATABASE_URL": database.url, "DATA_DIR": str(database.folder), "PYTHONUNBUFFERED": "1",
                **{name: str(SETTINGS[name]) for name in ("SECRET_KEY", "PUBLIC_URL", "LOG_LEVEL")}}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, stdout=subprocess.PIPE, text=True) as worker:
        for _round in range(2):
            with app.app_context():
                db.session.add(Outgoing(kind="reset", payload={"email": "alice@example.org"}))
                db.session.commit()
            assert worker.stdout is not None
            printed = "".join(line for line in iter(worker.stdout.readline, "---\n"))
            assert "alice@example.org" in printed and "/password/reset/" in printed
        worker.send_signal(signal.SIGTERM)
        assert worker.wait() == 0


def test_it_may_be_told_at_any_moment_of_a_pause() -> None:
    shift = Shift()

    def tell(*_line: object) -> Any:  # as a signal does, between two lines of the thread that waits
        shift.end()
        return tell

    def pause() -> None:
        sys.settrace(tell)
        shift.rest(60)

    paused = threading.Thread(target=pause, daemon=True)
    paused.start()
    paused.join(20)
    assert shift.is_over and not paused.is_alive()
