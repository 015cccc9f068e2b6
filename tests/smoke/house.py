"""A server that goes and comes back on the same port, with a meetup in its database."""

import threading
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import func, select
from werkzeug.serving import BaseWSGIServer, make_server

from networking_app import create_app
from networking_app.extensions import db
from networking_app.ties.models import Note
from tests.databases import SETTINGS
from tests.factories import Make
from tests.machine.system import free_port
from tests.servers import Quiet


class House:
    """Alice, who met Grace at PyData and shows a badge there."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.app = create_app({**SETTINGS, "DATA_DIR": str(folder), "PUBLIC_URL": self.url,
                               "DATABASE_URL": f"sqlite:///{folder}/knownby.sqlite"})
        with self.app.app_context():
            upgrade()
        self.server: BaseWSGIServer | None = None
        self._furnish(Make(self.app))
        self.start()

    def _furnish(self, make: Make) -> None:
        alice = make.user("Alice")
        event = make.event(alice, summary="PyData")
        self.badge = make.badge(make.card(alice, full_name="Alice Liddell"), event)
        self.tie = make.tie(alice, name="Grace Hopper")
        make.encounter(self.tie, event)
        make.note(self.tie, "Talked about compilers")
        make.follow_ups(self.tie, event)

    def notes(self, text: str) -> int:
        """How many notes with these words the server has."""
        with self.app.app_context():
            return db.session.scalar(select(func.count()).where(Note.text == text)) or 0

    def start(self) -> None:
        self.server = make_server("127.0.0.1", self.port, self.app, threaded=True, request_handler=Quiet)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """From now on connections are refused."""
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None
