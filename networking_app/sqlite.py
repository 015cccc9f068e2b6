"""SQLite as this application needs it: durable, foreign keys on, writers in a queue instead of in a race."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import get_ident
from typing import Any, TypeVar

from flask import current_app, has_request_context, request
from sqlalchemy import Connection, Engine, event

try:
    import fcntl
except ImportError:  # Windows has no flock; SQLite's own busy handler then orders the writers
    HAS_FLOCK = False
else:
    HAS_FLOCK = True

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


View = TypeVar("View", bound=Callable[..., Any])
# Which threads write, and to which file: one that waited for itself would wait for ever.
_WRITING: set[tuple[int, str]] = set()


def only_reads(view: View) -> View:
    """Let a view that is called by POST read without the write lock; `limit` and the like take it for themselves."""
    view.only_reads = True  # type: ignore[attr-defined]
    return view


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
    if _only_reads(connection):
        raw.execute("BEGIN")  # type: ignore[union-attr]
    else:
        raw.begin_write(connection.engine.url.database)  # type: ignore[union-attr]


def _only_reads(connection: Connection) -> bool:
    # A read that turns into a write cannot wait for its turn (SQLITE_BUSY_SNAPSHOT), so writers say so at the start.
    writes = connection.get_execution_options().get("writes")
    if writes is not None:
        return not writes
    return has_request_context() and (request.method in SAFE_METHODS or _view_only_reads())


def _view_only_reads() -> bool:
    return getattr(current_app.view_functions.get(request.endpoint or ""), "only_reads", False)
