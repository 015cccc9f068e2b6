"""What the smoke run asks of a browser."""

import json
import time
from typing import Any, Protocol

PATIENCE = 40  # seconds


class Engine(Protocol):
    """A browser with one window."""

    version: str

    def open(self, url: str) -> None:
        """Go there, and come back when the page has loaded; also where it could not be loaded."""

    def run(self, body: str) -> Any:
        """What the body of an async function returns on the page."""


def until(engine: Engine, expression: str, what: str) -> None:
    """Wait until the expression is true on the page; AssertionError with what was awaited after 40 s."""
    ends = time.monotonic() + PATIENCE
    while not engine.run(f"return Boolean({expression})"):
        if time.monotonic() > ends:
            raise AssertionError(f"not seen: {what}\n{engine.run('return document.body.innerText')}")
        time.sleep(0.1)


def shows(engine: Engine, *words: str) -> None:
    """Wait until the page shows these words."""
    for word in words:
        until(engine, f"document.body?.innerText.includes({json.dumps(word)})", word)
