"""A round of the fault campaign that `make test` has time for; `make faults` is the whole of it."""

import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright

from tests.databases import Database
from tests.faults.browser import FAULTS, FIRST, InBrowser
from tests.faults.campaign import Campaign
from tests.faults.plan import DOUBLES, GROUP, LOSES, QUIET, SERVER_KILLED, faults
from tests.faults.report import told
from tests.faults.server import Server

SEED = 2027
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc to find the processes that it kills")


@pytest.fixture
def server(database: Database) -> Iterator[Server]:
    server = Server(database)
    server.start()
    yield server
    server.end()
    database.let_go()  # connections that are kept were ended like the others


def test_whatever_breaks_nothing_is_lost_and_nothing_doubled(database: Database, server: Server) -> None:
    each_once = {fault: place for place, fault in enumerate(faults(database.kind))}
    numbers = [GROUP * place + number for place in sorted(each_once.values()) for number in range(GROUP)]
    outcome = Campaign(database, server, SEED).run(numbers)
    assert outcome.good, told(outcome)
    assert {fault: tally.trials for fault, tally in outcome.tallies.items()} == dict.fromkeys(each_once, GROUP)
    assert all(outcome.tallies[fault].hits for fault in QUIET), told(outcome)


def test_the_same_in_a_real_browser(
    database: Database, server: Server, playwright: Playwright, chromium_path: str
) -> None:
    campaign = InBrowser(database, server, SEED, playwright=playwright, path=chromium_path)
    # The server begins anew in the other round already, which takes its time.
    wanted = [place for place, fault in enumerate(FAULTS) if fault != SERVER_KILLED]
    outcome = campaign.run([FIRST - FIRST % len(FAULTS) + len(FAULTS) + place for place in wanted])
    assert outcome.good, told(outcome)
    assert set(outcome.tallies) == set(FAULTS) - {SERVER_KILLED}


@pytest.mark.only("sqlite")
def test_a_server_that_loses_or_doubles_is_found_out(database: Database, server: Server) -> None:
    for seed, (fault, word) in enumerate([(LOSES, "lost ['"), (DOUBLES, "nobody wrote ['")]):
        outcome = Campaign(database, server, seed, fault).run(range(GROUP))
        assert len(outcome.violations) >= GROUP - 2, told(outcome)
        assert word in told(outcome)
