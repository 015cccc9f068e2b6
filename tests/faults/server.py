"""The server under test: the real command with its own processes, killed and begun again."""

import os
import resource
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from random import Random

from networking_app.config import SETTINGS
from tests.databases import SETTINGS as TEST_SETTINGS
from tests.databases import Database
from tests.faults.killing import children, descendants, kill
from tests.machine.system import free_port


class Server:
    """`serve` on the database; `url` is where it answers."""

    def __init__(self, database: Database) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.switch = database.folder / "full"
        self.log = (database.folder / "server.log").open("ab")
        mine = {name: value for name, value in os.environ.items() if name not in {s.name for s in SETTINGS}}
        self.environment = mine | {
            "DATABASE_URL": database.url, "DATA_DIR": str(database.folder), "PORT": str(self.port),
            "PUBLIC_URL": self.url, "SECRET_KEY": TEST_SETTINGS["SECRET_KEY"], "LOG_LEVEL": "ERROR",
            "FULL": str(self.switch),
        }

    def start(self) -> None:
        """Begin; returns when it answers, raises RuntimeError if it does not."""
        command = [sys.executable, "-m", "tests.faults.serve", "serve"]
        self.process = subprocess.Popen(command, env=self.environment, stdout=self.log, stderr=self.log)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/livez", timeout=5):  # noqa: S310
                    return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"The server did not start: {self.log.name}")

    def kill(self) -> None:
        """End all its processes at once with SIGKILL, and begin anew."""
        for pid in [self.process.pid, *descendants(self.process.pid)]:
            kill(pid)
        self.process.wait()
        self.start()

    def kill_workers(self, random: Random) -> None:
        """End one of the web server's workers with SIGKILL, or all of them; it begins others."""
        workers = self._workers()
        for pid in random.sample(workers, random.randint(1, len(workers))):
            kill(pid)

    def limit_files(self, most_bytes: int) -> None:
        """Let its workers write no file beyond that size from now on: what goes further fails with EFBIG."""
        for pid in self._workers():
            with suppress(ProcessLookupError):
                _soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (most_bytes, hard))

    def _workers(self) -> list[int]:
        _worker, web_server = children(self.process.pid)
        return children(web_server)

    def end(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        self.log.close()

