"""A thousand people whose prompts are due in the same minute: one worker hands over a mail and a push for each.

    python -m bench.prompts_minute [sqlite] [postgresql]
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import AbstractContextManager
from pathlib import Path

from flask_migrate import upgrade

from bench.hall import on_each
from bench.prompt_crowd import fill
from bench.prompt_receivers import Receivers, receiving
from bench.servers import _tree_cpu
from networking_app import create_app
from networking_app.extensions import db

PEOPLE, TARGET_SECONDS, PAGE_KB = 1_000, 60, resource.getpagesize() / 1024


def measure(name: str, database: AbstractContextManager[dict[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder, database as environment, receiving(Path(folder)) as receivers:
        environment |= receivers.settings
        with create_app(environment).app_context():
            upgrade()
            fill(PEOPLE, PEOPLE, receivers.push_port)
            db.engine.dispose()
        worker = subprocess.Popen([sys.executable, "-m", "networking_app", "worker"], env=os.environ | environment)  # noqa: S603
        try:
            _report(name, worker, receivers)
        finally:
            worker.terminate()
            worker.wait()


def _report(name: str, worker: subprocess.Popen[bytes], receivers: Receivers) -> None:
    began, memory, first_at = time.monotonic(), list[float](), 0.0
    while (count := len(receivers.arrived())) < 2 * PEOPLE:
        if worker.poll() is not None or time.monotonic() - began > 2 * TARGET_SECONDS:
            raise SystemExit(f"{name}: only {count} of {2 * PEOPLE} arrived.")
        if count:
            first_at = first_at or time.monotonic()
            memory.append(_rss_mb(worker.pid))
        time.sleep(0.25)
    ended, arrived = time.monotonic(), receivers.arrived()
    kinds = {kind: len({one.reader for one in arrived if one.kind == kind}) for kind in ("mail", "push")}
    print(f"{name:11} {kinds['mail']} mails and {kinds['push']} pushes of {PEOPLE} people {ended - began:.1f} s after "
          f"the worker's start (target {TARGET_SECONDS}), {ended - first_at:.1f} s after the first; CPU "
          f"{_tree_cpu(worker.pid):.1f} s; memory MB {memory[0]:.0f} at first, {memory[-1]:.0f} at last, most "
          f"{max(memory):.0f}; load {os.getloadavg()[0]:.1f}", flush=True)


def _rss_mb(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_KB / 1024


if __name__ == "__main__":
    on_each(measure)
