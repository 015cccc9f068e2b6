"""Several deliveries are under way at once, and whatever comes of one is noted for it alone."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from networking_app.accounts.models import Outgoing, User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.prompts import threshold
from networking_app.prompts.deliveries import DELIVERIES
from networking_app.prompts.delivering import deliver_batch
from networking_app.prompts.queue import Claimed
from networking_app.prompts.sending import Gone, Refused, Undelivered
from networking_app.prompts.shift import Shift
from tests.factories import Make
from tests.prompts.test_ringing import MONDAY, SATURDAY, at


@dataclass
class Parcel:
    """A delivery whose receiver the test is; it says what was noted in `noted`."""

    row: Claimed
    receive: Callable[[Claimed], None]
    noted: list[tuple[str, str]]

    def send(self) -> None:
        self.receive(self.row)

    def settled(self, error: Exception | None) -> None:
        db.session.execute(select(Outgoing.id))
        self.noted.append((self.row.payload["to"], type(error).__name__))


@dataclass
class Depot:
    """Deliveries of a kind of their own, and what came of them."""

    app: Flask
    receive: Callable[[Claimed], None]
    noted: list[tuple[str, str]] = field(default_factory=list)

    def queue(self, *receivers: str, **columns: object) -> None:
        with self.app.app_context():
            db.session.add_all(Outgoing(kind="parcel", payload={"to": to}, **columns) for to in receivers)
            db.session.commit()

    def work(self, shift: Shift | None = None) -> Shift:
        shift = shift or Shift()
        with self.app.app_context():
            deliver_batch(shift)
        return shift

    def rows(self) -> dict[str, Outgoing]:
        with self.app.app_context():
            rows = db.session.scalars(select(Outgoing).order_by(Outgoing.id)).all()
        return {row.payload.get("to", "delivered"): row for row in rows}


@pytest.fixture
def depot(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Depot:
    made = Depot(app, lambda row: None)
    monkeypatch.setitem(DELIVERIES, "parcel", lambda row: Parcel(row, made.receive, made.noted))
    return made


def test_a_receiver_that_takes_its_time_does_not_keep_the_others_waiting(
    depot: Depot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threshold, "PATIENCE_SECONDS", 0.05)
    arrived = threading.Semaphore(0)

    def receive(row: Claimed) -> None:
        if row.payload["to"] != "slow":
            arrived.release()
        elif not all(arrived.acquire(timeout=10) for _ in range(3)):
            raise TimeoutError

    depot.receive = receive
    depot.queue("slow", "one", "two", "three")
    assert depot.work().sent == 4


def test_nothing_is_handed_over_before_the_one_before_it_is_noted(
    depot: Depot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threshold, "PATIENCE_SECONDS", 60)
    depot.receive = lambda row: depot.noted.append((row.payload["to"], "sent"))
    depot.queue(*(str(number) for number in range(40)))
    assert depot.work().sent == 40
    assert [name for name, _what in depot.noted[::2]] == [name for name, _what in depot.noted[1::2]]
    assert {what for _name, what in depot.noted[::2]} == {"sent"}


def test_each_outcome_is_noted_for_its_row(depot: Depot) -> None:
    outcomes = {"gone": Gone(410), "refused": Refused(550), "busy": Undelivered(429, 7200.0), "broken": OSError()}

    def receive(row: Claimed) -> None:
        if error := outcomes.get(row.payload["to"]):
            raise error

    depot.receive = receive
    depot.queue("fine", *outcomes)
    shift = depot.work()
    assert (shift.claimed, shift.sent, shift.failed, shift.dead) == (5, 1, 3, 1)
    rows = depot.rows()
    assert set(rows) == {"delivered", "refused", "busy", "broken"}  # of what is done nothing is kept
    assert rows["refused"].done_at and rows["refused"].error == "Refused 550"
    assert rows["busy"].due_at - now() > timedelta(minutes=119) and rows["busy"].error == "Undelivered 429"
    assert timedelta(seconds=40) < rows["broken"].due_at - now() < timedelta(seconds=73)
    assert [rows[name].attempts for name in ("refused", "busy", "broken")] == [1, 1, 1]
    assert dict(depot.noted)["gone"] == "Gone" and len(depot.noted) == 5


def test_pauses_double_and_are_spread(depot: Depot) -> None:
    def receive(row: Claimed) -> None:
        raise OSError

    depot.receive = receive
    depot.queue(*map(str, range(10)), attempts=3)
    depot.work()
    pauses = [row.due_at - now() for row in depot.rows().values()]
    assert len(set(pauses)) > 5
    assert all(timedelta(minutes=6) < pause < timedelta(minutes=10) for pause in pauses)


def test_what_cannot_be_made_ready_is_an_attempt_that_failed(depot: Depot) -> None:
    with depot.app.app_context():
        db.session.add(Outgoing(kind="of nobody", payload={}))
        db.session.commit()
    depot.queue("fine")
    assert depot.work().sent == 1
    with depot.app.app_context():
        row = db.session.scalars(select(Outgoing).where(Outgoing.kind == "of nobody")).one()
    assert (row.attempts, row.error, row.claimed_until, row.done_at) == (1, "KeyError", None, None)


def test_a_worker_told_to_end_finishes_what_is_under_way_and_gives_back_the_rest(depot: Depot) -> None:
    shift = Shift()
    depot.receive = lambda row: shift.end()
    depot.queue(*(str(number) for number in range(60)))
    depot.work(shift)
    rows = [row for name, row in depot.rows().items() if name != "delivered"]
    assert 1 <= shift.sent <= 10 and len(depot.noted) == shift.sent
    assert len(rows) == 60 - shift.sent
    assert {(row.claimed_until, row.attempts) for row in rows} == {(None, 0)}


def test_what_cannot_be_noted_ends_the_handing_over(depot: Depot, monkeypatch: pytest.MonkeyPatch) -> None:
    received: list[str] = []
    depot.receive = lambda row: received.append(row.payload["to"])
    depot.queue(*(str(number) for number in range(60)))
    with depot.app.app_context():
        commit = db.session.commit
        monkeypatch.setattr(db.session, "commit", lambda: fail() if received else commit())

        def fail() -> None:
            raise BrokenPipeError

        with pytest.raises(BrokenPipeError):
            deliver_batch()
    assert len(received) == 1


def test_what_was_queued_in_time_and_is_late_waits_for_a_fit_moment(
    depot: Depot, make: Make, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DELIVERIES, "digest", DELIVERIES["parcel"])
    for day, hour, then in ((MONDAY, 22, at(MONDAY + timedelta(1))), (SATURDAY, 9, at(SATURDAY + timedelta(2)))):
        with time_machine.travel(at(day, hour), tick=False):
            row = make.saved(Outgoing(kind="digest", payload={"to": "alice"}, user_id=alice.id))
            assert depot.work().sent == 0
        with depot.app.app_context():
            waiting = db.session.get_one(Outgoing, row.id)
            assert (waiting.due_at, waiting.attempts, waiting.claimed_until) == (then, 0, None)
    with time_machine.travel(at(SATURDAY + timedelta(2)), tick=False):
        assert depot.work().sent == 2
