"""The ledger holds what a recount finds, the first to be due on top, and asks as often for one debt as for many."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event as listening
from sqlalchemy import func, select

from networking_app.accounts.models import User
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.owed.closing import close, reopen
from networking_app.owed.ledger import MOST, debts_on, ledger_of, number_due
from networking_app.owed.models import KINDS, SIDES, Owed
from networking_app.owed.opening import open_owed
from networking_app.ties.models import Tie
from tests.factories import Make

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
Debt = tuple[int, str, str, int | None, str, bool]
debts = st.lists(st.tuples(
    st.integers(0, 1), st.sampled_from(KINDS), st.sampled_from(SIDES), st.none() | st.integers(0, 9),
    st.sampled_from(["", "thanked", "let go", "reopened"]), st.booleans()), max_size=7)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(debts)
def test_the_ledger_is_that_of_a_recount(app: Flask, make: Make, alice: User, wanted: list[Debt]) -> None:
    with time_machine.travel(NOON, tick=False), app.app_context():
        ties = [Tie(owner_id=alice.id, origin="by hand", name=name) for name in ("Ada", "Grace")]
        db.session.add_all(ties)
        db.session.flush()
        made = [_made(ties[one[0]], number, *one[1:]) for number, one in enumerate(wanted)]
        db.session.commit()
        ledger, there = ledger_of(alice.id), debts_on(alice.id, [tie.id for tie in ties])
        is_open = [one for one, (*_what, became, _linked) in zip(made, wanted, strict=True)
                   if became in ("", "reopened")]
        for side, found in (("mine", ledger.mine), ("theirs", ledger.theirs)):
            by_day = sorted((one for one in is_open if one.side == side),
                            key=lambda one: (one.day or date.max, one.opened_at, one.id))
            assert found == by_day
        with pytest.MonkeyPatch.context() as short:
            short.setattr("networking_app.owed.ledger.MOST", 1)
            few = ledger_of(alice.id)
        assert few.mine + few.theirs == ledger.mine[:1] + ledger.theirs[:1]
        assert few.more == sum(max(len(some) - 1, 0) for some in (ledger.mine, ledger.theirs))
        by_then = NOON.date() + timedelta(days=4)
        assert number_due(alice.id, by_then) == sum(
            one.side == "mine" and one.follow_up is None and (one.due_on or date.max) <= by_then for one in is_open)
        closed = [one for one in made if one not in is_open]
        assert {tie.id: (len(there[tie.id].open), len(there[tie.id].closed)) for tie in ties} == {
            tie.id: tuple(sum(one.tie_id == tie.id for one in some) for some in (is_open, closed)) for tie in ties}
        assert set(ledger.closed) == set(closed)
        assert db.session.scalar(select(func.count()).select_from(Owed.open_for(alice.id).subquery())) == len(is_open)
        for tie in ties:
            db.session.delete(tie)
        db.session.commit()


def _made(tie: Tie, number: int, kind: str, side: str, days: int | None, became: str, linked: bool) -> Owed:
    """A debt opened the day before, with a follow-up where it is linked, and what became of it."""
    due_on = None if days is None else NOON.date() + timedelta(days=days)
    row = _step(tie, number, due_on) if linked and due_on else None
    debt = open_owed(tie.owner_id, tie.id, kind, side, due_on=due_on, follow_up_id=row.id if row else None,
                     at=NOON - timedelta(days=1))
    if became:
        close(debt, became == "thanked")
    if became == "reopened":
        reopen(debt)
    return debt


def _step(tie: Tie, number: int, due_on: date) -> FollowUp:
    row = FollowUp(owner_id=tie.owner_id, tie_id=tie.id, source="promise", step_key=f"promise-{number}", position=0,
                   title="Send the slides", condition="always", due_on=due_on, due_at=NOON)
    db.session.add(row)
    db.session.flush()
    return row


@contextmanager
def questions(app: Flask) -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    asked: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    with app.app_context():
        engine = db.engine
    listening.listen(engine, "before_cursor_execute", hear)
    yield asked
    listening.remove(engine, "before_cursor_execute", hear)


def test_many_debts_cost_as_many_questions_as_two(app: Flask, make: Make, alice: User, client_for: Any) -> None:
    browser, numbers = client_for(alice), []
    for names in ("Bob Charlie", "Dana Erin Fay Grace"):
        for name in names.split():
            tie = make.tie(alice, make.user(name))
            make.saved(Owed(owner_id=alice.id, tie_id=tie.id, kind="reply", side="theirs"))
        with questions(app) as asked:
            browser.get("/owed")
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]


def test_a_very_long_ledger_shows_the_first_ones_and_says_how_many_come_after(
    app: Flask, make: Make, alice: User, client_for: Any
) -> None:
    tie = make.tie(alice, name="Ada")
    with app.app_context():
        db.session.add_all(Owed(owner_id=alice.id, tie_id=tie.id, kind="favour", side="mine") for _ in range(MOST + 3))
        db.session.commit()
    hers = client_for(alice)
    for page in (hers.get("/owed").text, hers.get(f"/ties/{tie.id}").text):
        assert page.count("follow-up-done") == MOST
        assert "3 more come after these" in page
