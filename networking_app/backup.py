"""`flask backup FILE` and `flask restore FILE`: one file that holds everything, taken while people go on working."""

import os
from pathlib import Path
from types import ModuleType

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import inspect, literal, select, table

from networking_app import backup_postgresql, backup_sqlite, push_key_file
from networking_app.extensions import db

NEW_FILE = click.Path(exists=False, dir_okay=False, path_type=Path)
OLD_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
BOOKKEEPING = {"alembic_version", "rate_limits"}


class BackupError(click.ClickException):
    """A copy could not be made or used; the text says why."""


@click.command("backup")
@click.argument("file", type=NEW_FILE)
@with_appcontext
def backup_command(file: Path) -> None:
    """Copy the whole database into FILE, checked, while the app may be running."""
    if file.exists():
        raise BackupError(f"{file} exists already; a backup never replaces a file.")
    partial = file.with_name(file.name + ".partial")
    try:
        partial.touch(mode=0o600)
        _copies().dump(db.engine.url, partial)
        with_key = push_key_file.copy_out(Path(current_app.config["DATA_DIR"]), file)
        _settle(partial, file)
    except (OSError, ValueError) as error:
        raise BackupError(f"No backup was made: {error}") from None
    finally:
        partial.unlink(missing_ok=True)
    click.echo(f"Saved {file} ({file.stat().st_size:,} bytes). Keep SECRET_KEY or DATA_DIR/secret_key with it.")
    if with_key:
        click.echo(f"Saved {push_key_file.beside(file)}: without this key no phone can be reminded. Keep it with it.")


@click.command("restore")
@click.argument("file", type=OLD_FILE)
@click.option("--yes", is_flag=True, help="Replace what the database holds now.")
@with_appcontext
def restore_command(file: Path, yes: bool) -> None:
    """Replace the database by the content of FILE."""
    if not yes and (kept := _tables_with_rows()):
        raise BackupError(f"The database is not empty ({', '.join(kept[:4])}, ...). Say --yes to replace all of it.")
    try:
        _copies().load(file, db.engine.url)
        with_key = push_key_file.copy_in(file, Path(current_app.config["DATA_DIR"]))
    except (OSError, ValueError) as error:
        raise BackupError(f"Nothing was restored: {error}") from None
    click.echo(f"Restored {file}. `flask db upgrade` brings an older copy up to date.")
    if with_key:
        click.echo("Restored the key for reminding phones as well; start the app anew.")


def _copies() -> ModuleType:
    return backup_sqlite if db.engine.dialect.name == "sqlite" else backup_postgresql


def _settle(partial: Path, file: Path) -> None:
    """Give the finished copy its name once it is on the disk."""
    with partial.open("rb") as written:
        os.fsync(written.fileno())
    os.link(partial, file)


def _tables_with_rows() -> list[str]:
    names = [name for name in inspect(db.engine).get_table_names() if name not in BOOKKEEPING]
    with db.engine.connect() as connection:
        return [name for name in names if connection.scalar(select(literal(1)).select_from(table(name)).limit(1))]
