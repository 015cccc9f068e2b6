"""Many rows inserted by one statement, past SQLAlchemy's rendering of it, which costs more than the database does."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import CursorResult, Date, text

from networking_app.extensions import UtcDateTime, db, run

Row = dict[str, Any]
Rows = Sequence[Row]
Result = CursorResult[*tuple[Any, ...]]


def many(table: Any, columns: Sequence[str], then: str) -> Callable[[Rows], Result]:
    """A function that inserts rows with those columns; `then` is what follows in SQL: ON CONFLICT, RETURNING."""
    into = f"INSERT INTO {table.__tablename__} ({', '.join(columns)})"
    populated = f"json_populate_recordset(CAST(NULL AS {table.__tablename__}), CAST(:rows AS json))"
    from_json = text(f"{into} SELECT {', '.join(columns)} FROM {populated} {then}")  # noqa: S608
    dated = [name for name in columns if isinstance(table.__table__.c[name].type, (UtcDateTime, Date))]
    in_order, one = itemgetter(*columns), f"({', '.join('?' * len(columns))})"

    def insert(rows: Rows) -> Result:
        if _is_postgresql():
            # One JSON text: the driver reads a statement anew for every number of parameters.
            return run(from_json, {"rows": json.dumps(rows, default=_stored_by_postgresql)})
        stored = (row | {name: _stored_by_sqlite(row[name]) for name in dated} for row in rows)
        values = tuple(chain.from_iterable(map(in_order, stored)))
        return db.session.connection().exec_driver_sql(f"{into} VALUES {', '.join([one] * len(rows))} {then}", values)

    return insert


def as_stored(row: Row) -> Row:
    """The row with its times and days as the texts that the database takes: done once for what many rows share."""
    stored = _stored_by_postgresql if _is_postgresql() else _stored_by_sqlite
    return {name: stored(value) if isinstance(value, date) else value for name, value in row.items()}


def _is_postgresql() -> bool:
    return db.engine.dialect.name == "postgresql"


def _stored_by_postgresql(value: date) -> str:
    return value.isoformat()


def _stored_by_sqlite(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
    return value.isoformat() if isinstance(value, date) else value
