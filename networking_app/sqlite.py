"""SQLite as this application needs it: durable, foreign keys on, writers in a queue instead of in a race."""

import sqlite3
from pathlib import Path
from typing import Any

from flask import has_request_context, request
from sqlalchemy import Connection, Engine, event

try:
    import fcntl
except ImportError:  # Windows has no flock; SQLite's own busy handler then orders the writers
    HAS_FLOCK = False
else:
    HAS_FLOCK = True

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class QueueingConnection(sqlite3.Connection):
    """A connection whose writers wait for each other on a file lock: one queue for all threads and processes."""

    lock_file: Any = None

    def begin_write(self, path: str) -> None:
        if HAS_FLOCK and self.lock_file is None and path:
            self.lock_file = Path(path + ".lock").open("w")
        if self.lock_file is not None:
            fcntl.flock(self.lock_file, fcntl.LOCK_EX)
        self.execute("BEGIN IMMEDIATE")

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
        if self.lock_file is not None:
            self.lock_file.close()
            self.lock_file = None

    def _leave_queue(self) -> None:
        if self.lock_file is not None:
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
    if _only_reads(connection):
        raw.execute("BEGIN")  # type: ignore[union-attr]
    else:
        raw.begin_write(connection.engine.url.database)  # type: ignore[union-attr]


def _only_reads(connection: Connection) -> bool:
    # A read that turns into a write cannot wait for its turn (SQLITE_BUSY_SNAPSHOT), so writers say so at the start.
    writes = connection.get_execution_options().get("writes")
    if writes is not None:
        return not writes
    return has_request_context() and request.method in SAFE_METHODS
