"""`flask serve`: one command begins everything, and everything ends with it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from networking_app.config import SETTINGS
from tests.machine.system import free_port

Start = Callable[..., "Server"]
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc to find the processes")


class Server:
    """A `serve` of its own, with its data in a temporary folder."""

    def __init__(self, data: Path, port: int, environment: dict[str, str]) -> None:
        clean = {name: value for name, value in os.environ.items() if name not in {s.name for s in SETTINGS}}
        self.port = port
        self.process = subprocess.Popen(
            [sys.executable, "-m", "networking_app", "serve"],
            env={**clean, "DATA_DIR": str(data), "PORT": str(port), **environment},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5):  # noqa: S310
                    return
            except OSError:
                time.sleep(0.05)
        pytest.fail(f"The server was not ready:\n{self.end()}")

    def children(self) -> list[int]:
        """The migration is over: what is left is the web server and the worker."""
        return processes_under(self.process.pid)

    def end(self, number: int = signal.SIGINT) -> str:
        """Everything it said."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.communicate(timeout=30)[0]


def processes_under(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def answers(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    begun: list[Server] = []

    def start(port: int | None = None, **environment: str) -> Server:
        begun.append(Server(tmp_path / "data", port or free_port(), environment))
        return begun[-1]

    yield start
    for server in begun:
        server.end(signal.SIGTERM)


def test_it_serves_until_it_is_told_to_end_and_makes_its_secret_once(start: Start, tmp_path: Path) -> None:
    secret = tmp_path / "data" / "secret_key"
    seen = []
    for number in (signal.SIGINT, signal.SIGTERM):
        server = start()
        server.wait_until_ready()
        said = server.end(number)
        assert server.process.returncode == 0, said
        assert f"is ready: http://localhost:{server.port}" in said and "Traceback" not in said
        assert not answers(server.port)
        seen.append((secret.read_text(), secret.stat().st_mode & 0o777))
    assert seen[0] == seen[1] and seen[0][1] == 0o600 and len(seen[0][0]) > 40
    # Without a public address it says how a phone gets https.
    assert "caddy" in said and "tailscale" in said and "█" not in said


@ON_LINUX
@pytest.mark.parametrize("part", [0, 1])
def test_when_one_part_ends_everything_ends_and_says_so(start: Start, part: int) -> None:
    server = start()
    server.wait_until_ready()
    children = server.children()
    os.kill(children[part], signal.SIGKILL)
    said = server.process.communicate(timeout=30)[0]
    assert server.process.returncode == 1
    assert f"The {('worker', 'web server')[part]} ended" in said
    assert not answers(server.port)


TOLD_AT_ONCE = """
import os, signal, sys
from networking_app import serving
begin = serving._begin
def told(*part):
    process = begin(*part)
    os.kill(os.getpid(), int(sys.argv[1]))
    return process
serving._begin = told
serving._keep_together([("one", signal.pause), ("two", signal.pause)])
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_told_to_end_before_everything_has_begun_it_ends_everything(number: int) -> None:
    command = [sys.executable, "-c", TOLD_AT_ONCE, str(int(number))]
    ended = subprocess.run(command, capture_output=True, text=True)  # waits for all that could still write
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


@ON_LINUX
def test_nothing_outlives_a_killed_server(start: Start) -> None:
    server = start()
    server.wait_until_ready()
    family = [pid for child in server.children() for pid in (child, *processes_under(child))]
    server.process.kill()
    server.process.wait()
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{pid}/cmdline").exists() for pid in family) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [pid for pid in family if Path(f"/proc/{pid}/cmdline").exists()] == []


def test_a_taken_port_is_said_plainly(start: Start) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        server = start(port=other.getsockname()[1])
        said = server.process.communicate(timeout=30)[0]
    assert server.process.returncode == 1
    assert "cannot be used" in said and "PORT" in said and "Traceback" not in said


def test_an_unusable_setting_is_said_plainly(start: Start) -> None:
    server = start(PUBLIC_URL="knownby.example")
    said = server.process.communicate(timeout=30)[0]
    assert server.process.returncode == 1
    assert "PUBLIC_URL" in said and "Traceback" not in said


def test_a_public_address_is_shown_as_a_code(start: Start) -> None:
    server = start(PUBLIC_URL="https://knownby.example")
    server.wait_until_ready()
    said = server.end()
    assert "https://knownby.example" in said and "█" in said
