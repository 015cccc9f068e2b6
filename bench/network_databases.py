"""The databases with the synthetic network, kept for the next run in knownby-network, in $BENCH_DATA or /var/tmp.

What made them is part of the folder's name, so that nothing is measured on what older modules made, and the month is,
because the event of the crowd goes on for one.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from time import perf_counter

import psycopg
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import make_url

from bench.hall import SECRET
from bench.network_loading import load
from bench.network_people import People, Table
from bench.network_shape import draw
from bench.network_ties import Ties
from networking_app import create_app
from networking_app.clock import now
from tests.machine import postgresql

# A folder of our own in there, because all else in it is removed.
KEPT = Path(os.environ.get("BENCH_DATA", "/var/tmp")) / "knownby-network"  # noqa: S108
MADE_BY = ("shape", "words", "people", "ties", "loading")


def folder() -> Path:
    """Where the databases of these modules are; those of older ones go."""
    texts = b"".join((Path(__file__).parent / f"network_{name}.py").read_bytes() for name in MADE_BY)
    kept = KEPT / f"{now():%Y-%m}-{sha256(texts).hexdigest()[:12]}"
    for older in KEPT.glob("*") if KEPT.exists() else ():
        if older != kept:
            shutil.rmtree(older)
    kept.mkdir(parents=True, exist_ok=True)
    return kept


def forget() -> None:
    """Remove all that is kept."""
    shutil.rmtree(KEPT, ignore_errors=True)


@contextmanager
def on_sqlite(sizes: tuple[int, ...]) -> Iterator[list[Flask]]:
    """An application for each size, each on a file of its own."""
    yield [_filled(f"sqlite:///{folder() / f'{people}.sqlite'}", people, _forget_file) for people in sizes]


@contextmanager
def on_postgresql(sizes: tuple[int, ...]) -> Iterator[list[Flask]]:
    """The same, each on a database of one cluster."""
    kept = folder() / "postgresql"
    kept.mkdir(exist_ok=True)
    with postgresql.cluster_in(kept) as url:
        own = url.removesuffix("postgres")
        yield [_filled(f"{own}network_{people}", people, _new_database) for people in sizes]


def _forget_file(url: str) -> None:
    Path(str(make_url(url).database)).unlink(missing_ok=True)


def _new_database(url: str) -> None:
    parts = make_url(url)
    own = parts.set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(own, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {parts.database}")
        connection.execute(f"CREATE DATABASE {parts.database}")


def _filled(url: str, people: int, begin: Callable[[str], None]) -> Flask:
    # Written last, so that what was broken off is not taken for whole.
    whole, began = folder() / f"{make_url(url).get_backend_name()}-{people}", perf_counter()
    if not whole.exists():
        begin(url)
    app = create_app({"DATABASE_URL": url, "DATA_DIR": str(folder()), "SECRET_KEY": SECRET, "LOG_LEVEL": "ERROR"})
    with app.app_context():
        upgrade()
        if not whole.exists():
            load(url, _tables(people))
            whole.touch()
            print(f"{people:,} people loaded in {perf_counter() - began:.0f} s, kept in {folder()}", flush=True)
    return app


def _tables(people: int) -> Iterator[Table]:
    midnight = now().replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    everybody = People(draw(people), midnight)
    yield from everybody.tables()
    yield from Ties(everybody).tables()
