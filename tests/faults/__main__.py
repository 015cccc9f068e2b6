"""`make faults`: the whole campaign; `--only NUMBER` repeats the group of one trial."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial

from playwright.sync_api import sync_playwright

from tests.databases import POSTGRESQL_URL, migrated
from tests.faults.browser import FIRST, InBrowser
from tests.faults.campaign import Campaign
from tests.faults.outcome import Outcome
from tests.faults.plan import GROUP
from tests.faults.report import told
from tests.faults.server import Server
from tests.machine import chromium, postgresql


def main() -> int:
    """0 when nothing was lost or doubled, else 1."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # told to end, end the servers too
    wanted = _arguments()
    if sys.platform != "linux":
        sys.exit("The fault campaign needs Linux: it finds the processes that it kills in /proc.")
    with ExitStack() as stack:
        if "postgresql" in wanted.database and not os.environ.get(POSTGRESQL_URL):
            os.environ[POSTGRESQL_URL] = stack.enter_context(postgresql.cluster())
        outcomes = [_protocol(kind, wanted) for kind in wanted.database if wanted.trials]
        if wanted.browser_trials:
            outcomes.append(_in_browser(wanted))
    return int(not all(outcome.good for outcome in outcomes))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--seed", type=int, default=int(time.time()), help="the same seed brings the same plan")
    parser.add_argument("--trials", type=int, default=10_000, help="at the protocol level, on each database")
    parser.add_argument("--browser-trials", type=int, default=220, help="in Chromium")
    parser.add_argument("--database", action="append", choices=("sqlite", "postgresql"), help="by default both in turn")
    parser.add_argument("--only", type=int, help="a trial of the protocol level, with the group it belongs to")
    parser.add_argument("--fault", default="", help="this one in every trial, by its name in the table")
    wanted = parser.parse_args()
    wanted.database = wanted.database or ["sqlite", "postgresql"]
    wanted.trials = -(-wanted.trials // GROUP) * GROUP
    if wanted.only is not None:
        wanted.trials, wanted.browser_trials = wanted.only < FIRST, wanted.only >= FIRST
    return wanted


def _protocol(kind: str, wanted: argparse.Namespace) -> Outcome:
    if wanted.only is None:
        return _run(Campaign, kind, wanted, range(wanted.trials))
    return _run(Campaign, kind, wanted, range(wanted.only // GROUP * GROUP, wanted.only // GROUP * GROUP + GROUP))


def _in_browser(wanted: argparse.Namespace) -> Outcome:
    numbers = range(FIRST, FIRST + wanted.browser_trials) if wanted.only is None else [wanted.only]
    with sync_playwright() as playwright:
        campaign = partial(InBrowser, playwright=playwright, path=chromium.obtain())
        return _run(campaign, "sqlite", wanted, numbers)


def _run(campaign: Callable[..., Campaign], kind: str, wanted: argparse.Namespace, numbers: Sequence[int]) -> Outcome:
    with migrated(kind, "faults") as database:
        server = Server(database)
        server.start()
        try:
            outcome = campaign(database, server, wanted.seed, wanted.fault).run(numbers)
        finally:
            server.end()
    print(told(outcome), flush=True)
    return outcome


if __name__ == "__main__":
    sys.exit(main())
