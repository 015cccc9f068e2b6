"""What a trial asks of those who run the server: to end a session, to fill a disk, to kill a process."""

import resource
import time
from random import Random
from typing import Any

from flask import Flask
from sqlalchemy import text

from networking_app.extensions import db
from tests.faults.people import sign_in, sign_out
from tests.faults.server import Server

MOMENTS = (0, 0.005, 0.02, 0.05, 0.1)  # seconds after the requests have set out
LARGEST = 150_000  # bytes; a log of SQLite passes it within a few commits


class Breaker:
    """Has the server under its hands."""

    def __init__(self, app: Flask, server: Server, random: Random) -> None:
        self.app, self.server, self.random = app, server, random

    def sign(self, what: str, user_id: int, other: str) -> dict[str, Any]:
        """End the sessions of a person or begin one; the cookie that the phone has now, if another."""
        if what == "sign out":
            sign_out(self.app, user_id)
            return {}
        return {"cookie": other if what == "sign in other" else sign_in(self.app, user_id)[0]}

    def break_now(self, what: str) -> None:
        if what == "fill":
            self.server.switch.touch()
        elif what == "limit":
            self.server.limit_files(self.random.randrange(LARGEST))
        elif what == "free":
            self.server.switch.unlink(missing_ok=True)
            self.server.limit_files(resource.RLIM_INFINITY)
        else:
            time.sleep(self.random.choice(MOMENTS))
            self._end(what)

    def _end(self, what: str) -> None:
        if what == "kill server":
            self.server.kill()
        elif what == "kill worker":
            self.server.kill_workers(self.random)
        else:
            for _ in range(3):
                end_connections(self.app)
                time.sleep(0.01)


def end_connections(app: Flask) -> None:
    """Have PostgreSQL end every other connection to this database, whatever it is doing."""
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND " \
             "pid <> pg_backend_pid()"
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text(others))
