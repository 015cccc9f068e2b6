"""Pages of a network of 100,000 people with 1 million ties, beside the same at a tenth of the size.

    python -m bench.network [sqlite] [postgresql] ["known by"] [another page]
    python -m bench.network forget

The first run draws and loads the network, which takes minutes, and keeps it for the next one; `forget` removes it.
Whole pages are asked of the application by its test client. CPU is that of the application and of the database server.
"""

import gc
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import NamedTuple

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from bench.network_databases import forget, on_postgresql, on_sqlite
from bench.network_pages import CHAIN_TARGET, GROUPS, PAGE_TARGET, QUESTIONS, Person, Question, people_of
from networking_app.extensions import db

SMALL, LARGE = SIZES = (10_000, 100_000)
ROUNDS, WARM_UP, MOST_GROWTH = 2, 5, 3.0
BACKENDS = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"


class Took(NamedTuple):
    """Milliseconds by the clock, and of CPU."""

    wall: float
    cpu: float


class Asked:
    """One size of the network with the people who ask."""

    def __init__(self, app: Flask) -> None:
        self.app, self.people = app, people_of(app)
        # As the server does before it serves.
        gc.collect()
        gc.freeze()
        with app.app_context():
            self.backends = list(db.session.scalars(text(BACKENDS))) if db.engine.dialect.name == "postgresql" else []

    def ask(self, question: Question, person: Person) -> Took:
        """The time of one question in the name of that person."""
        client = self.app.test_client()
        name, _, value = person.cookie.partition("=")
        client.set_cookie(name, value)
        act = (lambda: _get(client, question.path(person))) if question.path else (lambda: self._call(question, person))
        cpu, wall = self._cpu(), perf_counter()
        act()
        return Took((perf_counter() - wall) * 1000, (self._cpu() - cpu) * 1000)

    def _call(self, question: Question, person: Person) -> None:
        with self.app.test_request_context():
            question.call(person)

    def _cpu(self) -> float:
        return process_time() + sum(_scheduled(pid) for pid in self.backends)


def _scheduled(pid: int) -> float:
    """Seconds of CPU of a process to the nanosecond, 0 where the system does not say."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return 0.0


def _get(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Sec-Fetch-Site": "same-origin"})
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}.")


def measure(name: str, databases: Callable[[tuple[int, ...]], AbstractContextManager[list[Flask]]]) -> None:
    with databases(SIZES) as apps:
        small, large = (Asked(app) for app in apps)
        print(f"\n{name}, load {os.getloadavg()[0]:.1f}{'':22} {SMALL:>9,} people {'':7} {LARGE:,} people", flush=True)
        print(f"{'':36} {'p50':>6} {'p95':>6} {'cpu':>6}   {'p50':>6} {'p95':>6} {'cpu':>6}   growth of p95, of cpu")
        for question in _asked_for():
            for group, figures in _by_turns(question, (small, large)):
                print(_line(question, group, *figures), flush=True)
        for app in apps:
            with app.app_context():
                db.engine.dispose()


def _asked_for() -> list[Question]:
    """Those that the command line names, or all."""
    return [question for question in QUESTIONS if question.label in sys.argv[1:]] or list(QUESTIONS)


def _by_turns(question: Question, networks: tuple[Asked, ...]) -> Iterator[tuple[str, list[list[Took]]]]:
    for network in networks:
        for person in network.people[::len(network.people) // WARM_UP]:
            network.ask(question, person)
    took = [defaultdict(list) for _network in networks]
    for _round in range(ROUNDS):
        for network, times in zip(networks, took, strict=True):
            for person in network.people:
                times[person.group].append(network.ask(question, person))
    return ((group, [times[group] for times in took]) for group in GROUPS)


def _line(question: Question, group: str, small: list[Took], large: list[Took]) -> str:
    slow, growth = _p95(large, "wall"), _p95(large, "wall") / _p95(small, "wall")
    missed = ["SLOW"] * (slow > question.target) + ["TOO MUCH GROWTH"] * (growth > MOST_GROWTH)
    figures = "   ".join(f"{_p50(one):6.1f} {_p95(one, 'wall'):6.1f} {_p95(one, 'cpu'):6.1f}" for one in (small, large))
    in_cpu = _p95(large, "cpu") / _p95(small, "cpu")
    return f"{question.label:25} {group:10} {figures}   {growth:.2f} {in_cpu:.2f}  {' '.join(missed)}"


def _p50(took: list[Took]) -> float:
    return median(one.wall for one in took)


def _p95(took: list[Took], which: str) -> float:
    return sorted(getattr(one, which) for one in took)[int(len(took) * 0.95)]


def main() -> None:
    if "forget" in sys.argv[1:]:
        forget()
        sys.exit()
    print(f"Milliseconds; targets: p95 {PAGE_TARGET}, of the shortest chain {CHAIN_TARGET}; growth {MOST_GROWTH}")
    for name, databases in (("SQLite", on_sqlite), ("PostgreSQL", on_postgresql)):
        if name.lower() in sys.argv[1:] or not {"sqlite", "postgresql"} & set(sys.argv[1:]):
            measure(name, databases)


if __name__ == "__main__":
    main()
