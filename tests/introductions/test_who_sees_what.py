"""At every state each of the four reads every page they can open: what must not be there is looked for by its words."""

from collections.abc import Callable
from datetime import datetime

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import delete

from networking_app.accounts.models import Block, User
from networking_app.extensions import db
from tests.introductions.people import CARDS, CONTEXT, HELD_BACK, NOTES, REASON, RESULT, Four, later, told_apart
from tests.snapshots import everything

BUILDER, BRICKS = CARDS["Bob"]
CHAPLIN, TRAMPS = CARDS["Charlie"]
Act = Callable[[Four], object]


def ask(four: Four) -> None:
    four.ask()


def pass_on(four: Four) -> None:
    four.pass_on()


def offer(four: Four) -> None:
    four.offer()


def bob_agrees(four: Four) -> None:
    four.yes(four.bob)


def charlie_agrees(four: Four) -> None:
    four.yes(four.charlie)


def report(four: Four) -> None:
    four.post(four.bob, "/introductions/1/result", result=RESULT)


def decline(four: Four) -> None:
    four.no(four.alice)


# By state what Bob, Charlie and Alice read of it, in this order, and what they must not; Dana reads nothing at all.
APART = (CHAPLIN, TRAMPS), (BUILDER, BRICKS)
STATES = [
    ("within reach", [], ["Charlie"], [*APART[0]], [], ["Bob", *APART[1]], [], [REASON]),
    ("asked", [ask], ["Charlie", REASON], [*APART[0]], [], ["Bob", REASON, *APART[1]], [REASON], []),
    ("declined", [ask, decline], ["Charlie", REASON], [*APART[0]], [], ["Bob", REASON, *APART[1]], [], [REASON]),
    ("passed on", [ask, pass_on], ["Charlie", CONTEXT], [*APART[0]], ["Bob", CONTEXT], [REASON, *APART[1]],
     [CONTEXT], []),
    ("offered", [offer], ["Charlie", CONTEXT], [*APART[0]], ["Bob", CONTEXT], [*APART[1]], [CONTEXT], []),
    ("Bob agreed", [offer, bob_agrees], ["Charlie", CONTEXT], [*APART[0]], ["Bob", CONTEXT], [*APART[1]], [CONTEXT],
     []),
    ("made", [ask, pass_on, charlie_agrees], ["Charlie", *APART[0]], [], ["Bob", BUILDER], [REASON],
     ["introduced", CONTEXT], []),
    ("reported", [offer, bob_agrees, charlie_agrees, report], [RESULT], [], [CONTEXT], [RESULT], [RESULT], []),
]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state[0])
def test_each_reads_what_is_theirs_and_nothing_else(four: Four, client: FlaskClient, state: tuple) -> None:
    name, acts, bobs, not_bobs, charlies, not_charlies, alices, not_alices = state
    for act in acts:
        act(four)
    there = {"Bob": bobs, "Charlie": charlies, "Alice": alices, "Dana": []}
    missing = {"Bob": not_bobs, "Charlie": not_charlies, "Alice": not_alices,
               "Dana": ["Bob", "Alice", REASON, CONTEXT, RESULT, *APART[1]]}
    for reader, user in four.everybody.items():
        read = four.reads(user, whole=name == "passed on" and reader == "Charlie" or name == "made" and reader == "Bob")
        secrets = [*missing[reader], *(words for whose, words in HELD_BACK.items() if whose != reader)]
        secrets += [] if reader == "Alice" else NOTES.values()
        assert [word for word in there[reader] if word not in read] == [], reader
        assert [word for word in secrets if word in read] == [], reader
    for path in ("/introductions", "/introductions/1/offer", "/introductions/requests/1"):
        assert client.get(path).status_code == 302


def test_who_has_no_part_in_it_can_do_nothing(four: Four, client: FlaskClient) -> None:
    four.ask()
    acts = [("POST", "/introductions/1/offer", {"context": CONTEXT}), ("POST", "/introductions/1/agreement", {}),
            ("POST", "/introductions/1/refusal", {}), ("DELETE", "/introductions/1", {}),
            ("POST", "/introductions/1/result", {"result": RESULT})]
    before = everything(four.app)

    def answers(user: User) -> list[int]:
        browser = four.browser(user)
        return [browser.open(path, method=method, data=data).status_code for method, path, data in acts]

    assert answers(four.dana) == answers(four.charlie) == [404] * 5
    assert [client.open(path, method=method).status_code for method, path, _data in acts] == [401] * 5
    assert everything(four.app, but="sessions") == {name: rows for name, rows in before.items() if name != "sessions"}
    four.pass_on()
    assert answers(four.dana) == [404] * 5
    assert four.only().second_yes_at is None
    assert four.take_back(four.charlie).status_code == four.take_back(four.alice).status_code == 404
    assert four.yes(four.alice).status_code == 404


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
    assert all("Did not come about" in texts[1] for texts in unanswered[:2])


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
