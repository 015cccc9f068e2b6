"""A mail server and a push service in a process of their own, which note all that they take.

    python -m bench.prompt_receivers FOLDER

FOLDER/ports says where they listen; each line of FOLDER/log is what arrived: kind, for whom, its id, its date.
"""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TextIO

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.machine.system import free_port


@dataclass(frozen=True)
class Arrived:
    """Something taken: a mail with its Message-ID and Date, or a push with its Topic.

    `sender` is what a mail's sender calls itself, `at` is by the clock.
    """

    kind: str
    reader: str
    name: str
    date: str
    sender: str
    at: float


class Receivers:
    """The two servers, seen from the sender's side."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.smtp_port, self.push_port = map(int, (folder / "ports").read_text().split())

    @property
    def settings(self) -> dict[str, str]:
        """What makes an application send to them."""
        return {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(self.smtp_port), "SMTP_SECURITY": "none",
                "ALLOWED_HOSTS_INSIDE": f"localhost:{self.push_port}", "PUSH_HOSTS": "localhost",
                "VAPID_CONTACT": "mailto:bench@example.org"}

    def arrived(self) -> list[Arrived]:
        lines = (line.split("\t") for line in (self.folder / "log").read_text().splitlines())
        return [Arrived(*fields, float(at)) for *fields, at in lines]


class _Log:
    def __init__(self, file: TextIO) -> None:
        self._file, self._alone = file, threading.Lock()

    def note(self, *fields: str) -> None:
        with self._alone:
            self._file.write("\t".join((*fields, str(time.time()))) + "\n")
            self._file.flush()


class _Mails:
    def __init__(self, log: _Log) -> None:
        self.log = log

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        mail = message_from_bytes(envelope.content if isinstance(envelope.content, bytes) else b"")
        date = parsedate_to_datetime(str(mail["Date"])).isoformat()
        self.log.note("mail", envelope.rcpt_tos[0], str(mail["Message-ID"]), date, str(session.host_name))
        return "250 OK"


class _Pushes(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    log: _Log

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.log.note("push", self.path, self.headers["Topic"], "", "")
        self.send_response(201)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_arguments: Any) -> None:
        """A sender that is killed hangs up."""


def serve(folder: Path) -> None:
    """Take everything until killed."""
    with (folder / "log").open("a") as file:
        log, port = _Log(file), free_port()
        Controller(_Mails(log), hostname="127.0.0.1", port=port).start()
        pushes = _Server(("127.0.0.1", 0), type("Bound", (_Pushes,), {"log": log}))
        (folder / "new ports").write_text(f"{port} {pushes.server_address[1]}")
        (folder / "new ports").rename(folder / "ports")
        pushes.serve_forever()


@contextmanager
def receiving(folder: Path) -> Iterator[Receivers]:
    """Both servers, until the block ends."""
    process = subprocess.Popen([sys.executable, "-m", "bench.prompt_receivers", str(folder)])  # noqa: S603
    try:
        while not (folder / "ports").exists():
            if process.poll() is not None:
                raise SystemExit("The receivers ended by themselves.")
            time.sleep(0.05)
        yield Receivers(folder)
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
