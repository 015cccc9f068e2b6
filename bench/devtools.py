"""A Chromium process of its own, driven over a pipe from its first moment on."""

import fcntl
import json
import os
import select
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any

PATIENCE = 30  # seconds
_READ, _WRITE = 3, 4


class Devtools:
    """Commands to one browser process; its events, and answers nobody waits for, go to `on_event`."""

    def __init__(self, command: list[str]) -> None:
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        self.process = subprocess.Popen(  # noqa: S603
            command, pass_fds=(_READ, _WRITE), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            preexec_fn=lambda: _take(theirs_in, theirs_out),
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._buffer, self._count = b"", 0
        self.on_event: Callable[[dict[str, Any]], None] = lambda event: None

    def tell(self, method: str, session: str | None = None, **params: Any) -> int:
        """Send without waiting for the answer; the number of the message."""
        self._count += 1
        message = {"id": self._count, "method": method, "params": params, **({"sessionId": session} if session else {})}
        os.write(self._out, json.dumps(message).encode() + b"\0")
        return self._count

    def ask(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """The result of a command; SystemExit if it fails or takes longer than 30 s."""
        number = self.tell(method, session, **params)
        for message in self._messages():
            if message.get("id") == number:
                if "error" in message:
                    raise SystemExit(f"{method}: {message['error']['message']}")
                return dict(message["result"])
            self.on_event(message)
        raise SystemExit(f"{method} got no answer.")

    def wait_for(self, seen: Callable[[], object]) -> None:
        """Hand out events until `seen()` says that it is enough."""
        for message in self._messages(seen):
            self.on_event(message)
        if not seen():
            raise SystemExit("The browser does not do what it should.")

    def _messages(self, enough: Callable[[], object] = lambda: False) -> Iterator[dict[str, Any]]:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and not enough():
            while b"\0" in self._buffer:
                first, _, self._buffer = self._buffer.partition(b"\0")
                yield json.loads(first)
            if not enough() and select.select([self._in], [], [], 0.1)[0]:
                self._buffer += os.read(self._in, 1 << 20)

    def close(self) -> None:
        self.tell("Browser.close")
        self.process.wait(PATIENCE)
        os.close(self._in)
        os.close(self._out)


def _take(theirs_in: int, theirs_out: int) -> None:
    # By way of higher numbers, since the two may be each other's.
    high_in, high_out = (fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (theirs_in, theirs_out))
    os.dup2(high_in, _READ)
    os.dup2(high_out, _WRITE)
