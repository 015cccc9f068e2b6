"""Three people to greet without an ask: for a reason, the same all day, nobody who waits for an answer."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from networking_app.accounts.models import Block, User
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.owed.greeting import (
    ANNIVERSARY,
    COOLING,
    LATELY,
    LONG_SINCE,
    MET,
    WISH,
    Facts,
    chosen,
    reasons_for,
    wish_in,
)
from networking_app.ties.models import Interaction
from tests.clients import text_of
from tests.factories import Make

TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(("facts", "kinds"), [
    (Facts(1), []),
    (Facts(1, [(ago(20), "PyData")]), []),
    (Facts(1, [(ago(21), "PyData")]), [MET]),
    (Facts(1, [(ago(400), "PyData")], 3, ago(20), ["Is looking for a job"]), []),
    (Facts(1, [(ago(400), "PyData")], 3, ago(60)), [COOLING]),
    (Facts(1, [(ago(400), "PyData")], 1, ago(60)), [LONG_SINCE]),
    (Facts(1, [(ago(400), "PyData")], 3, ago(180)), [LONG_SINCE]),
    (Facts(1, [(ago(90), "PyData")], notes=["Tea. Is looking for a job"]), [WISH, LONG_SINCE]),
    (Facts(1, [(date(2025, 11, 22), "PyData")], 2, ago(30)), [ANNIVERSARY]),
    (Facts(1, [(date(2025, 11, 22), "")], 2, ago(30)), [MET]),
    (Facts(1, [(date(2024, 11, 17), "PyData")]), [ANNIVERSARY, LONG_SINCE]),
])
def test_there_is_a_reason_for_each_greeting(facts: Facts, kinds: list[str]) -> None:
    assert [reason.kind for reason in reasons_for(facts, TODAY)] == kinds


@pytest.mark.parametrize(("note", "wish"), [
    ("Met at the bar. Is looking for a designer!\nLikes tea", "Is looking for a designer"),
    ("Sucht eine Wohnung in Wien", "Sucht eine Wohnung in Wien"), ("Busca trabajo", "Busca trabajo"),
    ("Il cherche un stage; parle bien", "Il cherche un stage"), ("Likes tea", ""), ("", ""),
])
def test_what_somebody_asked_for_is_found_in_a_note(note: str, wish: str) -> None:
    assert wish_in(note) == wish


people = st.lists(st.builds(
    Facts, st.integers(1, 40), st.lists(st.tuples(st.integers(0, 900).map(ago), st.sampled_from(["", "PyData"])),
                                        max_size=2), st.integers(0, 4)), max_size=12, unique_by=lambda one: one.tie_id)


@given(people, st.sets(st.integers(1, 40), max_size=6))
def test_three_are_chosen_the_same_all_day_and_skipping_one_changes_only_that_place(
    everybody: list[Facts], skipped: set[int]
) -> None:
    first = chosen(7, TODAY, everybody)
    there = {facts.tie_id for facts in everybody if reasons_for(facts, TODAY)}
    assert len(first) == min(3, len(there)) and {tie_id for tie_id, _why in first} <= there
    assert chosen(7, TODAY, reversed(everybody)) == first
    after = chosen(7, TODAY, everybody, skipped)
    assert not {tie_id for tie_id, _why in after} & skipped
    assert [one for one in first if one[0] not in skipped] == after[: sum(one[0] not in skipped for one in first)]


def test_who_was_met_lately_is_not_greeted() -> None:
    assert LATELY == timedelta(days=21)
    assert chosen(7, TODAY, [Facts(n, [(ago(20), "PyData")]) for n in range(9)]) == []


def test_a_better_reason_is_chosen_more_often_but_not_always() -> None:
    everybody = [Facts(1, [(ago(30), "PyData")]), *(Facts(n, [(ago(30), "")], notes=["needs help"]) for n in (2, 3, 4))]
    days = [TODAY + timedelta(days=n) for n in range(25)]
    drawn = [{tie_id for tie_id, _why in chosen(7, day, everybody)} for day in days]
    assert 0 < sum(1 in found for found in drawn) < sum(2 in found for found in drawn)


@pytest.fixture
def page(client_for: Callable[[User], FlaskClient], alice: User) -> Callable[..., str]:
    """What Alice reads on the page at that noon."""
    with time_machine.travel(NOON, tick=False):
        browser = client_for(alice)

    def read(skip: int = 0) -> str:
        with time_machine.travel(NOON, tick=False):
            if skip:
                assert browser.post(f"/five-minutes/{skip}/another").status_code == 303
            return text_of(browser.get("/five-minutes"))

    return read


def test_the_page_has_three_and_another_takes_the_place_of_the_skipped(
    make: Make, alice: User, bob: User, charlie: User, page: Callable[..., str]
) -> None:
    long_since, event = NOON - timedelta(days=365), make.event(alice, summary="PyData")
    ties = []
    for name in ("Ada", "Grace", "Hedy", "Annie"):
        ties.append(make.tie(alice, name=name, created_at=long_since))
        make.encounter(ties[-1], event, met_at=long_since)
    for somebody in (bob, charlie):
        tie = make.tie(alice, somebody, created_at=long_since)
        make.encounter(tie, met_at=long_since)
    make.saved(Block(blocker_id=charlie.id, blocked_id=alice.id))
    make.saved(Interaction(owner_id=alice.id, tie_id=tie.id - 1, channel="mail", direction="in",
                           happened_at=NOON - timedelta(days=90)))
    shown = page()
    assert shown == page() and shown.count("Say hello") == 3
    assert "A year ago these days you met at PyData" in shown
    assert "Bob" not in shown and "Charlie" not in shown
    assert "1 person waits for a word from you" in shown
    first = next(tie for tie in ties if f"{tie.name} A year" in shown)
    assert f"{first.name} A year" not in page(first.id) and page().count("Say hello") == 3
    greeted = next(tie for tie in ties if f"{tie.name} A year" in page())
    make.saved(Interaction(owner_id=alice.id, tie_id=greeted.id, channel="mail", direction="out", happened_at=NOON))
    assert "In touch today" in page() and page().count("Say hello") == 2


def test_a_step_that_is_done_was_a_word(app: Flask, make: Make, alice: User, page: Callable[..., str]) -> None:
    tie = make.tie(alice, name="Ada", created_at=NOON - timedelta(days=90))
    make.encounter(tie, met_at=NOON - timedelta(days=90))
    step_id = make.follow_ups(tie)[0].id
    for days, shown in ((70, "2 months since you were last in touch"), (20, "Nobody to greet"), (0, "In touch today")):
        with app.app_context():
            db.session.get_one(FollowUp, step_id).completed_at = NOON - timedelta(days=days)
            db.session.commit()
        assert shown in page()


def test_without_anybody_there_is_a_word_all_the_same(page: Callable[..., str]) -> None:
    assert "Nobody to greet just now" in page()
