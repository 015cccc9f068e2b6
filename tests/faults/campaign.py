"""Trials by the thousand against one server, checked against its database as they end."""

import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from random import Random
from typing import Any

from tests.databases import Database
from tests.faults.breaking import Breaker
from tests.faults.checking import violations
from tests.faults.found import file_is_whole, found
from tests.faults.outcome import Outcome, Tally
from tests.faults.people import gather, people, sign_in
from tests.faults.phones import Phones, phones
from tests.faults.plan import ALONE, GROUP, Trial, fault_of, trial
from tests.faults.server import Server
from tests.machine.system import say

LOAD = 6 * GROUP  # trials whose people are made at once
IN_FLIGHT = 3 * LOAD


class Campaign:
    """One run on one database; the same seed and numbers bring the same plan."""

    each = 1000  # trials after which a line says how far it is

    def __init__(self, database: Database, server: Server, seed: int, fault: str = "") -> None:
        self.app = database.make_app(PUBLIC_URL=server.url)
        self.server, self.seed, self.fault = server, seed, fault
        self.outcome = Outcome(seed, database.kind)
        self.breaker = Breaker(self.app, server, Random(f"{seed} moments"))  # noqa: S311
        self.trials: dict[int, Trial] = {}
        self.others: dict[int, str] = {}
        self.ended = 0

    def run(self, numbers: Sequence[int]) -> Outcome:
        """The trials with these numbers, whole groups of them; fewer when it is interrupted."""
        began = time.monotonic()
        self.crowd = gather(self.app, self.seed)
        try:
            self._run(numbers)
        except KeyboardInterrupt:
            self.outcome.interrupted = True
        self.outcome.file = file_is_whole(self.app)
        self.outcome.seconds = time.monotonic() - began
        return self.outcome

    def _run(self, numbers: Sequence[int]) -> None:
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
        number = question.get("trial")
        if number is None:
            self.breaker.break_now(question["do"])
            return {}
        person, other = self.trials[number].person, self.others.get(number, "")
        return self.breaker.sign(question["do"], person.id, other)

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
        if self.ended % self.each == 0:
            say(f"{self.ended:,} trials, {len(self.outcome.violations)} violations")
        tally.writes += sum(1 for _ in made.writes)
        tally.requests += report.get("requests", 0)
        tally.hits += report.get("hits", 0) > 0
        told = report.get("told", {}).values()
        tally.again += sum(status == 200 for answers in told for status, _ in answers)
        if wrong:
            tally.violations += 1
            self.outcome.violations[made.number] = [made.fault, *wrong]
