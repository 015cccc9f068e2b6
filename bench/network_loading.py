"""Loading rows in bulk: past the application, without its checks of foreign keys, and with few syncs to the disk."""

import sqlite3
from collections.abc import Iterable

import psycopg
from sqlalchemy import make_url

from bench.network_people import Table


def load(url: str, tables: Iterable[Table]) -> None:
    """Fill the tables of a database that has none of these rows yet, and let it learn what stands in them."""
    if url.startswith("sqlite"):
        _into_sqlite(str(make_url(url).database), tables)
    else:
        _into_postgresql(url.replace("+psycopg", ""), tables)


def _into_sqlite(path: str, tables: Iterable[Table]) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-1000000"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    for table in tables:
        columns = table.columns.split()
        places = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({places})", table.rows)  # noqa: S608
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


def _into_postgresql(url: str, tables: Iterable[Table]) -> None:
    options = "-c timezone=UTC -c session_replication_role=replica"
    with psycopg.connect(url, autocommit=True, options=options) as connection:
        for table in tables:
            _copy(connection, table)
        # What autovacuum does in time, where it runs.
        connection.execute("VACUUM ANALYZE")


def _copy(connection: psycopg.Connection, table: Table) -> None:
    columns = table.columns.split()
    with connection.cursor().copy(f"COPY {table.name} ({', '.join(columns)}) FROM STDIN") as copy:  # noqa: S608
        for row in table.rows:
            copy.write_row(row)
    if columns[0] == "id":
        connection.execute(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}")  # noqa: S608
