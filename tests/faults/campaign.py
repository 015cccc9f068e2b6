"""Trials by the thousand against one server, checked against its database as they end."""

import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from random import Random
from typing import Any

from sqlalchemy import text

from networking_app.extensions import db
from tests.databases import Database
from tests.faults.checking import violations
from tests.faults.found import file_is_whole, found
from tests.faults.people import gather, people, sign_in, sign_out
from tests.faults.phones import Phones, phones
from tests.faults.plan import ALONE, GROUP, Trial, fault_of, trial
from tests.faults.server import Server
from tests.machine.system import say

LOAD = 6 * GROUP  # trials whose people are made at once
IN_FLIGHT = 3 * LOAD
EACH = 1000  # trials after which a line says how far it is


@dataclass
class Tally:
    """What was seen of one fault."""

    trials: int = 0
    writes: int = 0
    requests: int = 0
    hits: int = 0
    again: int = 0
    violations: int = 0


@dataclass
class Outcome:
    seed: int
    database: str
    tallies: dict[str, Tally] = field(default_factory=dict)
    # Sentences by trial number.
    violations: dict[int, list[str]] = field(default_factory=dict)
    # What the database says of itself at the end.
    file: str = ""
    seconds: float = 0

    @property
    def good(self) -> bool:
        return not self.violations and self.file in ("", "ok")


class Campaign:
    """One run on one database; the same seed and numbers bring the same plan."""

    def __init__(self, database: Database, server: Server, seed: int, fault: str = "") -> None:
        self.app = database.make_app(PUBLIC_URL=server.url)
        self.server, self.seed, self.fault = server, seed, fault
        self.outcome = Outcome(seed, database.kind)
        self.random = Random(f"{seed} moments")  # noqa: S311
        self.trials: dict[int, Trial] = {}
        self.others: dict[int, str] = {}
        self.ended = 0

    def run(self, numbers: Sequence[int]) -> Outcome:
        """The trials with these numbers, whole groups of them."""
        began = time.monotonic()
        self.crowd = gather(self.app, self.seed)
        with phones(self._answer) as there:
            waiting: list[dict[str, Any]] = []
            for load, alone in self._loads(numbers):
                while len(self.trials) - len(waiting) > (0 if alone else IN_FLIGHT):
                    waiting.append(there.receive())
                    self._check(waiting, LOAD)
                self._begin(there, load)
                if alone:
                    self._check([there.receive() for _ in load] + waiting)
                    waiting = []
            while len(self.trials) > len(waiting):
                waiting.append(there.receive())
            self._check(waiting)
        self.outcome.file = file_is_whole(self.app)
        self.outcome.seconds = time.monotonic() - began
        return self.outcome

    def _fault(self, number: int) -> str:
        return self.fault or fault_of(number, self.outcome.database)

    def _loads(self, numbers: Sequence[int]) -> Iterator[tuple[list[int], bool]]:
        for alone, run in groupby(numbers, lambda number: self._fault(number) in ALONE):
            load, size = list(run), GROUP if alone else LOAD
            yield from ((load[start:start + size], alone) for start in range(0, len(load), size))

    def _begin(self, there: Phones, numbers: list[int]) -> None:
        persons = people(self.app, self.crowd, 2 * len(numbers))
        cookies = sign_in(self.app, *(person.id for person in persons))
        for place, number in enumerate(numbers):
            made = trial(self.seed, number, self._fault(number), persons[place], self.crowd, self.server.url)
            self.trials[number], self.others[number] = made, cookies[len(numbers) + place]
            there.send(made.for_phone(cookie=cookies[place], port=self.server.port, origin=self.server.url))

    def _answer(self, question: dict[str, Any]) -> dict[str, Any]:
        what, number = question["do"], question.get("trial")
        if number is not None:
            return self._sign(what, number)
        if what == "fill":
            self.server.switch.touch()
        elif what == "limit":
            self.server.limit_files(self.random.randrange(150_000))
        elif what == "free":
            self.server.switch.unlink(missing_ok=True)
            self.server.limit_files(resource.RLIM_INFINITY)
        else:
            time.sleep(self.random.choice((0, 0.005, 0.02, 0.05, 0.1)))
            self._break(what)
        return {}

    def _sign(self, what: str, number: int) -> dict[str, Any]:
        user_id = self.trials[number].person.id
        if what == "sign out":
            sign_out(self.app, user_id)
            return {}
        if what == "sign in other":
            return {"cookie": self.others[number]}
        return {"cookie": sign_in(self.app, user_id)[0]}

    def _break(self, what: str) -> None:
        if what == "kill server":
            self.server.kill()
        elif what == "kill worker":
            self.server.kill_workers(self.random)
        else:
            for _ in range(3):
                end_connections(self.app)
                time.sleep(0.01)

    def _check(self, reports: list[dict[str, Any]], least: int = 1) -> None:
        if len(reports) < least:
            return
        there = found(self.app, (self.trials[report["number"]].person.id for report in reports))
        for report in reports:
            made = self.trials.pop(report["number"])
            self._count(made, report, violations(made, report, there[made.person.id]))
        reports.clear()

    def _count(self, made: Trial, report: dict[str, Any], wrong: list[str]) -> None:
        tally = self.outcome.tallies.setdefault(made.fault, Tally())
        tally.trials += 1
        self.ended += 1
        if self.ended % EACH == 0:
            say(f"{self.ended:,} trials, {len(self.outcome.violations)} violations")
        tally.writes += sum(1 for _ in made.writes)
        tally.requests += report.get("requests", 0)
        tally.hits += report.get("hits", 0) > 0
        told = report.get("told", {}).values()
        tally.again += sum(status == 200 for answers in told for status, _ in answers)
        if wrong:
            tally.violations += 1
            self.outcome.violations[made.number] = [made.fault, *wrong]


def end_connections(app: Any) -> None:
    """Have PostgreSQL end every other connection to this database, whatever it is doing."""
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND " \
             "pid <> pg_backend_pid()"
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text(others))
