"""SQLite as this application needs it: durable, foreign keys on, writers in a queue instead of in a race."""

import sqlite3
from pathlib import Path
from threading import get_ident
from typing import Any

from sqlalchemy import Connection, Engine, event

from networking_app.reading import is_reading

try:
    import fcntl
except ImportError:  # Windows has no flock; SQLite's own busy handler then orders the writers
    HAS_FLOCK = False
else:
    HAS_FLOCK = True

# Which threads write, and to which file: one that waited for itself would wait for ever.
_WRITING: set[tuple[int, str]] = set()


class QueueingConnection(sqlite3.Connection):
    """A connection whose writers wait for each other on a file lock: one queue for all threads and processes."""

    lock_file: Any = None
    place: tuple[int, str] | None = None

    def begin_write(self, path: str) -> None:
        """Wait for one's turn; raises RuntimeError where this thread is writing already, on another connection."""
        if HAS_FLOCK and path:
            self._join_queue(path)
        self.execute("BEGIN IMMEDIATE")

    def _join_queue(self, path: str) -> None:
        place = (get_ident(), path)
        if place in _WRITING:
            raise RuntimeError("this thread has begun to write already: commit that first")
        self.lock_file = self.lock_file or Path(path + ".lock").open("w")
        fcntl.flock(self.lock_file, fcntl.LOCK_EX)
        self.place = place
        _WRITING.add(place)

    def commit(self) -> None:
        try:
            super().commit()
        finally:
            self._leave_queue()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self._leave_queue()

    def close(self) -> None:
        super().close()
        self._leave_queue()
        if self.lock_file is not None:
            self.lock_file.close()
            self.lock_file = None

    def _leave_queue(self) -> None:
        if self.place is not None:
            _WRITING.discard(self.place)
            self.place = None
            fcntl.flock(self.lock_file, fcntl.LOCK_UN)


ENGINE_OPTIONS = {"connect_args": {"factory": QueueingConnection, "timeout": 15}}


def prepare(engine: Engine) -> None:
    """Attach the pragmas and the transaction rules to an SQLite engine."""
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)


def _on_connect(connection: QueueingConnection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "cache_size=-16000"):
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    raw = connection.connection.dbapi_connection
    if is_reading(connection):
        raw.execute("BEGIN")  # type: ignore[union-attr]
    else:
        raw.begin_write(connection.engine.url.database)  # type: ignore[union-attr]
