"""Copies of an SQLite database by its online backup, which sees one moment and holds no writer up."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL


def dump(url: URL, file: Path) -> None:
    """Write the database into the file; raises ValueError if the copy is not sound."""
    with closing(_open(Path(url.database or ""))) as source, closing(sqlite3.connect(file)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        _check(copy, file)


def load(file: Path, url: URL) -> None:
    """Replace the database by the file, in one transaction that readers and writers of the app wait for."""
    with closing(_open(file)) as copy, closing(sqlite3.connect(url.database or "", timeout=60)) as target:
        _check(copy, file)
        target.execute("PRAGMA journal_mode=WAL")
        copy.backup(target)


def _open(path: Path) -> sqlite3.Connection:
    # Not read-only: reading a database in WAL mode needs its shared memory file.
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=60)


def _check(database: sqlite3.Connection, file: Path) -> None:
    try:
        said = [row[0] for row in database.execute("PRAGMA integrity_check(3)")]
        orphans = database.execute("PRAGMA foreign_key_check").fetchone()
        versions = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    except sqlite3.DatabaseError as error:
        raise ValueError(f"{file} is not a whole SQLite database ({error})") from None
    if said != ["ok"] or orphans:
        raise ValueError(f"{file} is damaged: {'; '.join(said)}{'; rows without their parents' if orphans else ''}")
    if versions == (0,):
        raise ValueError(f"{file} is not a database of this application")
