"""The databases of one test process: made once by the real migrations, emptied before each test."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask
from flask_migrate import upgrade
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from psycopg import sql
from sqlalchemy import Pool, QueuePool, inspect, make_url, text

from networking_app import create_app
from networking_app.extensions import db

KINDS = os.environ.get("TEST_DATABASE", "sqlite").split()
POSTGRESQL_URL = "TEST_POSTGRESQL_URL"
SETTINGS = {
    "TESTING": True,
    "SECRET_KEY": "a secret for tests only",
    "PUBLIC_URL": "http://localhost",
    "LOG_LEVEL": "ERROR",
}
SHARED_MEMORY = Path("/dev") / "shm"


class CompiledTemplates(BytecodeCache):
    """What Jinja made of the templates, for all applications of one test process: compiling them takes a second."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


TEMPLATES = CompiledTemplates()


@dataclass
class Database:
    """One database, the applications that use it, and how it becomes empty again."""

    kind: str
    url: str
    folder: Path
    apps: list[Flask] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    as_made: dict[str, Any] = field(default_factory=dict)

    def migrate(self) -> None:
        """Make the tables as an installation would."""
        app = self.make_app()
        self.as_made = {"config": dict(app.config), "extensions": dict(app.extensions), "wsgi_app": app.wsgi_app}
        with app.app_context():
            upgrade()
            self.tables = [name for name in inspect(db.engine).get_table_names() if name != "alembic_version"]
        self.let_go()

    def make_app(self, **settings: Any) -> Flask:
        """A new application on this database."""
        app = create_app(SETTINGS | {"DATABASE_URL": self.url, "DATA_DIR": str(self.folder)} | settings)
        app.jinja_env.bytecode_cache = TEMPLATES
        self.apps.append(app)
        return app

    def let_go(self) -> None:
        """Close every connection that the applications keep."""
        _close(self.apps)

    def make_empty(self) -> None:
        _close(self.apps[1:])
        del self.apps[1:]
        self._take_back_changes()
        if self.kind == "sqlite":
            self.let_go()
            self._copy_template()
        else:  # the connection is kept: a new one learns all about the tables anew
            self._delete_rows()

    def _take_back_changes(self) -> None:
        """What the last test did to the application that all tests share."""
        app = self.apps[0]
        app.config.clear()
        app.config.update(self.as_made["config"])
        app.extensions.update(self.as_made["extensions"])
        app.wsgi_app = self.as_made["wsgi_app"]  # type: ignore[method-assign]

    def _copy_template(self) -> None:
        path = Path(make_url(self.url).database or "")
        for leftover in ("-wal", "-shm", ".lock"):
            Path(f"{path}{leftover}").unlink(missing_ok=True)
        # A new file, not new content: a connection that a test forgot keeps its locks on the old one.
        shutil.copyfile(self.folder / "template", self.folder / "next")
        (self.folder / "next").replace(path)

    def _delete_rows(self) -> None:
        with self.apps[0].app_context(), db.engine.begin() as connection:
            _wait_for_returns(db.engine.pool, but=1)
            ended = connection.scalars(text(_END_LEFTOVERS)).all()
            filled = connection.scalars(text(_filled_among(self.tables))).all()
            connection.execute(text("SET LOCAL session_replication_role = replica"))  # in any order, without cascades
            for name in filled:
                connection.execute(text(f'DELETE FROM "{name}"'))  # noqa: S608
            connection.execute(text(_COUNT_FROM_ONE))
        if ended:
            self.let_go()


def _close(apps: list[Flask]) -> None:
    for app in apps:
        with app.app_context():
            _wait_for_returns(db.engine.pool)
            db.engine.dispose()


def _wait_for_returns(pool: Pool, but: int = 0, seconds: float = 1.0) -> None:
    """Let requests that are still running in a server's threads end: nobody would close their connections."""
    deadline = time.monotonic() + seconds
    while isinstance(pool, QueuePool) and pool.checkedout() > but and time.monotonic() < deadline:
        time.sleep(0.01)


_END_LEFTOVERS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"""
_COUNT_FROM_ONE = """SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false)
    FROM pg_sequences WHERE last_value IS NOT NULL"""


def _filled_among(tables: list[str]) -> str:
    """One question for all: looking first is much faster than emptying what is empty."""
    return " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in tables)  # noqa: S608


@contextmanager
def migrated(kind: str, worker: str) -> Iterator[Database]:
    """The database of that kind for one test process, its tables made by the migrations."""
    fast = SHARED_MEMORY if os.access(SHARED_MEMORY, os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="knownby-test-", dir=fast))
    url = f"sqlite:///{folder / 'knownby.sqlite'}" if kind == "sqlite" else _new_postgresql(f"knownby_{worker}")
    database = Database(kind, url, folder)
    database.migrate()
    if kind == "sqlite":
        shutil.copyfile(folder / "knownby.sqlite", folder / "template")  # the last to close has left no log behind
    try:
        yield database
    finally:
        database.let_go()
        shutil.rmtree(folder, ignore_errors=True)


def _new_postgresql(name: str) -> str:
    url = make_url(os.environ[POSTGRESQL_URL])
    server = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return url.set(database=name).render_as_string(hide_password=False)
