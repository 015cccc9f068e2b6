"""The way out to addresses that users chose: HTTPS to public hosts alone, without detours, for a limited time.

Whoever may name an address could else reach what only this machine can (SSRF). So the address that was checked is the
one that is connected to: between asking a name server and connecting nobody can change it (DNS rebinding).
"""

import http.client
import socket
import ssl
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Self
from urllib.parse import urlsplit

from networking_app.prompts.public_addresses import BlockedAddress, resolve_public
from networking_app.prompts.timed_socket import TimedSocket

CONNECT_SECONDS = 5.0
WHOLE_SECONDS = 15.0
MOST_BYTES = 65_536
MOST_BODY = 1_000
PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True)
class Answer:
    """What came back: names of headers in lower case, the first kilobyte of the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Destination:
    """An address that may be sent to, as far as it can be told before its name is looked up."""

    scheme: str
    host: str
    port: int
    path: str
    inside: bool

    @classmethod
    def of(cls, url: str, allowed_hosts: Collection[str] | None = None, inside: Collection[str] = ()) -> Self:
        """Read an address; raises BlockedAddress. See `post` for what is allowed."""
        scheme, host, port, path = _parts(url)
        known = f"{host}:{port}" in inside
        if scheme != "https" and not known:
            raise BlockedAddress("only https is used")
        if allowed_hosts is not None and not _among(host, allowed_hosts):
            raise BlockedAddress("this host is not on the list")
        if allowed_hosts is not None and port != PORTS["https"] and not known:
            raise BlockedAddress("this port is not used")
        return cls(scheme, host, port, path, known)


def post(url: str, body: bytes, headers: Mapping[str, str], allowed_hosts: Collection[str] | None = None,
         inside: Collection[str] = ()) -> Answer:
    """Send `body` and return the answer, whatever its status; a redirect is an answer like any other.

    `allowed_hosts`: only these and what is under them, on port 443; None allows every public host. `inside`: the
    setting ALLOWED_HOSTS_INSIDE, "host:port" that may be private and without TLS. Needs no application context.
    Raises BlockedAddress, OSError (TimeoutError after 15 s in all), or http.client.HTTPException.
    """
    destination = Destination.of(url, allowed_hosts, inside)
    connection = _Connection(destination)
    try:
        connection.request("POST", destination.path, body, dict(headers))
        response = connection.getresponse()
        fields = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, fields, _beginning(response))
    finally:
        connection.hang_up()


def _beginning(response: http.client.HTTPResponse) -> bytes:
    # Whether it was taken is known by now, also when the rest never comes.
    with suppress(OSError, http.client.HTTPException):
        return response.read(MOST_BODY)
    return b""


class _Connection(http.client.HTTPConnection):
    """Connects to an address that was checked, and speaks to it by its name."""

    def __init__(self, destination: Destination) -> None:
        super().__init__(destination.host, destination.port)
        self.destination = destination
        self.opened: socket.socket | None = None
        self.default_port = PORTS[destination.scheme]

    def connect(self) -> None:
        ends_at = time.monotonic() + WHOLE_SECONDS
        plain = self._first_to_answer(ends_at)
        try:
            self.opened = self._secured(plain, ends_at)
        except BaseException:
            plain.close()
            raise
        self.sock = TimedSocket(self.opened, ends_at, MOST_BYTES)

    def hang_up(self) -> None:
        if self.opened is not None:
            self.opened.close()

    def _first_to_answer(self, ends_at: float) -> socket.socket:
        there = self.destination
        failure: OSError = OSError("no address")
        for address in resolve_public(there.host, CONNECT_SECONDS, there.inside):
            left = min(CONNECT_SECONDS, ends_at - time.monotonic())
            if left <= 0:
                break
            try:
                return socket.create_connection((address, there.port), left)
            except OSError as error:
                failure = error
        raise failure

    def _secured(self, plain: socket.socket, ends_at: float) -> socket.socket:
        if self.destination.scheme != "https":
            return plain
        plain.settimeout(max(0.001, ends_at - time.monotonic()))
        return trusted_roots().wrap_socket(plain, server_hostname=self.destination.host)


@cache
def trusted_roots() -> ssl.SSLContext:
    """The certificate authorities of this machine, read once."""
    return ssl.create_default_context()


def _parts(url: str) -> tuple[str, str, int, str]:
    if len(url) > 2000 or not url.isascii() or not url.isprintable() or " " in url:
        raise BlockedAddress("this is not an address")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BlockedAddress("this is not an address") from None
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in PORTS or not host or "@" in parts.netloc:
        raise BlockedAddress("this is not an https address")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, host, port or PORTS[parts.scheme], path


def _among(host: str, names: Collection[str]) -> bool:
    return any(host == name or host.endswith("." + name) for name in names)
