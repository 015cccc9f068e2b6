"""Firefox, spoken to by WebDriver BiDi, which it answers without a driver beside it."""

import itertools
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.smoke.engine import PATIENCE

NAMES = ("firefox-esr", "firefox")
LISTENING = re.compile(r"BiDi listening on (ws://\S+)")


def missing() -> str | None:
    """What has to be installed first, or None."""
    if not _found():
        return "no firefox on the PATH"
    return None if find_spec("websocket") else "pip install -e .[smoke]"


@contextmanager
def begun(folder: Path) -> Iterator["Firefox"]:
    """A fresh Firefox with an empty profile."""
    profile = folder / "firefox"
    profile.mkdir()
    command = [_found(), "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    try:
        yield Firefox(_address(process))
    finally:
        process.terminate()
        process.wait(PATIENCE)


class Firefox:
    """One tab; see tests.smoke.engine.Engine."""

    def __init__(self, address: str) -> None:
        from websocket import create_connection

        self._socket = create_connection(f"{address}/session", suppress_origin=True, timeout=PATIENCE)
        self._numbers = itertools.count(1)
        self.version = self._ask("session.new", capabilities={})["capabilities"]["browserVersion"]
        self._tab = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def open(self, url: str) -> None:
        self._ask("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def run(self, body: str) -> Any:
        function = f"async () => JSON.stringify((await (async () => {{ {body} }})()) ?? null)"
        answer = self._ask("script.callFunction", functionDeclaration=function, awaitPromise=True,
                           target={"context": self._tab})
        if answer["type"] == "exception":
            raise AssertionError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def _ask(self, method: str, **params: Any) -> Any:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == number:
                if answer["type"] == "error":
                    raise AssertionError(f"{method}: {answer['message']}")
                return answer["result"]


def _found() -> str:
    return next(filter(None, map(shutil.which, NAMES)), "")


def _address(process: "subprocess.Popen[str]") -> str:
    for line in process.stderr or ():
        if found := LISTENING.search(line):
            return found[1]
    raise AssertionError("Firefox ended by itself.")
