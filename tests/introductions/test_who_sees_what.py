"""At every state each of the four reads and tries all they can: what must not be there is looked for by its words."""

from datetime import datetime

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import delete

from networking_app.accounts.models import Block, User
from networking_app.extensions import db
from tests.introductions.consent import ACTS, OWN, SECRETS, STATES, bring_about, click
from tests.introductions.people import CONTEXT, HELD_BACK, PAGES, REASON, Four, later, told_apart
from tests.snapshots import everything

# What is read as a whole, with the export: it takes long.
WHOLE = {("passed on", "Charlie"), ("made", "Bob")}


@pytest.mark.parametrize("state", STATES)
def test_each_reads_what_is_theirs_and_nothing_else_changes_anything(
    four: Four, client: FlaskClient, state: str
) -> None:
    now = STATES[state]
    for act in now.acts:
        bring_about(four, act)
    with time_machine.travel(later(now.days), tick=False):
        for name in now.there:
            read, there = four.reads(four.everybody[name], (state, name) in WHOLE), now.read.get(name, set())
            hidden = SECRETS - OWN[name] - there | {words for whose, words in HELD_BACK.items() if whose != name}
            assert {word for word in there if word not in read} == set(), name
            assert {word for word in hidden if word in read} == set(), name
        browsers = {name: four.browser(four.everybody[name]) for name in now.there} | {"A stranger": client}
        before = everything(four.app, but="sessions")
        codes = {name: {click(browser, act) for act in ACTS if f"{name} {act}" not in now.moves}
                 for name, browser in browsers.items()}
        assert everything(four.app, but="sessions") == before
    assert codes["Dana"] == {404} and codes["A stranger"] == {401}
    assert set().union(*codes.values()) <= {303, 401, 404, 409}
    assert {client.get(path).status_code for path in PAGES} == {302}


@pytest.mark.parametrize(("state", "move"), [("one yes", move) for move in sorted(STATES["one yes"].moves)])
def test_what_is_theirs_to_do_is_done(four: Four, state: str, move: str) -> None:
    for act in (*STATES[state].acts, move):
        before = everything(four.app)
        bring_about(four, act)
        assert everything(four.app) != before


def read_on(four: Four, user: User, *instants: datetime) -> list[str]:
    texts = []
    for instant in instants:
        with time_machine.travel(instant, tick=False):
            texts.append(four.reads(user))
    return texts


def test_a_no_cannot_be_told_from_no_answer_neither_before_nor_after_it_runs_out(four: Four) -> None:
    four.ask()
    four.pass_on()
    others = (four.bob, four.alice, four.dana)
    seen = [four.page(user) for user in (*others, four.charlie)]
    assert "Waits for your word" in seen[-1]
    soon, late = later(1), later(22)
    unanswered = [read_on(four, user, soon, late) for user in others]
    assert four.no(four.charlie).status_code == 303
    for user, before in zip(others, unanswered, strict=True):
        assert told_apart(before, read_on(four, user, soon, late)) == []
    assert four.page(four.charlie).count("Bob") == 0
    assert all("Did not come about" in texts[1] and "Under way" not in texts[1] for texts in unanswered[:2])


def test_a_question_that_is_declined_cannot_be_told_from_one_that_was_not_read(four: Four) -> None:
    four.ask()
    four.page(four.bob)
    soon, late = later(1), later(15)
    unread = read_on(four, four.bob, soon, late)
    assert four.no(four.alice).status_code == 303
    assert told_apart(unread, read_on(four, four.bob, soon, late)) == []
    assert "Did not come about" in unread[1] and REASON not in four.page(four.alice)


@pytest.mark.parametrize(("blocker", "blocked"), [("Bob", "Charlie"), ("Charlie", "Bob")])
def test_an_offer_to_one_who_blocked_the_other_reaches_neither_and_reads_like_any(
    four: Four, blocker: str, blocked: str
) -> None:
    """Who may be introduced to anybody but one would tell the connector of the block."""
    four.block(four.everybody[blocker], four.everybody[blocked])
    assert "Charlie" not in four.page(four.bob) and four.ask().status_code == 404
    assert four.offer().status_code == 303
    assert [CONTEXT in four.page(user) for user in (four.alice, four.bob, four.charlie)] == [True, False, False]
    assert {four.yes(user).status_code for user in (four.bob, four.charlie)} == {404}
    instants = later(1), later(22)
    apart = read_on(four, four.alice, *instants)
    with four.app.app_context():
        db.session.execute(delete(Block))
        db.session.commit()
    assert told_apart(apart, read_on(four, four.alice, *instants)) == []


def test_that_the_other_asks_for_the_same_is_not_to_be_seen_by_either(four: Four) -> None:
    back = four.opened(four.to_bob)
    four.ask()
    four.page(four.bob)
    instants = later(6), later(13), later(15)
    unasked = read_on(four, four.bob, *instants)
    with time_machine.travel(later(5), tick=False):
        four.ask(four.charlie, back)
        assert f"Open until {later(14):%-d %b}" in four.page(four.charlie)
    assert told_apart(unasked, read_on(four, four.bob, *instants)) == []


def test_what_the_first_has_said_is_not_to_be_seen_by_the_second(four: Four) -> None:
    four.offer()
    four.page(four.alice)
    before = [four.reads(user) for user in (four.charlie, four.alice)]
    four.yes(four.bob)
    assert told_apart(before, [four.reads(user) for user in (four.charlie, four.alice)]) == []
