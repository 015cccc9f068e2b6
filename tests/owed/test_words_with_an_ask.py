"""Who was only written to when something was needed: said softly after a silence, never counted on screen."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from networking_app.accounts.models import User
from networking_app.extensions import db
from networking_app.owed.asking import SILENCE, only_asked, wrote_only_to_ask
from networking_app.ties.models import Encounter, Interaction, Tie
from tests.clients import text_of
from tests.factories import Make

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SAID = "so far you have only written when you needed something"
Contact = tuple[str, bool, int]
contacts = st.lists(st.tuples(st.sampled_from(["in", "out", "both"]), st.booleans(), st.integers(0, 90)), max_size=6)


def with_contacts(*found: Contact, met: int = 365) -> Tie:
    """A tie to somebody met so many days before that noon, with contacts as many days before it."""
    def at(days: int) -> datetime:
        return NOON - timedelta(days=days)

    said = [Interaction(direction=direction, with_ask=ask, happened_at=at(days)) for direction, ask, days in found]
    return Tie(name="Bob", created_at=at(met), encounters=[Encounter(met_at=at(met))], interactions=said)


@pytest.mark.parametrize(("found", "said"), [
    ([], False), ([("in", False, 90)], False), ([("out", True, 90)], True), ([("out", True, 59)], False),
    ([("out", True, 90), ("in", False, 10)], False), ([("out", True, 90), ("in", False, 80)], True),
    ([("out", True, 90), ("out", False, 80)], False), ([("both", False, 90), ("out", True, 80)], False),
    ([("out", True, 90), ("both", True, 80)], True),
])
def test_it_is_said_after_sixty_days_of_silence_where_every_word_was_an_ask(found: list[Contact], said: bool) -> None:
    assert only_asked(with_contacts(*found), NOON) is said


def test_a_meeting_ends_the_silence() -> None:
    assert only_asked(with_contacts(("out", True, 90), met=60), NOON)
    assert not only_asked(with_contacts(("out", True, 90), met=59), NOON)


@given(contacts)
def test_it_is_what_a_recount_says(found: list[Contact]) -> None:
    tie = with_contacts(*found)
    asks = sum(ask for direction, ask, _days in found if direction != "in")
    without = sum(not ask for direction, ask, _days in found if direction != "in")
    assert wrote_only_to_ask(tie) == (asks > 0 and without == 0)
    silent = all(timedelta(days=days) >= SILENCE for _direction, _ask, days in found)
    assert only_asked(tie, NOON) == (silent and wrote_only_to_ask(tie))


@pytest.fixture
def wrote(make: Make, alice: User, bob: User) -> Interaction:
    """Alice wrote to Bob with an ask."""
    with time_machine.travel(NOON, tick=False):
        tie = make.tie(alice, bob)
        return make.saved(Interaction(owner_id=alice.id, tie_id=tie.id, channel="mail", direction="out",
                                      with_ask=True, happened_at=NOON))


def test_it_stands_on_the_tie_and_beside_the_next_message(
    client_for: Callable[[User], FlaskClient], alice: User, wrote: Interaction
) -> None:
    pages = [f"/ties/{wrote.tie_id}", f"/ties/{wrote.tie_id}/hello"]
    for days, is_said in ((59, False), (60, True)):
        with time_machine.travel(NOON + timedelta(days=days), tick=False):
            browser = client_for(alice)
            assert [SAID in text_of(browser.get(page)) for page in pages] == [is_said, is_said]


def test_a_thank_you_that_is_done_was_a_word_without_an_ask(
    client_for: Callable[[User], FlaskClient], make: Make, alice: User, wrote: Interaction
) -> None:
    step = make.follow_ups(Tie(id=wrote.tie_id, owner_id=alice.id))[0]
    with time_machine.travel(NOON + timedelta(days=60), tick=False):
        browser, pages = client_for(alice), [f"/ties/{wrote.tie_id}", f"/ties/{wrote.tie_id}/hello"]
        assert all(SAID in text_of(browser.get(page)) for page in pages)
        assert browser.post(f"/follow-ups/{step.id}/completion").status_code == 303
        assert not any(SAID in text_of(browser.get(page)) for page in pages)


def test_an_ask_is_flagged_later_and_taken_back(
    app: Flask, client_for: Callable[[User], FlaskClient], make: Make, alice: User, wrote: Interaction
) -> None:
    def flagged() -> Any:
        with app.app_context():
            return db.session.get_one(Interaction, wrote.id).with_ask

    browser, path = client_for(alice), f"/ties/{wrote.tie_id}/interactions/{wrote.id}/ask"
    assert browser.delete(path).status_code == 303 and flagged() is False
    assert "It was an ask" in text_of(browser.get(f"/ties/{wrote.tie_id}"))
    assert browser.post(path).status_code == 303 and flagged() is True
    theirs = make.saved(Interaction(owner_id=alice.id, tie_id=wrote.tie_id, channel="mail", direction="in",
                                    happened_at=NOON))
    assert browser.post(f"/ties/{wrote.tie_id}/interactions/{theirs.id}/ask").status_code == 404
