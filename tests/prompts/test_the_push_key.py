"""The key that signs what is pushed is made once and kept: every subscription hangs on it."""

import stat
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from flask import Flask

from networking_app.accounts.models import User
from networking_app.config import ConfigError
from networking_app.formats.web_push import read_point
from networking_app.prompts.push_keys import browser_key
from networking_app.push_key_file import NAME as FILE
from tests.clients import signed_in
from tests.databases import SETTINGS

MakeApp = Callable[..., Flask]
CONTACT = "mailto:ops@knownby.org"


def key_of(app: Flask) -> str:
    with app.app_context():
        return browser_key()


def key_in(folder: str) -> str:
    """In a process of its own: the key of an installation in that folder."""
    from networking_app import create_app

    return key_of(create_app(SETTINGS | {"DATA_DIR": folder, "VAPID_CONTACT": CONTACT}))


def test_it_is_made_once_for_its_owner_alone_to_read(make_app: MakeApp, tmp_path: Path) -> None:
    key = key_of(make_app(VAPID_CONTACT=CONTACT, DATA_DIR=str(tmp_path / "data")))
    assert len(read_point(key)) == 65
    file = tmp_path / "data" / FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == [FILE]
    assert key_in(str(tmp_path / "data")) == key


def test_processes_that_begin_at_once_have_the_same(tmp_path: Path) -> None:
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        assert len(set(pool.map(key_in, [str(tmp_path)] * 3))) == 1
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_several_hosts_share_it_by_a_setting(make_app: MakeApp, tmp_path: Path) -> None:
    key = key_of(make_app(VAPID_CONTACT=CONTACT, DATA_DIR=str(tmp_path / "one")))
    text = (tmp_path / "one" / FILE).read_text()
    for shared in (text, text.replace("\n", "\\n")):
        assert key_of(make_app(VAPID_CONTACT=CONTACT, DATA_DIR=str(tmp_path / "two"), VAPID_PRIVATE_KEY=shared)) == key
    assert not (tmp_path / "two" / FILE).exists()


@pytest.mark.parametrize("text", ["secret", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"])
def test_what_is_no_key_stops_the_start(make_app: MakeApp, text: str) -> None:
    with pytest.raises(ConfigError, match="VAPID_PRIVATE_KEY"):
        make_app(VAPID_PRIVATE_KEY=text)


def test_a_folder_that_cannot_be_written_to_closes_no_page(make_app: MakeApp, tmp_path: Path, alice: User) -> None:
    (tmp_path / "file").touch()
    app = make_app(VAPID_CONTACT=CONTACT, DATA_DIR=str(tmp_path / "file"))
    page = signed_in(app, alice).get("/reminders")
    assert page.status_code == 200 and "push-key" not in page.text and "VAPID_CONTACT" in page.text
