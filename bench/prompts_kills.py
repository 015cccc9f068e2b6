"""Workers are killed with -9 at random moments while 2,000 prompts go out, and started again: is one missed or doubled?

    python -m bench.prompts_kills [sqlite] [postgresql] [seed]

Four workers on PostgreSQL, one on SQLite. Every fourth person is pushed to as well as mailed. The leases are seconds
instead of minutes and the batches small, since what a killed worker held rests until its lease ends.
"""

import multiprocessing
import os
import random
import signal
import socket
import sys
import tempfile
import time
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

from flask import Flask
from flask.cli import ScriptInfo
from flask_migrate import upgrade
from sqlalchemy import func, select

from bench.hall import on_postgresql, on_sqlite
from bench.prompt_crowd import fill
from bench.prompt_receivers import Arrived, Receivers, receiving
from networking_app import create_app
from networking_app.accounts.models import Outgoing
from networking_app.config import from_environment
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.prompts import alarms, delivering, queue
from networking_app.prompts.models import Prompt

PEOPLE, PHONES, LIMIT_SECONDS = 2_000, 500, 1_500
LEASE = timedelta(seconds=16)
FORK = multiprocessing.get_context("fork")


def measure(name: str, database: AbstractContextManager[dict[str, str]], workers: int, dice: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder, database as environment, receiving(Path(folder)) as receivers:
        app = create_app(from_environment(environment | receivers.settings | {"LOG_LEVEL": "CRITICAL"}))
        _apart(_prepare, app, receivers.push_port)
        kills = _kill_and_restart(app, workers, receivers, dice)
        _apart(_look, app, name, workers, kills, receivers.arrived())


def _prepare(app: Flask, push_port: int) -> None:
    with app.app_context():
        upgrade()
        fill(PEOPLE, PHONES, push_port)


def _kill_and_restart(app: Flask, workers: int, receivers: Receivers, dice: random.Random) -> list[float]:
    """Until everything has arrived; then whoever is left finishes in peace. Returns when one was killed."""
    running, kills, ends_at = [_begin(app) for _ in range(workers)], list[float](), time.monotonic() + LIMIT_SECONDS
    while (there := _count(receivers)) < PEOPLE + PHONES and time.monotonic() < ends_at:
        _await_progress(receivers, there + dice.randrange(1, 100), dice.uniform(0.5, 15))
        time.sleep(dice.uniform(0, 0.05))
        which = dice.randrange(workers)
        os.kill(running[which].pid or 0, signal.SIGKILL)
        running[which].join()
        running[which] = _begin(app)
        kills.append(time.time())
    time.sleep(LEASE.total_seconds() + 5)
    for worker in running:
        worker.terminate()
        worker.join()
    return kills


def _count(receivers: Receivers) -> int:
    return len({(one.kind, one.reader) for one in receivers.arrived()})


def _await_progress(receivers: Receivers, wanted: int, patience: float) -> None:
    """Until so many have arrived, or for so many seconds: however busy the machine is, something is under way."""
    ends_at = time.monotonic() + patience
    while _count(receivers) < wanted and time.monotonic() < ends_at:
        time.sleep(0.05)


def _begin(app: Flask) -> BaseProcess:
    worker = FORK.Process(target=_work, args=(app,))
    worker.start()
    return worker


def _work(app: Flask) -> None:
    queue.LEASE, queue.MARGIN, alarms.LEASE = LEASE, LEASE / 2, LEASE / 2
    delivering.BATCH = 25
    socket.getfqdn = lambda name="": f"worker-{os.getpid()}.example"  # what it calls itself to the mail server
    app.cli.main(["worker"], prog_name="flask", obj=ScriptInfo(create_app=lambda: app))


def _apart(work: object, *arguments: object) -> None:
    # In a process of its own: whoever forks must not have a connection.
    process = FORK.Process(target=work, args=arguments)  # type: ignore[arg-type]
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(process.exitcode)


def _look(app: Flask, name: str, workers: int, kills: list[float], arrived: Sequence[Arrived]) -> None:
    with app.app_context():
        left = db.session.scalar(select(func.count()).where(Outgoing.done_at.is_(None)))
        prompts = db.session.scalar(select(func.count()).select_from(Prompt))
        nudged = list(db.session.scalars(select(FollowUp.nudges).distinct()))
    first: dict[tuple[str, str], Arrived] = {}
    again = [first[one.kind, one.reader] for one in arrived if first.setdefault((one.kind, one.reader), one) is not one]
    others = len({(one.kind, one.reader, one.name) for one in arrived}) - len(first)
    missed, between = PEOPLE + PHONES - len(first), Counter(bisect(kills, one.at) for one in again)
    most, pushes = max(between.values(), default=0), sum(one.kind == "push" for one in again)
    by_worker = max(Counter(one.sender for one in again if one.sender).values(), default=0)
    print(f"{name:11} {prompts} prompts, {workers} workers killed {len(kills)} times: {missed} missed, {len(again)} "
          f"sent twice ({pushes} of them pushes, {most} between two kills at most, {by_worker} mails of one worker), "
          f"{others} under another id; load {os.getloadavg()[0]:.1f}", flush=True)
    if missed or others or left or nudged != [1] or most > workers or by_worker > 1 or len(again) > len(kills):
        raise SystemExit(f"{name}: this must not be; {left} rows left, follow-ups nudged {nudged} times.")


def main() -> None:
    seed = next((int(word) for word in sys.argv[1:] if word.isdecimal()), 5)
    for name, database, workers in (("SQLite", on_sqlite, 1), ("PostgreSQL", on_postgresql, 4)):
        if name.lower() in sys.argv or not {"sqlite", "postgresql"} & set(sys.argv):
            measure(name, database(), workers, random.Random(seed))  # noqa: S311


if __name__ == "__main__":
    main()
