"""What the same seed brings again, and what a campaign is made of."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from networking_app.events.models import Event
from tests.faults.people import Crowd, Known, Person
from tests.faults.plan import Trial, fault_of, faults, trial

EVENT = Event(id=1, starts_at=datetime(2027, 1, 1, tzinfo=UTC))
CROWD = Crowd(EVENT, tuple(f"{number:026}" for number in range(12)))
ALICE = Person(7, "hash", (Known(1, 1, 1, (1, 2, 3)), Known(2, 2, 2, (4, 5, 6))))


def planned(seed: int, number: int) -> Trial:
    return trial(seed, number, fault_of(number, "sqlite"), ALICE, CROWD, "http://localhost")


def test_the_same_seed_and_number_bring_the_same_trial() -> None:
    assert [planned(5, number).for_phone() for number in range(400)] == [planned(5, n).for_phone() for n in range(400)]
    assert planned(5, 1).for_phone() != planned(6, 1).for_phone()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_ten_thousand_trials_have_hundreds_of_every_fault(kind: str) -> None:
    times = Counter(fault_of(number, kind) for number in range(10_000))
    assert set(times) == set(faults(kind)) and min(times.values()) >= 170


def test_everything_that_can_be_written_is_written() -> None:
    writes = [write for number in range(400) for write in planned(5, number).writes]
    kinds = {write.poison or write.kind for write in writes}
    assert kinds >= {"scan", "by_hand", "note", "edit_note", "tag", "untag", "talked", "untalked", "complete", "skip",
                     "reopen", "snooze", "unsnooze", "unknown code", "not there", "malformed", "too large"}
    assert sum(write.stuck and not write.poison for write in writes) > 20
