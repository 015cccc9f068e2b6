"""Runs the migrations in the application's own database, without ever letting a table rebuild delete rows elsewhere."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from networking_app.extensions import UtcDateTime, db


def render_type(kind: str, value: object, autogen_context: object) -> str | bool:
    """Write our column types as plain ones, so that old migrations never depend on today's code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(value, UtcDateTime) else False


def migrate(connection: Connection) -> None:
    on_sqlite = connection.dialect.name == "sqlite"
    if on_sqlite:
        # A batch rebuild drops the old table: with foreign keys on, its children would be deleted by cascade.
        _outside_transaction(connection, "PRAGMA foreign_keys=OFF")
    context.configure(
        connection=connection, target_metadata=db.metadata, render_as_batch=True, compare_type=True,
        render_item=render_type,
        # Our SQLite connections begin transactions themselves, so that tables change in them too.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
        if on_sqlite:
            _refuse_orphans(connection)
    if on_sqlite:
        connection.commit()


def _outside_transaction(connection: Connection, pragma: str) -> None:
    connection.connection.dbapi_connection.execute(pragma)


def _refuse_orphans(connection: Connection) -> None:
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if orphans:
        raise RuntimeError(f"The migration would leave rows without their parents: {orphans[:5]}")


if context.is_offline_mode():
    raise SystemExit("Migrations run on a real database only.")
with current_app.extensions["migrate"].db.engine.connect() as database:
    database.detach()  # closed afterwards, whatever happens: nobody gets a connection with its foreign keys off
    migrate(database)
