from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from networking_app.errors import DomainError
from networking_app.rate_limits import limit, network_of, refuse_after

NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("", "unknown"),
        ("not an address", "unknown"),
    ],
)
def test_a_household_counts_as_one_caller(address: str, network: str) -> None:
    assert network_of(address) == network


def is_refused(app: Flask, seconds: float, counts: bool = True) -> bool:
    """Whether an attempt so many seconds from New Year is one too many of three in a minute."""
    with time_machine.travel(NEW_YEAR + timedelta(seconds=seconds), tick=False), app.app_context():
        try:
            (limit if counts else refuse_after)("knocks", "alice", most=3, per_seconds=60)
        except DomainError as refusal:
            return refusal.status == 429
    return False


def test_the_turn_of_a_minute_forgives_nothing(app: Flask) -> None:
    assert [is_refused(app, seconds) for seconds in (-0.5, 0, 0.5, 1, 58)] == [False] * 3 + [True] * 2
    assert is_refused(app, 58, counts=False) and not is_refused(app, 59, counts=False)
    assert [is_refused(app, seconds) for seconds in (59, 60, 100, 110, 119)] == [False] * 3 + [True, False]


def test_a_clock_that_was_wrong_locks_nobody_out(app: Flask) -> None:
    assert [is_refused(app, 86_400) for _time in range(4)] == [False] * 3 + [True]
    assert not is_refused(app, 0, counts=False) and not is_refused(app, 0)
    assert [is_refused(app, seconds) for seconds in (1, 0, 2)] == [False, False, True]
