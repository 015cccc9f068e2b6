"""The ledger holds what a recount finds, the first to be due on top, and asks as often for one debt as for many."""

import re
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
from networking_app.owed.ledger import MOST, debts_on, number_due
from networking_app.owed.listing import FIRST, PAGE, Asked, ledger_of
from networking_app.owed.models import KINDS, SIDES, Owed
from networking_app.owed.opening import open_owed
from networking_app.ties.models import Tie
from tests.clients import text_of
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
        for side, part in (("mine", ledger.mine), ("theirs", ledger.theirs)):
            by_day = sorted((one for one in is_open if one.side == side),
                            key=lambda one: (one.day or date.max, one.opened_at, one.id))
            assert (part.rows, part.number, part.after) == (by_day, len(by_day), 0)
            assert read_page_by_page(alice, side) == by_day
            named = [one for one in by_day if one.tie.name == "Ada"]
            assert getattr(ledger_of(alice.id, Asked("  ADÁ ")), side).rows == named
        by_then = NOON.date() + timedelta(days=4)
        assert number_due(alice.id, by_then) == sum(
            one.side == "mine" and one.follow_up is None and (one.due_on or date.max) <= by_then for one in is_open)
        closed = [one for one in made if one not in is_open]
        assert {tie.id: (len(there[tie.id].open), len(there[tie.id].closed)) for tie in ties} == {
            tie.id: tuple(sum(one.tie_id == tie.id for one in some) for some in (is_open, closed)) for tie in ties}
        assert set(ledger.closed) == set(closed) and ledger.number == len(is_open)
        assert db.session.scalar(select(func.count()).select_from(Owed.open_for(alice.id).subquery())) == len(is_open)
        for tie in ties:
            db.session.delete(tie)
        db.session.commit()


def read_page_by_page(user: User, show: str, most: int = 2) -> list[Any]:
    """The rows of a list, from page to page as each says that more come after it."""
    rows: list[Any] = []
    with pytest.MonkeyPatch.context() as short:
        short.setattr("networking_app.owed.listing.PAGE", most)
        while True:
            part = getattr(ledger_of(user.id, Asked(show=show, offset=len(rows))), show)
            assert len(part.rows) <= most and part.offset == len(rows)
            rows += part.rows
            if part.after == 0:
                return rows


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
                   title="Send the slides", condition="always", due_on=due_on, due_at=NOON,
                   snoozed_until=due_on + timedelta(days=4) if number % 2 else None)
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


@pytest.fixture
def many(app: Flask, make: Make, alice: User) -> Tie:
    """A page of debts and three more of one person's, for each month one and some without a day; one names a ladder."""
    tie = make.tie(alice, name="Ada")
    with app.app_context():
        place = {"owner_id": alice.id, "tie_id": tie.id, "kind": "favour", "side": "mine"}
        db.session.add_all(
            Owed(**place, text="a ladder" if number == PAGE else "",
                 due_on=date(2027, number + 1, 28) if number < 12 else None) for number in range(PAGE + 3))
        db.session.commit()
    return tie


def test_a_very_long_ledger_is_read_list_by_list_and_page_by_page(many: Tie, alice: User, client_for: Any) -> None:
    hers = client_for(alice)
    first = hers.get("/owed")
    assert first.text.count('<li class="follow-up" id="owed-') == FIRST and f"{FIRST} of {PAGE + 3}" in text_of(first)
    assert f'href="/owed?show=mine" aria-label="Show all {PAGE + 3}: You owe"' in first.text
    page = hers.get("/owed?show=mine")
    assert page.text.count('<li class="follow-up" id="owed-') == PAGE and f"{PAGE + 3} open" in text_of(page)
    months = re.findall("<h2 class=.sentence.>([^<]+)</h2>", page.text)
    assert months[0] == "January 2027" and months[11:] == ["December 2027", "Without a day"]
    assert "3 more come after these" in page.text and f"?show=mine&amp;from={PAGE}" in page.text
    rest = hers.get(f"/owed?show=mine&from={PAGE}").text
    assert rest.count('<li class="follow-up" id="owed-') == 3 and "come after" not in rest and "To the top" in rest
    for odd in ("from=-1", "from=x", "from=99999999999999999999"):
        assert hers.get(f"/owed?show=mine&{odd}").status_code == 200
    assert "That is all of it" in hers.get(f"/owed?show=mine&from={2 * PAGE}").text
    on_tie = hers.get(f"/ties/{many.id}").text
    assert on_tie.count('<li class="follow-up" id="owed-') == MOST
    assert f"{PAGE + 3 - MOST} more come after these" in on_tie


def test_some_of_it_is_found_by_name_and_by_what_it_is_about(many: Tie, alice: User, client_for: Any) -> None:
    hers = client_for(alice)
    for asked in ("q=LADDER", "q=ada+ladder", "q=ladder&show=mine"):
        found = hers.get(f"/owed?{asked}").text
        assert found.count('<li class="follow-up" id="owed-') == 1 and "a ladder" in found, asked
    for asked in ("q=ladder&show=theirs", "q=grace", "q=%00", "q=" + "x" * 3000):
        assert "Nothing found" in hers.get(f"/owed?{asked}").text, asked


def test_a_phone_keeps_the_lists_that_do_not_stand_on_the_page_of_all(
    many: Tie, alice: User, client_for: Any
) -> None:
    kept = client_for(alice).get("/offline-pages").json["pages"]
    assert [path for path in kept if path.startswith("/owed")] == [
        "/owed", "/owed?show=mine", f"/owed?show=mine&from={PAGE}"]
