"""Servers to measure, and what they cost: CPU of the whole process tree, read from /proc."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.machine.system import free_port

TICKS = os.sysconf("SC_CLK_TCK")
WORKERS, THREADS = "2", "4"


class Server:
    """A running gunicorn; `cpu()` is the seconds it and its workers have used so far."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process, self.port = process, port

    def cpu(self) -> float:
        return _tree_cpu(self.process.pid)


@contextmanager
def gunicorn(app: str, ready: str = "/livez", **environment: str) -> Iterator[Server]:
    """Serve `module:app` with 2 workers of 4 threads on a free port of the loopback interface."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--no-control-socket", "-k", "gthread", "-w", WORKERS,
               "--threads", THREADS, "-b", f"127.0.0.1:{port}", "--log-level", "warning", app]
    process = subprocess.Popen(command, env=os.environ | environment)  # noqa: S603
    try:
        _await(f"http://127.0.0.1:{port}{ready}", process)
        yield Server(process, port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _await(url: str, process: subprocess.Popen[bytes]) -> None:
    for _attempt in range(300):
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310
                return
        except OSError:
            if process.poll() is not None:
                raise SystemExit("The server to measure ended by itself.") from None
            time.sleep(0.1)
    raise SystemExit(f"{url} does not answer.")


def _tree_cpu(root: int) -> float:
    parents, used = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(fields[1])
            used[int(entry.name)] = sum(map(int, fields[11:15])) / TICKS
    return sum(seconds for pid, seconds in used.items() if _descends(pid, root, parents))


def _descends(pid: int, root: int, parents: dict[int, int]) -> bool:
    while pid > 1:
        if pid == root:
            return True
        pid = parents.get(pid, 0)
    return False
