"""The world of tests/world.py, and requests by the lines of tests/endpoints.py."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.endpoints import Line
from tests.factories import Make
from tests.world import World, build


@pytest.fixture
def world(make: Make) -> World:
    return build(make)


def ask(client: FlaskClient, world: World, line: Line, **more: Any) -> TestResponse:
    """The request of that line."""
    body = {name: world.fill(value) for name, value in (line.body or {}).items()}
    return client.open(world.fill(line.url), method=line.method, data=body or None, **more)
