"""Who waits for a word from you: whose own word was the last, who waits longest first, counted as one would by hand."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from networking_app.accounts.models import Block, User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.owed.listing import Asked, ledger_of
from networking_app.owed.models import Owed
from networking_app.owed.replies import ReplyDebt, need_no_answer, people_waiting, reply_debts, waits_since
from networking_app.ties.models import Encounter, Interaction, Tie
from tests.clients import text_of
from tests.factories import Make
from tests.my.phone import Phone, statuses

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def said(make: Make) -> Callable[..., Interaction]:
    """`said(tie, "in", 3)`: three days after that noon."""

    def say(tie: Tie, direction: str, day: int) -> Interaction:
        at = NOON + timedelta(days=day)
        return make.saved(Interaction(owner_id=tie.owner_id, tie_id=tie.id, channel="mail", direction=direction,
                                      happened_at=at))

    return say


Said = Callable[..., Interaction]


def waiting(app: Flask, owner: User) -> list[tuple[int, datetime]]:
    with app.app_context():
        debts: list[ReplyDebt] = reply_debts(owner.id)
        assert people_waiting(owner.id) == len(debts)
        parts = [ledger_of(owner.id, Asked(show="replies", offset=number)).replies for number in range(len(debts))]
        assert [part.rows[0] for part in parts] == ledger_of(owner.id).replies.rows == debts
        assert {(part.number, part.after) for part in parts} <= {(len(debts), 0)}
        return [(debt.tie.id, debt.since) for debt in debts]


def test_who_waits_longest_comes_first_since_their_first_word(
    app: Flask, make: Make, alice: User, bob: User, charlie: User, said: Said
) -> None:
    to_bob, to_charlie = make.tie(alice, bob), make.tie(alice, charlie)
    for tie, direction, day in ((to_bob, "out", 0), (to_bob, "in", 2), (to_charlie, "in", 1), (to_charlie, "in", 5)):
        said(tie, direction, day)
    to_grace = make.tie(alice)
    make.encounter(to_grace, met_at=NOON + timedelta(days=6))
    said(to_grace, "in", 7)
    assert waiting(app, alice) == [(to_charlie.id, NOON + timedelta(days=1)), (to_bob.id, NOON + timedelta(days=2)),
                                   (to_grace.id, NOON + timedelta(days=7))]
    assert waiting(app, bob) == []


@pytest.mark.parametrize("answer", ["out", "both", "met"])
def test_a_word_or_a_meeting_ends_the_wait(app: Flask, make: Make, alice: User, answer: str, said: Said) -> None:
    tie = make.tie(alice)
    said(tie, "in", 1)
    assert len(waiting(app, alice)) == 1
    if answer == "met":
        make.encounter(tie, met_at=NOON + timedelta(days=2))
    else:
        said(tie, answer, 2)
    assert waiting(app, alice) == []


def test_what_needs_no_answer_waits_for_none_until_they_write_again(
    app: Flask, make: Make, alice: User, said: Said
) -> None:
    tie = make.tie(alice)
    said(tie, "in", 1)
    with app.app_context():
        need_no_answer(db.session.get_one(Tie, tie.id), NOON + timedelta(days=2))
        db.session.commit()
    assert waiting(app, alice) == []
    said(tie, "in", 3)
    assert waiting(app, alice) == [(tie.id, NOON + timedelta(days=3))]


def test_today_says_it_in_one_line_and_the_ledger_offers_an_answer_or_to_let_it_go(
    client_for: Callable[[User], FlaskClient], make: Make, alice: User, bob: User, said: Said
) -> None:
    browser, tie = client_for(alice), make.tie(alice, bob)
    assert "word from you" not in text_of(browser.get("/"))
    said(tie, "in", -90)
    assert "1 person waits for a word from you" in text_of(browser.get("/"))
    page = browser.get("/owed")
    assert "Bob They wrote" in text_of(page) and f'href="/ties/{tie.id}/reply"' in page.text
    assert "far too long" in text_of(browser.get(f"/ties/{tie.id}/reply"))
    browser.post(f"/ties/{tie.id}/reply/letting-go", query_string={"next": "/owed"})
    page = browser.get("/owed")
    assert "They wrote" not in text_of(page) and "Closed of late" not in text_of(page)
    assert "They wrote last" not in text_of(browser.get(f"/ties/{tie.id}"))
    assert browser.get(f"/ties/{tie.id}/reply").status_code == 404
    [undo] = re.findall(r'action="(/owed/[^"]+)"', page.text)
    browser.post(undo.replace("&amp;", "&"))
    assert "They wrote" in text_of(browser.get("/owed"))
    assert "They wrote last" in text_of(browser.get(f"/ties/{tie.id}"))


def test_an_answer_is_let_go_without_a_network_once_and_that_is_undone_by_its_name_on_the_phone(
    app: Flask, client_for: Callable[[User], FlaskClient], make: Make, alice: User, bob: User, said: Said
) -> None:
    phone, tie = Phone(client_for(alice), alice), make.tie(alice, bob)
    said(tie, "in", -90)
    let_go = phone.item("no_answer", timedelta(hours=2), tie=str(tie.id))
    [first], [again] = phone.send(let_go), phone.send(let_go)
    assert (first["status"], again, first["body"]["said"]) == (201, {**first, "status": 200}, "No answer needed.")
    assert waiting(app, alice) == []
    undone = phone.item("unowed", tie=tie.id, owed=f"owed:{let_go['client_id']}")
    assert statuses(phone.send(undone, {**undone, "client_id": "a-second-time"})) == [201, 201]
    assert [tie_id for tie_id, _since in waiting(app, alice)] == [tie.id]
    before = phone.item("no_answer", now() - NOON + timedelta(days=91), tie=tie.id)
    assert statuses(phone.send(before, phone.item("unowed", tie=tie.id, owed="owed:x"))) == [201, 422]
    assert len(waiting(app, alice)) == 1  # they wrote after that


@pytest.mark.parametrize("by_me", [True, False])
def test_nobody_is_asked_to_write_to_somebody_who_is_blocked(
    app: Flask, make: Make, alice: User, bob: User, by_me: bool, said: Said
) -> None:
    said(make.tie(alice, bob), "in", 1)
    pair = (alice.id, bob.id) if by_me else (bob.id, alice.id)
    make.saved(Block(blocker_id=pair[0], blocked_id=pair[1]))
    assert waiting(app, alice) == []


Happened = st.tuples(st.integers(0, 2), st.sampled_from(["in", "out", "both", "met", "let go"]), st.integers(0, 6))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(Happened, max_size=12, unique_by=lambda one: (one[0], one[2] if one[1] != "met" else "met")))
def test_the_count_is_that_of_a_recount(
    app: Flask, make: Make, alice: User, happened: list[tuple[int, str, int]]
) -> None:
    with app.app_context():
        ties = [Tie(owner_id=alice.id, origin="by hand", name=name) for name in ("Ada", "Grace", "Hedy")]
        db.session.add_all(ties)
        db.session.flush()
        for who, what, day in happened:
            _happens(ties[who], what, NOON + timedelta(days=day))
        db.session.commit()
        expected = {ties[who].id: since for who in range(3) if (since := _waits(who, happened)) is not None}
        assert {debt.tie.id: (debt.since - NOON).days for debt in reply_debts(alice.id)} == expected
        assert people_waiting(alice.id) == len(expected)
        let_go = {who for who, what, _day in happened if what == "let go"}
        for who in {0, 1, 2} - let_go:
            db.session.refresh(ties[who])
            since = waits_since(ties[who])
            assert (None if since is None else (since - NOON).days) == expected.get(ties[who].id)
        for tie in ties:
            db.session.delete(tie)
        db.session.commit()


def _happens(tie: Tie, what: str, at: datetime) -> None:
    place = {"owner_id": tie.owner_id, "tie_id": tie.id}
    if what == "let go":
        need_no_answer(tie, at)
    elif what == "met":
        db.session.add(Encounter(**place, met_at=at))
    else:
        db.session.add(Interaction(**place, channel="mail", direction=what, happened_at=at))


def _waits(who: int, happened: list[tuple[int, str, int]]) -> int | None:
    """By hand: the day of their first word after everything else between the two."""
    between = [(day, what) for one, what, day in happened if one == who]
    answers = [day for day, what in between if what != "in"]
    came = [day for day, what in between if what == "in" and all(day > answer for answer in answers)]
    return min(came, default=None)


def test_an_answer_let_go_is_no_debt(app: Flask, make: Make, alice: User) -> None:
    tie = make.tie(alice)
    with app.app_context():
        need_no_answer(db.session.get_one(Tie, tie.id))
        db.session.commit()
        assert db.session.scalars(Owed.open_for(alice.id)).all() == []
