"""Seconds from `make run`, in a checkout that is set up, until /readyz answers: `python -m bench starting`."""

import os
import resource
import signal
import statistics
import subprocess
import tempfile
import time
import urllib.request

from tests.machine.system import free_port

ROUNDS = 5


def main() -> None:
    with tempfile.TemporaryDirectory() as data:
        _start(data)  # makes secret and tables
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        walls = [_start(data) for _ in range(ROUNDS)]
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / ROUNDS
    print(f"ready after {statistics.median(walls):.2f} s, median of {ROUNDS} (most {max(walls):.2f} s)")
    print(f"CPU of all processes, ending included: {cpu:.2f} s")


def _start(data: str) -> float:
    port, begun = free_port(), time.perf_counter()
    environment = {**os.environ, "PORT": str(port), "DATA_DIR": data}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(["make", "run"], env=environment, start_new_session=True, **quiet)  # noqa: S603, S607
    while server.poll() is None and not _ready(port):
        time.sleep(0.02)
    waited = time.perf_counter() - begun
    if server.poll() is not None:
        raise SystemExit("`make run` ended before it was ready.")
    os.killpg(server.pid, signal.SIGINT)
    server.wait()
    return waited


def _ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):  # noqa: S310
            return True
    except OSError:
        return False


if __name__ == "__main__":
    main()
