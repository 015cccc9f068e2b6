"""`python -m tests.faults.serve serve`: the real server, with a disk that is full while the file FULL names exists."""

import os
from pathlib import Path

from sqlalchemy import Connection, Engine, event

from networking_app.__main__ import main

MOST_PAGES = 4_294_967_294  # SQLite's own limit


def fill_when_told(switch: Path) -> None:
    """Let SQLite have no page beyond those the file has, as on a full disk (SQLITE_FULL), while the switch is there."""

    def limit(connection: Connection) -> None:
        if connection.dialect.name == "sqlite":
            pages = 1 if switch.exists() else MOST_PAGES  # never less than it has already
            connection.connection.dbapi_connection.execute(f"PRAGMA max_page_count={pages}")  # type: ignore[union-attr]

    event.listen(Engine, "begin", limit)


if __name__ == "__main__":
    fill_when_told(Path(os.environ["FULL"]))
    main()
