"""`flask backup` and `flask restore`, also while people go on writing."""

import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from networking_app import push_key_file
from networking_app.accounts.models import Address, User
from networking_app.backup import backup_command, restore_command
from networking_app.extensions import db
from networking_app.prompts.push_keys import browser_key
from tests.factories import Make

NAMES = ["Ada Lovelace", "Łukasz Żółć", "محمد بن موسى", "李小龙", "O'Brien; DROP TABLE users"]


def run(app: Flask, command: str, *arguments: object) -> Result:
    found = {"backup": backup_command, "restore": restore_command}[command]
    return app.test_cli_runner().invoke(found, [str(argument) for argument in arguments])


def counts(app: Flask) -> tuple[int, int]:
    with app.app_context():
        users, addresses = (db.session.scalar(select(func.count()).select_from(table)) for table in (User, Address))
        return users or 0, addresses or 0


@contextmanager
def people_signing_up(app: Flask) -> Iterator[list[int]]:
    """Four threads that each go on committing a user with an address; the list holds the committed ids."""
    over, committed = threading.Event(), []

    def sign_up(who: int) -> None:
        number = 0
        while not over.is_set():
            number += 1
            address = Address(email=f"{who}.{number}@example.org", key=f"{who}.{number}@example.org")
            try:
                with app.app_context():
                    user = User(name="Somebody new", password_hash="-", addresses=[address])  # noqa: S106
                    db.session.add(user)
                    db.session.flush()
                    new = user.id
                    db.session.commit()
                    committed.append(new)
            except SQLAlchemyError:
                continue  # a restore may take the tables away under a request

    writers = [threading.Thread(target=sign_up, args=(who,)) for who in range(4)]
    for writer in writers:
        writer.start()
    try:
        yield committed
    finally:
        over.set()
        for writer in writers:
            writer.join()


def until_more_than(committed: list[int], many: int) -> None:
    while len(committed) <= many:
        threading.Event().wait(0.005)


def test_what_was_saved_comes_back(app: Flask, make: Make, tmp_path: Path) -> None:
    for number, name in enumerate(NAMES):
        make.user(name, f"{number}@example.org")
    saved = run(app, "backup", tmp_path / "copy")
    make.user("Too late")
    restored = run(app, "restore", "--yes", tmp_path / "copy")
    assert (saved.exit_code, restored.exit_code) == (0, 0), saved.output + restored.output
    with app.app_context():
        assert db.session.scalars(select(User.name).order_by(User.id)).all() == NAMES


def test_a_backup_in_the_midst_of_writing_is_of_one_moment(app: Flask, make: Make, tmp_path: Path) -> None:
    make.user()
    with people_signing_up(app) as committed:
        until_more_than(committed, 20)
        before = set(committed)
        saved = run(app, "backup", tmp_path / "copy")
        after_copy = len(committed)
        until_more_than(committed, after_copy + 5)
    assert saved.exit_code == 0, saved.output
    assert run(app, "restore", "--yes", tmp_path / "copy").exit_code == 0
    users, addresses = counts(app)
    assert users == addresses < len(committed) + 1
    with app.app_context():
        assert before <= set(db.session.scalars(select(User.id)))


def test_a_restore_in_the_midst_of_writing_is_whole(app: Flask, make: Make, tmp_path: Path) -> None:
    for number in range(50):
        make.user("Here before", f"before{number}@example.org")
    assert run(app, "backup", tmp_path / "copy").exit_code == 0
    with people_signing_up(app) as committed:
        until_more_than(committed, 20)
        restored = run(app, "restore", "--yes", tmp_path / "copy")
        until_more_than(committed, len(committed) + 5)
    assert restored.exit_code == 0, restored.output
    users, addresses = counts(app)
    with app.app_context():
        kept = db.session.scalar(select(func.count()).where(User.name == "Here before"))
    assert kept == 50 and users == addresses


def test_a_database_with_rows_is_not_replaced_without_yes(app: Flask, make: Make, tmp_path: Path) -> None:
    assert run(app, "backup", tmp_path / "empty").exit_code == 0
    make.user()
    refused = run(app, "restore", tmp_path / "empty")
    assert refused.exit_code == 1 and "--yes" in refused.output
    assert counts(app) == (1, 1)


def test_an_empty_database_is_filled_without_asking(app: Flask, make: Make, tmp_path: Path) -> None:
    assert run(app, "backup", tmp_path / "empty").exit_code == 0
    filled = run(app, "restore", tmp_path / "empty")
    assert filled.exit_code == 0, filled.output


NO_COPIES = [b"", b"not a database", b"SQLite format 3\0" + b"\7" * 5000, b"PGDMP" + b"\1" * 99]


@pytest.mark.parametrize("content", NO_COPIES)
def test_a_damaged_file_changes_nothing(app: Flask, make: Make, tmp_path: Path, content: bytes) -> None:
    make.user()
    (tmp_path / "copy").write_bytes(content)
    refused = run(app, "restore", "--yes", tmp_path / "copy")
    assert refused.exit_code == 1 and "Nothing was restored" in refused.output
    assert counts(app) == (1, 1)


def test_half_a_copy_changes_nothing(app: Flask, make: Make, tmp_path: Path) -> None:
    make.user()
    run(app, "backup", tmp_path / "copy")
    whole = (tmp_path / "copy").read_bytes()
    (tmp_path / "half").write_bytes(whole[: len(whole) // 2])
    make.user("Erin")
    assert run(app, "restore", "--yes", tmp_path / "half").exit_code == 1
    assert counts(app) == (2, 2)


def test_a_backup_is_private_and_never_replaces_a_file(app: Flask, tmp_path: Path) -> None:
    first, second = run(app, "backup", tmp_path / "copy"), run(app, "backup", tmp_path / "copy")
    assert (first.exit_code, second.exit_code) == (0, 1) and "exists already" in second.output
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
    assert {path.name for path in tmp_path.iterdir()} - {push_key_file.beside(tmp_path / "copy").name} == {"copy"}


@pytest.mark.only("postgresql")
def test_missing_programs_are_named(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    refused = run(app, "backup", tmp_path / "copy")
    assert refused.exit_code == 1 and "pg_dump is not on the PATH" in refused.output
    assert list(tmp_path.iterdir()) == []


def test_the_key_that_signs_messages_comes_back_with_the_subscriptions(
    make_app: Callable[..., Flask], tmp_path: Path
) -> None:
    app = make_app(DATA_DIR=str(tmp_path / "data"), VAPID_CONTACT="mailto:ops@knownby.org")
    key = tmp_path / "data" / push_key_file.NAME
    assert "no phone" not in run(app, "backup", tmp_path / "before").output
    with app.app_context():
        browser_key()
    saved = run(app, "backup", tmp_path / "copy")
    copy = tmp_path / f"copy.{push_key_file.NAME}"
    assert str(copy) in saved.output and copy.read_bytes() == key.read_bytes()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    key.write_text("another one")
    restored = run(app, "restore", "--yes", tmp_path / "copy")
    assert restored.exit_code == 0 and key.read_bytes() == copy.read_bytes()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    key.write_text("another one")
    (tmp_path / "copy").unlink()
    refused = run(app, "backup", tmp_path / "copy")
    assert refused.exit_code == 1 and "another key" in refused.output and not (tmp_path / "copy").exists()
