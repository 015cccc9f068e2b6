"""The migrations make the tables of the models, take them away again, and never lose a row on the way."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, stamp, upgrade
from sqlalchemy import inspect, text

from networking_app.assets import beside_package
from networking_app.extensions import db
from tests.databases import Database
from tests.factories import Make
from tests.snapshots import everything
from tests.standing.story import introduced
from tests.world import build

MIGRATIONS = beside_package("migrations")
REBUILD = '''"""Rebuild users as a change of a column would."""

import sqlalchemy as sa
from alembic import op

revision = "throwaway"
down_revision = "{head}"
branch_labels = depends_on = None


def rebuilding():
    # PostgreSQL alters in place.
    return op.batch_alter_table("users", recreate="always" if op.get_bind().dialect.name == "sqlite" else "never")


def upgrade() -> None:
    with rebuilding() as table:
        table.add_column(sa.Column("throwaway", sa.Text(), nullable=True))


def downgrade() -> None:
    with rebuilding() as table:
        table.drop_column("throwaway")
'''
# The same table rebuilt by hand as Alembic does it, on a connection whose foreign keys are on.
BY_HAND = (
    "CREATE TABLE _alembic_tmp_users AS SELECT * FROM users",
    "DROP TABLE users",
    "ALTER TABLE _alembic_tmp_users RENAME TO users",
)


def heads(folder: Path) -> list[str]:
    return ScriptDirectory(str(folder)).get_heads()


@pytest.fixture
def with_throwaway(tmp_path: Path) -> Path:
    """A copy of migrations/ with one more migration: it rebuilds the parent of almost every table."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    [head] = heads(folder)
    (folder / "versions" / "throwaway.py").write_text(REBUILD.format(head=head))
    return folder


@pytest.fixture
def own(database: Database, tmp_path: Path) -> "Callable[[], Flask]":
    """An application whose tables may be dropped: the next test gets its own again."""

    def made() -> Flask:
        if database.kind == "sqlite":
            return database.make_app(DATABASE_URL=f"sqlite:///{tmp_path / 'own.sqlite'}")
        return database.make_app()

    return made


def tables(app: Flask) -> set[str]:
    with app.app_context():
        return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def migrate(app: Flask, act: Callable[..., None], folder: Path = MIGRATIONS, to: str | None = None) -> None:
    with app.app_context():
        act(directory=str(folder), **({"revision": to} if to else {}))
        db.engine.dispose()


def test_there_is_one_line_of_migrations() -> None:
    assert len(heads(MIGRATIONS)) == 1


def test_up_makes_what_down_takes_away(own: Callable[[], Flask]) -> None:
    app = own()
    try:
        migrate(app, upgrade)
        full = tables(app)
        migrate(app, downgrade, to="base")
        assert tables(app) == set()
    finally:
        migrate(app, upgrade)
    assert tables(app) == full == set(db.metadatas[None].tables)


def test_every_step_goes_down_and_up_again(own: Callable[[], Flask]) -> None:
    app = own()
    migrate(app, upgrade)
    for revision in ScriptDirectory(str(MIGRATIONS)).walk_revisions():
        migrate(app, downgrade, to=str(revision.down_revision or "base"))
        migrate(app, upgrade, to=revision.revision)
    migrate(app, upgrade)
    assert tables(app) == set(db.metadatas[None].tables)


def test_who_led_to_whom_is_read_off_the_introductions_there_are(app: Flask, make: Make) -> None:
    alice, bob, charlie = (make.user(name) for name in ("Alice", "Bob", "Charlie"))
    to_bob, (tie, _back) = make.tie(alice, bob), introduced(make, bob, alice, charlie)
    before = everything(app)["introduced_ties"]
    migrate(app, downgrade, to="4e7b1c93d5f8")
    migrate(app, upgrade)
    assert everything(app)["introduced_ties"] == before == [repr((1, alice.id, tie.id, to_bob.id))]


def test_the_models_want_nothing_that_the_migrations_do_not_make(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []
    answer = app.test_cli_runner().invoke(args=["db", "check"])
    assert answer.exit_code == 0, answer.output


def test_rows_survive_the_rebuild_of_their_parent(app: Flask, make: Make, with_throwaway: Path) -> None:
    build(make)
    before = everything(app, but="users")
    before.pop("alembic_version")
    assert before["ties"] and before["sessions"]
    try:
        migrate(app, upgrade, with_throwaway)
        rebuilt = everything(app, but="users")
        assert rebuilt.pop("alembic_version") == ["('throwaway',)"]
        assert rebuilt == before
        with app.app_context():
            assert "throwaway" in {column["name"] for column in inspect(db.engine).get_columns("users")}
    finally:
        migrate(app, downgrade, with_throwaway, to=heads(MIGRATIONS)[0])
    after = everything(app, but="users")
    after.pop("alembic_version")
    assert after == before


@pytest.mark.only("sqlite")
def test_without_that_care_the_same_rebuild_empties_the_children(app: Flask, make: Make) -> None:
    build(make)
    people = len(everything(app)["users"])
    with app.app_context():
        for statement in BY_HAND:
            db.session.execute(text(statement))
        left = [db.session.scalar(text(f"SELECT count(*) FROM {name}")) for name in ("ties", "cards", "users")]  # noqa: S608
        db.session.rollback()
    assert left == [0, 0, people]


@pytest.mark.only("sqlite")
def test_foreign_keys_are_on_again_afterwards(app: Flask, make: Make, with_throwaway: Path) -> None:
    with app.app_context():
        upgrade(directory=str(with_throwaway))
        with db.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        downgrade(directory=str(with_throwaway))


@pytest.mark.only("sqlite")
def test_a_migration_that_leaves_orphans_is_taken_back(app: Flask, make: Make, with_throwaway: Path) -> None:
    build(make)
    file = with_throwaway / "versions" / "throwaway.py"
    losing = 'def upgrade() -> None:\n    op.execute("DELETE FROM users")\n'
    file.write_text(file.read_text().replace("def upgrade() -> None:\n", losing))
    before = everything(app)
    with app.app_context():
        with pytest.raises(SystemExit):
            upgrade(directory=str(with_throwaway))
        with db.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert everything(app) == before


def test_a_database_can_be_told_where_it_stands(app: Flask) -> None:
    migrate(app, stamp, to="head")
    with app.app_context():
        assert db.session.scalar(text("SELECT version_num FROM alembic_version")) == heads(MIGRATIONS)[0]
