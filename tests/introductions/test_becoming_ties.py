"""Two who say yes hold a tie to each other, as after a meeting, and both owe the connector thanks."""

import pytest
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.owed.models import THANKS, Owed
from networking_app.ties.models import INTRODUCTION, Cadence, Encounter, Tie
from tests.clients import text_of
from tests.introductions.people import CONTEXT, RESULT, Four


def between(four: Four, owner: User, peer: User) -> Tie:
    with four.app.app_context():
        tie = Tie.between(owner.id, peer.id)
        assert tie is not None
        db.session.expunge(tie)
        return tie


def introduce(four: Four) -> None:
    four.offer()
    for user in (four.bob, four.charlie):
        assert four.yes(user).status_code == 303


@pytest.mark.usefixtures("standing_clock")
def test_each_holds_the_other_as_strangers_see_them_with_all_that_a_tie_has(four: Four) -> None:
    four.make.saved(Cadence(owner_id=four.bob.id, tag="friends", days=30))
    before = four.browser(four.bob).get("/sync").json
    introduce(four)
    tie = between(four, four.bob, four.charlie)
    assert (tie.origin, tie.name) == (INTRODUCTION, "Charlie Chaplin") and "chaplin" in tie.search_text
    page = text_of(four.browser(four.bob).get(f"/ties/{tie.id}"))
    assert "Tramps United" in page and "Conjurer" not in page and "So far" in page
    assert "We were introduced today" in page and "our talk" not in page
    assert "Charlie Chaplin" in text_of(four.browser(four.bob).get("/ties?q=chaplin"))
    after = four.browser(four.bob).get(f"/sync?since={before['version']}").get_data(as_text=True)
    assert f'"id":{tie.id}' in after.replace(" ", "")
    with four.app.app_context():
        steps = db.session.scalars(select(FollowUp.step_key).where(FollowUp.tie_id == tie.id)).all()
        assert sorted(steps) == ["bump", "hello", "introduced"]
        assert db.session.scalar(select(Encounter.id).where(Encounter.tie_id == tie.id)) is None
    assert between(four, four.charlie, four.bob).origin == INTRODUCTION


def test_both_owe_thanks_and_the_connector_is_told_that_both_agreed_and_what_came_of_it(four: Four) -> None:
    introduce(four)
    with four.app.app_context():
        debts = db.session.execute(select(Owed.owner_id, Owed.kind, Owed.side, Owed.text, Tie.peer_user_id,
                                          Owed.introduction_id).join(Tie, Tie.id == Owed.tie_id)).all()
    assert sorted(map(tuple, debts)) == [
        (four.bob.id, THANKS, "mine", "for introducing you to Charlie Chaplin", four.alice.id, 1),
        (four.charlie.id, THANKS, "mine", "for introducing you to Bob Builder", four.alice.id, 1)]
    assert "You introduced Bob Builder and Charlie Chaplin" in four.page(four.alice)
    for _twice in range(2):
        assert four.post(four.bob, "/introductions/1/result", result=RESULT).status_code == 303
    assert RESULT in four.page(four.alice) and RESULT in four.browser(four.bob).get("/introductions").text
    assert four.post(four.bob, "/introductions/1/result", result=" ").status_code == 422
    assert four.only().closed_at is None
    four.post(four.charlie, "/introductions/1/result", result="He repairs my cane.")
    assert four.only().closed_at is not None and "He repairs my cane." in four.page(four.alice)


def test_a_tie_that_stands_already_is_not_doubled_and_keeps_its_story(four: Four) -> None:
    tie = four.make.tie(four.bob, four.charlie, name="Charlie from the pub", origin="badge")
    introduce(four)
    kept = between(four, four.bob, four.charlie)
    assert (kept.id, kept.origin, kept.name) == (tie.id, "badge", "Charlie from the pub")
    assert kept.card_id is not None and between(four, four.charlie, four.bob).origin == INTRODUCTION
    assert four.only().first_tie_id == tie.id


def test_forms_that_are_sent_twice_count_once(four: Four) -> None:
    asked = [four.ask(), four.ask(), four.pass_on(), four.pass_on(), four.offer()]
    answered = [four.yes(four.charlie), four.yes(four.charlie), four.yes(four.bob), four.offer()]
    assert {answer.status_code for answer in asked + answered} == {303}
    assert four.only().made_at is not None and four.only().context == CONTEXT
    with four.app.app_context():
        assert len(db.session.scalars(select(Tie.id).where(Tie.origin == INTRODUCTION)).all()) == 2
        assert len(db.session.scalars(select(Owed.id)).all()) == 2
