"""People one step away are those whom a plain search over all three finds, and what they share is what both show."""

from itertools import permutations
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, insert

from networking_app.accounts.models import Block, User
from networking_app.extensions import db
from networking_app.introductions.models import Introducible, Opening
from networking_app.introductions.reach import within_reach
from networking_app.ties.models import Tie
from tests.clients import text_of
from tests.factories import Make
from tests.introductions.people import Four

PEOPLE = 5
PAIRS = list(permutations(range(PEOPLE), 2))
MANY = st.frozensets(st.sampled_from(PAIRS), min_size=8)


def fill(ties: frozenset, opened: frozenset, willing: frozenset, blocks: frozenset) -> list[int]:
    users = [db.session.execute(insert(User).values(name=f"P{number} Last", password_hash="x"))  # noqa: S106
             .inserted_primary_key[0] for number in range(PEOPLE)]
    for one, other in ties:
        tie = Tie(owner_id=users[one], peer_user_id=users[other], name=f"P{other}", origin="badge")
        db.session.add(tie)
        db.session.flush()
        if (one, other) in opened:
            db.session.add(Opening(owner_id=users[one], peer_user_id=users[other], tie_id=tie.id))
    db.session.add_all(Introducible(user_id=users[one]) for one in willing)
    db.session.add_all(Block(blocker_id=users[one], blocked_id=users[other]) for one, other in blocks)
    db.session.flush()
    return users


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ties=MANY, opened=MANY, willing=st.frozensets(st.integers(0, PEOPLE - 1), min_size=3),
       blocks=st.frozensets(st.sampled_from(PAIRS), max_size=2))
def test_reach_equals_a_search_over_all_three(
    app: Flask, ties: frozenset, opened: frozenset, willing: frozenset, blocks: frozenset
) -> None:
    def apart(*pair: int) -> bool:
        return pair in blocks or pair[::-1] in blocks

    with app.app_context():
        users = fill(ties, opened, willing, blocks)
        for me in range(PEOPLE):
            expected = {
                (whom, by) for by, whom in opened & ties
                if {(me, by), (by, me), (whom, by)} <= ties and whom in willing and me not in (by, whom)
                and (me, whom) not in ties and not (apart(me, by) or apart(me, whom) or apart(by, whom))
            }
            found = within_reach(users[me])
            assert {(users.index(one.user_id), int(by.name[1:])) for one in found for by in one.by} == expected
            assert len(found) == len({whom for whom, _by in expected})
            assert all(one.first_name == f"P{users.index(one.user_id)}" for one in found)
        db.session.rollback()


def test_shared_circles_come_first_and_what_is_held_back_is_not_shared(four: Four) -> None:
    make = four.make
    for name, circles, held_back in (("Erin Elk", ["Chess", "Looms"], []), ("Fay Fox", ["chess"], ["circles"])):
        user = make.user(name)
        make.card(user, circles=circles, held_back=held_back)
        make.tie(user, four.alice)
        make.saved(Introducible(user_id=user.id))
        four.opened(make.tie(four.alice, user))
    make.card(four.bob, label="Club", circles=["Chess"])
    with four.app.app_context():
        found = within_reach(four.bob.id)
        assert [one.first_name for one in found] == ["Erin", "Fay", "Charlie"]
        assert [one.circles for one in found] == [("Chess",), (), ()]
        assert [one.first_name for one in within_reach(four.bob.id, limit=1)] == ["Erin"]


def test_what_is_opened_can_be_closed_at_once(four: Four) -> None:
    path = f"/ties/{four.to_charlie.id}"
    assert "Your other ties may know" in text_of(four.browser(four.alice).get(path))
    for method, there in (("DELETE", False), ("POST", True)):
        for _twice in range(2):
            assert four.browser(four.alice).open(f"{path}/opening", method=method).status_code == 303
        assert ("Charlie" in four.page(four.bob)) == there
    guest = four.make.tie(four.alice)
    assert four.post(four.alice, f"/ties/{guest.id}/opening").status_code == 422
    assert "opening" not in four.browser(four.alice).get(f"/ties/{guest.id}").text
    for method, there in (("DELETE", False), ("POST", True)):
        four.browser(four.charlie).open("/introductions/permission", method=method)
        assert ("Charlie" in four.page(four.bob)) == there


def test_an_opened_tie_reaches_the_phone_of_its_owner_anew(four: Four) -> None:
    browser = four.browser(four.alice)
    version = browser.get("/sync").json["version"]
    browser.delete(f"/ties/{four.to_charlie.id}/opening")
    assert "Nobody sees that you know Charlie" in browser.get(f"/sync?since={version}").get_data(as_text=True)


def test_the_page_asks_the_same_few_questions_for_one_as_for_many(app: Flask, make: Make, four: Four) -> None:
    asked: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(*arguments: Any) -> None:
        asked.append(arguments[2])

    def questions() -> int:
        asked.clear()
        event.listen(engine, "before_cursor_execute", note)
        assert four.browser(four.bob).get("/introductions").status_code == 200
        event.remove(engine, "before_cursor_execute", note)
        return len(asked)

    four.ask()
    questions()
    before = questions()
    for number in range(6):
        user = make.user(f"Person {number}", f"p{number}@example.org")
        make.tie(user, four.alice)
        make.saved(Introducible(user_id=user.id))
        four.ask(opening=four.opened(make.tie(four.alice, user)))
    questions()
    assert questions() == before
