"""Applications, people and post for every test; `database` decides on what it runs."""

import gc
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as generated_cases

from networking_app.accounts import passwords
from networking_app.accounts.models import User
from networking_app.config import SETTINGS as APP_SETTINGS
from tests.clients import Client, signed_in
from tests.databases import KINDS, POSTGRESQL_URL, Database, migrated
from tests.factories import Make, noon
from tests.hashing import QUICK
from tests.machine import postgresql
from tests.machine.system import NotHere
from tests.post import Mailbox, receiving
from tests.servers import Served, serving

# Named once: a second copy of the browser's fixtures would start a second Playwright in one process, which refuses.
pytest_plugins = ["tests.browser.fixtures"]
MACHINE = pytest.StashKey[ExitStack]()

# A busy machine is no failure, and one commit is judged by the same cases each time; at a desk they are new ones.
generated_cases.register_profile("patient", deadline=None, derandomize="CI" in os.environ)
generated_cases.load_profile("patient")

# What was loaded stays loaded: to look it through for garbage again and again takes a twentieth of the time.
gc.freeze()
gc.set_threshold(100_000, 50, 100)

# Each sign-in makes three hashes, whoever it is: with the real ones that is a minute of all the tests.
passwords.HASHER = QUICK

# What the developer's own shell says about the application is not part of any test.
for setting in APP_SETTINGS:
    os.environ.pop(setting.name, None)


def pytest_configure(config: pytest.Config) -> None:
    """Start one throw-away PostgreSQL for all test processes, unless a URL names a running one."""
    machine = config.stash[MACHINE] = ExitStack()
    if hasattr(config, "workerinput"):
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # told to end, tidy up as after Ctrl-C
    if "postgresql" not in KINDS or os.environ.get(POSTGRESQL_URL):
        return
    try:
        os.environ[POSTGRESQL_URL] = machine.enter_context(postgresql.cluster())
    except NotHere as missing:
        pytest.exit(str(missing), 1)


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[MACHINE].close()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        only = metafunc.definition.get_closest_marker("only")
        kinds = KINDS[:1] if "chromium_path" in metafunc.fixturenames else KINDS
        metafunc.parametrize("database", [kind for kind in kinds if not only or kind in only.args], indirect=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "chromium_path" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(autouse=True)
def _push_request_context() -> None:
    """In the place of pytest-flask's: with a context around the test all clients would be one signed-in person."""


@pytest.fixture(scope="session")
def databases(worker_id: str) -> Iterator[Callable[[str], Database]]:
    made: dict[str, Database] = {}
    with ExitStack() as stack:

        def of_kind(kind: str) -> Database:
            if kind not in made:
                made[kind] = stack.enter_context(migrated(kind, worker_id))
            return made[kind]

        yield of_kind


@pytest.fixture
def database(request: pytest.FixtureRequest, databases: Callable[[str], Database]) -> Database:
    """An empty database, by TEST_DATABASE: sqlite, postgresql, or both for each test in turn."""
    empty = databases(request.param)
    empty.make_empty()
    return empty


@pytest.fixture
def app(database: Database) -> Flask:
    """The application; no context is pushed: `with app.app_context():` opens one where a test needs the session."""
    return database.apps[0]


@pytest.fixture
def make_app(database: Database) -> Callable[..., Flask]:
    """`make_app(SETTING=value)`: another application on the same database."""
    return database.make_app


@pytest.fixture
def configure(app: Flask) -> Callable[..., Flask]:
    """`configure(SETTING=value)`: the application with other settings till the test ends; what is read at the start
    stays as it was. Making another one takes as long as twenty requests."""

    def configure(**settings: Any) -> Flask:
        app.config.update(settings)
        return app

    return configure


@pytest.fixture
def make(app: Flask) -> Make:
    """`make.user("Dana")`, `make.event(...)`: committed rows, readable without a session."""
    return Make(app)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser of a stranger."""
    return Client(app)


@pytest.fixture
def client_for(app: Flask) -> Callable[[User], FlaskClient]:
    """`client_for(bob)`: a browser of its own in which bob is signed in."""
    return lambda user: signed_in(app, user)


@pytest.fixture
def alice(make: Make) -> User:
    """The one who owns what the test is about."""
    return make.user("Alice")


@pytest.fixture
def bob(make: Make) -> User:
    """The one whom Alice meets."""
    return make.user("Bob")


@pytest.fixture
def charlie(make: Make) -> User:
    """The one who has no business here."""
    return make.user("Charlie")


@pytest.fixture
def standing_clock() -> Iterator[None]:
    """It is tomorrow at noon, and no time passes: what the test writes and what it reads are of one day."""
    with time_machine.travel(noon(-1), tick=False):
        yield


@pytest.fixture
def mailbox(configure: Callable[..., Flask]) -> Iterator[Mailbox]:
    """A real mail server that the application sends to; `mailbox.to("bob@example.org")` is what arrived."""
    with receiving() as mailbox:
        configure(**mailbox.settings)
        yield mailbox


@pytest.fixture
def served(database: Database) -> Iterator[Served]:
    """The application on a port of localhost, `served.url`, with the database of the test."""
    with serving(database) as served:
        yield served
