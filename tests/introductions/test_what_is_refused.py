"""What cannot be: it is said clearly, tells nothing of others, loses no words, and is never an error of ours."""

import re
from collections.abc import Callable

import pytest
import time_machine
from sqlalchemy import delete, insert

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.introductions.models import Introducible, Introduction, Opening
from networking_app.introductions.writing import A_DAY
from networking_app.my.closing import close_account
from networking_app.ties.models import Tie
from tests.clients import text_of
from tests.introductions.people import ANSWER, CONTEXT, REASON, Four, later

NOT_NOW = "These two cannot be introduced now."


def unwilling(four: Four) -> None:
    with four.app.app_context():
        db.session.execute(delete(Introducible).where(Introducible.user_id == four.charlie.id))
        db.session.commit()


def remove_tie(four: Four, owner: User, peer: User) -> None:
    with four.app.app_context():
        db.session.delete(Tie.between(owner.id, peer.id))
        db.session.commit()


IN_THE_WAY: dict[str, Callable[[Four], object]] = {
    "one does not let themselves be introduced": unwilling,
    "one does not know the connector": lambda four: remove_tie(four, four.charlie, four.alice),
    "one has blocked the connector": lambda four: four.block(four.charlie, four.alice),
}


@pytest.mark.parametrize("reason", IN_THE_WAY)
def test_all_reasons_read_the_same_and_nobody_is_within_reach(four: Four, reason: str) -> None:
    assert "Charlie" in four.page(four.bob)
    IN_THE_WAY[reason](four)
    answer = four.offer()
    assert answer.status_code == 409 and NOT_NOW in text_of(answer) and CONTEXT in answer.text
    assert "Charlie" not in four.page(four.bob)
    assert four.ask().status_code == 404 and four.rows() == []


def test_two_who_know_each_other_are_told_so_to_nobody(four: Four) -> None:
    """The offer goes to both like any other: that they know each other is theirs to say."""
    for one, other in ((four.bob, four.charlie), (four.charlie, four.bob)):
        four.make.tie(one, other)
    assert four.offer().status_code == 303
    assert "Charlie Chaplin" not in text_of(four.browser(four.bob).get("/introductions/requests/1"))
    assert four.ask().status_code == 404


def test_what_is_typed_wrong_is_shown_again_with_a_word_about_it(four: Four) -> None:
    for fields, words in (
        ({"first": four.to_bob.id, "second": four.to_bob.id, "context": CONTEXT}, "two different people"),
        ({"first": four.to_bob.id, "second": "", "context": CONTEXT}, "choose somebody"),
        ({"first": four.to_bob.id, "second": four.make.tie(four.alice).id, "context": CONTEXT}, "with an account"),
        ({"first": four.to_bob.id, "second": four.to_charlie.id, "context": "Hi"}, "at least 10"),
        ({"first": four.to_bob.id, "second": four.to_charlie.id, "context": "x" * 601}, "to 600"),
    ):
        answer = four.post(four.alice, "/introductions/new", **fields)
        assert answer.status_code == 422 and words in text_of(answer) and str(fields["context"]) in answer.text
    theirs = four.make.tie(four.dana, four.alice)
    fields = {"first": four.to_bob.id, "second": theirs.id, "context": CONTEXT}
    assert four.post(four.alice, "/introductions/new", **fields).status_code == 404
    assert four.ask(words="Why not").status_code == 422 and four.rows() == []


def test_other_words_for_what_is_offered_already_are_kept_in_the_form(four: Four) -> None:
    four.offer()
    for _turn in ("offered", "made"):
        answer = four.offer(ANSWER)
        assert answer.status_code == 409 and "offered this already" in text_of(answer) and ANSWER in answer.text
        assert four.only().context == CONTEXT and four.offer().status_code == 303
        for user in (four.bob, four.charlie):
            four.yes(user)


def test_what_the_connector_reads_is_not_in_the_words_they_pass_on(four: Four) -> None:
    four.ask()
    assert four.browser(four.alice).get("/introductions/1/offer").text.count(REASON) == 1


def test_beyond_some_questions_a_day_one_is_told_to_wait_and_keeps_the_words(four: Four) -> None:
    codes = [four.ask().status_code for _time in range(A_DAY + 1)]
    assert codes == [303] * A_DAY + [429] and len(four.rows()) == 1
    answer = four.ask(words=ANSWER)
    assert answer.status_code == 429 and ANSWER in answer.text
    assert four.offer().status_code == 303


def test_where_a_page_holds_not_all_it_says_so(four: Four) -> None:
    def said() -> list[bool]:
        page, choices = four.page(four.bob), text_of(four.browser(four.alice).get("/introductions/new"))
        return ["More wait behind these" in page, "with whom you share most" in page, "300 you met last" in choices]

    assert said() == [False] * 3
    offered = {"connector_id": four.alice.id, "first_id": four.bob.id, "second_id": four.charlie.id, "context": CONTEXT,
               "offered_at": now(), "expires_at": later(9)}
    with four.app.app_context():
        db.session.execute(insert(Introduction), [offered] * 301)
        eves = [{"name": "Eve", "password_hash": "x"}] * 300
        people = db.session.scalars(insert(User).returning(User.id), eves).all()
        pairs = [pair for one in people for pair in ((four.alice.id, one), (one, four.alice.id))]
        ties = db.session.scalars(insert(Tie).returning(Tie), [
            {"owner_id": owner, "peer_user_id": peer, "origin": "badge", "name": "Eve"} for owner, peer in pairs]).all()
        db.session.execute(insert(Opening), [
            {"owner_id": tie.owner_id, "peer_user_id": tie.peer_user_id, "tie_id": tie.id}
            for tie in ties if tie.owner_id == four.alice.id][:50])
        db.session.execute(insert(Introducible), [{"user_id": one} for one in people])
        db.session.commit()
    assert said() == [True] * 3
    assert four.page(four.bob).count("Yes, introduce us") == 300
    assert "301 introductions wait for your word" in text_of(four.browser(four.bob).get("/"))


def test_two_who_ask_for_each_other_have_both_said_yes(four: Four) -> None:
    back = four.opened(four.to_bob)
    four.ask()
    assert four.ask(four.charlie, back, ANSWER).status_code == 303
    both = four.page(four.alice)
    assert REASON in both and ANSWER in both
    assert REASON not in four.page(four.charlie) and ANSWER not in four.page(four.bob)
    four.pass_on()
    assert [bool(found.made_at) for found in four.rows()] == [True, False]
    pages = [four.page(user) for user in (four.alice, four.bob, four.charlie)]
    assert all("Introduced" in page and "Under way" not in page for page in pages) and "Asked of you" not in pages[0]


def test_of_two_who_ask_the_one_who_takes_it_back_leaves_the_others_question(four: Four) -> None:
    back = four.opened(four.to_bob)
    four.ask()
    four.ask(four.charlie, back, ANSWER)
    assert four.take_back(four.bob).status_code == 303
    assert REASON not in four.page(four.alice) and ANSWER in four.page(four.alice)
    four.pass_on(2)
    assert "Waits for your word" in four.page(four.bob) and not any(found.made_at for found in four.rows())


@pytest.mark.parametrize("who", ["Alice", "Charlie", "Bob"])
def test_who_closes_their_account_takes_it_with_them(four: Four, who: str) -> None:
    four.ask()
    four.pass_on()
    with four.app.app_context():
        close_account(four.everybody[who].id)
        db.session.commit()
    left = [user for name, user in four.everybody.items() if name not in (who, "Dana")]
    assert four.rows() == [] and [CONTEXT in four.page(user) for user in left] == [False, False]
    assert {four.yes(user).status_code for user in left} == {404}


def test_words_that_come_too_late_are_given_back(four: Four) -> None:
    four.ask()
    four.take_back(four.bob)
    late = four.pass_on()
    unwilling(four)
    never = four.ask()
    assert (late.status_code, never.status_code) == (409, 404)
    assert CONTEXT in text_of(late) and REASON in text_of(never)


def test_a_tie_that_its_connector_removes_ends_what_was_offered(four: Four) -> None:
    four.offer()
    four.yes(four.bob)
    remove_tie(four, four.alice, four.charlie)
    assert CONTEXT not in four.page(four.charlie)
    answer = four.yes(four.charlie)
    assert answer.status_code == 409 and "no longer open" in text_of(answer) and four.only().made_at is None


@pytest.mark.parametrize(("blocker", "blocked"), [("Bob", "Charlie"), ("Charlie", "Bob"), ("Bob", "Alice"),
                                                  ("Charlie", "Alice")])
def test_a_block_takes_effect_at_once_and_only_the_two_see_it(four: Four, blocker: str, blocked: str) -> None:
    four.offer()
    four.yes(four.bob)
    third = next(user for name, user in four.everybody.items() if name not in (blocker, blocked, "Dana"))
    four.block(four.everybody[blocker], four.everybody[blocked])
    assert [CONTEXT in four.page(four.everybody[name]) for name in (blocker, blocked)] == [False, False]
    assert four.yes(four.everybody[blocker]).status_code == 404
    assert CONTEXT in four.page(third)
    four.yes(four.charlie)
    assert four.only().made_at is None


def test_a_no_holds_for_half_a_year_whoever_offers_it_and_is_told_to_nobody(four: Four) -> None:
    four.offer()
    four.no(four.charlie)
    four.make.tie(four.bob, four.dana)
    to_bob = four.make.tie(four.dana, four.bob)
    with four.app.app_context():
        to_charlie = Tie.between(four.dana.id, four.charlie.id).id  # type: ignore[union-attr]
    fields = {"first": to_bob.id, "second": to_charlie, "context": CONTEXT}
    assert four.post(four.dana, "/introductions/new", **fields).status_code == 303
    assert "Bob" not in four.page(four.charlie) and "Charlie" in four.page(four.bob)
    assert four.no(four.charlie, 2).status_code == four.yes(four.charlie, 2).status_code == 404
    with time_machine.travel(later(181), tick=False):
        four.clients.clear()
        assert four.post(four.dana, "/introductions/new", **fields).status_code == 303
        assert CONTEXT in four.page(four.charlie)


def test_who_said_no_can_still_ask_for_it_themselves(four: Four) -> None:
    back = four.opened(four.to_bob)
    four.offer()
    four.no(four.charlie)
    four.yes(four.bob)
    assert four.ask(four.charlie, back).status_code == 303 and four.only().made_at is not None


def test_whom_the_connector_declined_asks_in_vain_for_a_while(four: Four) -> None:
    four.ask()
    four.no(four.alice)
    with time_machine.travel(later(15), tick=False):
        assert four.ask().status_code == 303 and len(four.rows()) == 2
        assert REASON in four.page(four.bob) and REASON not in four.page(four.alice)
        # The connector may come back to it.
        assert four.offer().status_code == 303 and "Waits for your word" in four.page(four.charlie)


def test_who_takes_back_what_was_declined_asks_in_vain_all_the_same(four: Four) -> None:
    four.ask()
    four.no(four.alice)
    assert [four.take_back(four.bob).status_code for _twice in range(2)] == [303, 303]
    assert four.ask().status_code == 303
    assert REASON in four.page(four.bob) and REASON not in four.page(four.alice)


def test_a_word_from_an_old_page_counts_for_what_that_page_showed_and_nothing_else(four: Four) -> None:
    """Of the last row that is gone SQLite gives the id to the next."""
    four.offer()
    until = four.only().expires_at.isoformat()
    to_dana = four.acquainted(four.alice, four.dana)
    with four.app.app_context():
        close_account(four.charlie.id)
        db.session.commit()
    four.post(four.alice, "/introductions/new", first=four.to_bob.id, second=to_dana.id, context=CONTEXT)
    for word in ("agreement", "refusal"):
        assert four.post(four.bob, f"/introductions/1/{word}", until=until).status_code in (404, 409)
    assert four.only().first_yes_at is four.only().first_no_at is None
    [now, _for_a_no] = re.findall('name="until" value="([^"]+)"', four.reads(four.bob))
    assert four.post(four.bob, f"/introductions/{four.only().id}/agreement", until=now).status_code == 303


def test_words_about_one_person_never_go_to_who_knows_another(four: Four) -> None:
    [shown] = re.findall('name="opened" value="([^"]+)"', four.reads(four.bob))
    to_dana = four.acquainted(four.alice, four.dana)
    with four.app.app_context():
        db.session.execute(delete(Opening))
        db.session.commit()
    four.opened(to_dana)
    answer = four.post(four.bob, f"/introductions/requests/{four.opening}", request=REASON, opened=shown)
    assert answer.status_code == 404 or answer.status_code == 409 and REASON in answer.text
    assert four.rows() == []


def test_who_began_it_takes_it_back_and_nobody_waits_any_more(four: Four) -> None:
    four.offer()
    assert four.take_back(four.bob).status_code == 404
    for _twice in range(2):
        assert four.take_back(four.alice).status_code == 303
    assert [CONTEXT in four.page(user) for user in (four.alice, four.bob, four.charlie)] == [False] * 3
    assert four.yes(four.bob).status_code == 409
    assert four.offer().status_code == 303 and len(four.rows()) == 2
