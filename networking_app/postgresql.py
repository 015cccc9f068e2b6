"""PostgreSQL as this application needs it: what only reads sees one instant, as on SQLite, and can write nothing."""

from typing import Any

from sqlalchemy import Connection, Engine, event

from networking_app.reading import is_reading


def prepare(engine: Engine) -> None:
    """Attach the rules of transactions to an engine on PostgreSQL."""
    event.listen(engine, "begin", _on_begin)


def _on_begin(connection: Connection) -> None:
    # Both go with the BEGIN that psycopg sends before the first statement: neither is a question of its own.
    raw: Any = connection.connection.dbapi_connection
    reads = is_reading(connection)
    connection.dialect.set_isolation_level(raw, "REPEATABLE READ" if reads else "READ COMMITTED")
    raw.read_only = reads
