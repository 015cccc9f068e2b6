"""Copies of a PostgreSQL database by its own pg_dump and pg_restore, in their custom format."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy import URL, create_engine, inspect

WITHOUT_ROLES = ("--no-owner", "--no-privileges")


def dump(url: URL, file: Path) -> None:
    """Write the database as of one moment into the file; raises ValueError if that fails."""
    _run("pg_dump", ["--format=custom", *WITHOUT_ROLES, f"--file={file}"], url)
    _check(file, url)


def load(file: Path, url: URL) -> None:
    """Replace all tables by those of the file, in one transaction; raises ValueError if that fails."""
    _check(file, url)
    with tempfile.TemporaryDirectory() as folder:
        script, drops = Path(folder) / "restore.sql", Path(folder) / "drops.sql"
        _run("pg_restore", [*WITHOUT_ROLES, f"--file={script}", str(file)], url)
        drops.write_text(_drop_all_tables(url), encoding="utf-8")
        options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
        _run_against_writers("psql", [*options, f"--file={drops}", f"--file={script}"], url)


def _check(file: Path, url: URL) -> None:
    # pg_restore takes some damaged files for empty ones and is content with them.
    if " alembic_version " not in _run("pg_restore", ["--list", str(file)], url):
        raise ValueError(f"{file} is not a copy of a database of this application")


def _run_against_writers(program: str, arguments: list[str], url: URL, tries: int = 5) -> None:
    """Somebody who is writing may hold one table and want the next: the loser of that begins again."""
    for left in reversed(range(tries)):
        try:
            _run(program, arguments, url)
            return
        except ValueError as error:
            if not left or "deadlock detected" not in str(error):
                raise


def _drop_all_tables(url: URL) -> str:
    engine = create_engine(url)
    try:
        quote = engine.dialect.identifier_preparer.quote_identifier
        names = [quote(name) for name in inspect(engine).get_table_names()]
    finally:
        engine.dispose()
    return f"DROP TABLE {', '.join(names)} CASCADE;\n" if names else ""


def _run(program: str, arguments: list[str], url: URL) -> str:
    path = shutil.which(program)
    if path is None:
        raise ValueError(f"{program} is not on the PATH; install the PostgreSQL client programs")
    done = subprocess.run([path, *arguments], env=os.environ | _login(url), capture_output=True, text=True)  # noqa: S603
    if done.returncode != 0:
        raise ValueError(f"{program} failed: {done.stderr.strip()}")
    return done.stdout


def _login(url: URL) -> dict[str, str]:
    """What libpq reads from its environment, so that no password stands in a list of processes."""
    parts = {"HOST": url.host, "PORT": url.port, "USER": url.username, "PASSWORD": url.password}
    parts["DATABASE"] = url.database
    given = {name: str(value) for name, value in parts.items() if value is not None}
    options = {name.upper(): str(value) for name, value in url.query.items()}
    return {f"PG{name}": value for name, value in (options | given).items()}
