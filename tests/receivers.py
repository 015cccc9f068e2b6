"""Receivers of what is posted to the outside: real servers on loopback, kind or nasty as a test wants them."""

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behave = Callable[["Handler"], None]


@dataclass(frozen=True)
class Received:
    """One request; names of headers in lower case."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """What arrived, oldest first; `behave` says what the next sender experiences."""

    port: int
    scheme: str = "http"
    got: list[Received] = field(default_factory=list)
    behave: Behave = lambda handler: answer(handler, 201)  # noqa: E731
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def place(self) -> str:
        """As ALLOWED_HOSTS_INSIDE names it."""
        return f"localhost:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.place}/wake?me"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    receiver: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.receiver.got.append(Received(self.path, headers, body))
        self.close_connection = True
        with suppress(OSError):  # the sender had enough
            self.receiver.behave(self)

    do_GET = do_POST

    def log_message(self, *_arguments: object) -> None:
        pass


def answer(handler: Handler, status: int, body: bytes = b"", **headers: str) -> None:
    """Answer like any server; `Retry_After="120"` is a header."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def answering(status: int, body: bytes = b"", **headers: str) -> Behave:
    return lambda handler: answer(handler, status, body, **headers)


def hang(handler: Handler) -> None:
    """Take it, and never say a word."""
    handler.receiver.over.wait(30)


def drip(handler: Handler) -> None:
    """A byte of a header now and then, for ever."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.receiver.over.wait(0.02):
        handler.wfile.write(b"z")


def flood(handler: Handler) -> None:
    """A body without an end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    _pour(handler, b"z" * 65_536)


def flood_of_headers(handler: Handler) -> None:
    """Headers without an end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    _pour(handler, b"X-More: and more\r\n" * 1000)


def gibberish(handler: Handler) -> None:
    handler.wfile.write(b"220 mail.example ESMTP\r\n")


def _pour(handler: Handler, piece: bytes) -> None:
    ends_at = time.monotonic() + 30
    while not handler.receiver.over.is_set() and time.monotonic() < ends_at:
        handler.wfile.write(piece)


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True

    def handle_error(self, *_arguments: Any) -> None:
        """A sender that hangs up, or refuses our certificate, is what some tests are about."""


@contextmanager
def receiving(certificate: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """A receiver until the block ends; with a certificate it speaks TLS."""
    server = _Server(("127.0.0.1", 0), type("BoundHandler", (Handler,), {}))
    receiver = Receiver(server.server_address[1], "https" if certificate else "http")
    server.RequestHandlerClass.receiver = receiver  # type: ignore[attr-defined]
    if certificate:
        server.socket = certificate.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield receiver
    finally:
        receiver.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
