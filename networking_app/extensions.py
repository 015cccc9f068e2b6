"""The extensions and the column types that every domain shares."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any

from flask_babel import Babel
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, BigInteger, CursorResult, DateTime, Dialect, Integer, MetaData, Table, TypeDecorator
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, mapped_column, registry

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Id = BigInteger().with_variant(Integer, "sqlite")
PrimaryKey = Annotated[int, mapped_column(Id, primary_key=True)]


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("times are stored aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: UtcDateTime, int: Id, dict: JSON, list: JSON},
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=True)
migrate = Migrate(render_as_batch=True, compare_type=True)
login_manager = LoginManager()
babel = Babel()


def insert(table: Any) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT, in the dialect of the database in use."""
    target: Table = getattr(table, "__table__", table)
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    return dialect.insert(target)


def per_dialect(build: Callable[[], Any]) -> Callable[[], Any]:
    """Build a statement once for each dialect: on a hot path building costs more than the database does."""
    built: dict[str, Any] = {}

    def statement() -> Any:
        name = db.engine.dialect.name
        if name not in built:
            built[name] = build()
        return built[name]

    return statement


def run(statement: Any, values: Any = None) -> CursorResult[*tuple[Any, ...]]:
    """Execute a Core statement in the session's transaction, past the unit of work."""
    return db.session.connection().execute(statement, values)


def begin_writing() -> None:
    """End the session's transaction and begin one that may write, also in a view that otherwise only reads."""
    db.session.rollback()
    db.session.connection(execution_options={"writes": True})
