"""The way to somebody whom one names: who opened nothing to one is not named, and there is no directory of all."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from networking_app.accounts.models import Block, User
from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.extensions import db
from tests.factories import Make
from tests.standing.story import opened

NOTHING = "No way that may be shown"


@pytest.fixture
def line(make: Make, alice: User, bob: User, charlie: User) -> list[User]:
    """Alice and Bob know each other; Bob opened Charlie, who opened Dana, who opened Erin."""
    people = [alice, bob, charlie, make.user("Dana Scott"), make.user("Erin Brock")]
    make.tie(alice, bob, search_text="bob")
    make.tie(bob, alice)
    for one, other in zip(people[1:], people[2:], strict=False):
        opened(make, one, other)
        make.tie(other, one)
    return people


@pytest.fixture
def meetup(make: Make, line: list[User]) -> Event:
    """Alice and Erin attend it, and Erin is in the list of who is there."""
    event = make.event(line[0])
    make.attendance(event, line[4], listed_at=now())
    return event


@pytest.fixture
def look(client_for: Callable[[User], FlaskClient], alice: User) -> Callable[[str], str]:
    client = client_for(alice)
    return lambda to: client.get("/chain", query_string={"to": to}).text.partition("</form>")[2]


def test_the_first_names_of_the_next_step_is_all_that_is_told_of_the_others(
    look: Callable[[str], str], meetup: Event
) -> None:
    page = look("erin")
    assert "The way to <bdi>Erin Brock" in page and ">Bob<" in page and ">Charlie<" in page
    assert "then one more person, who is not named here" in page and "Dana" not in page


def test_only_ones_own_tie_is_to_be_asked(look: Callable[[str], str], meetup: Event) -> None:
    page = look("erin")
    assert "Ask Bob" in page and "Ask Charlie" not in page and page.count("/introductions/requests/") == 1


def test_somebody_opened_by_a_tie_is_found_by_their_first_name_only(
    look: Callable[[str], str], make: Make, line: list[User]
) -> None:
    gus = make.user("Gus Grissom")
    opened(make, line[1], gus)
    make.tie(gus, line[1])
    assert "who could introduce you to <bdi>Gus" in look("gus") and "Grissom" not in look("gus")
    assert NOTHING in look("grissom")


def test_who_may_not_be_named_looks_like_nobody(look: Callable[[str], str], line: list[User]) -> None:
    for name in ("Dana", "Erin", "Zorro", "%", "_", "b\0ob x", "z" * 5000):
        page = look(name)
        assert NOTHING in page and "Dana" not in page and "Bob" not in page


def test_who_is_listed_but_out_of_reach_looks_like_nobody(
    look: Callable[[str], str], make: Make, meetup: Event
) -> None:
    make.attendance(meetup, make.user("Hal Abelson"), listed_at=now())
    assert look("hal") == look("xyz").replace("xyz", "hal")


def test_who_leaves_the_list_is_found_no_more(
    client_for: Callable[[User], FlaskClient], look: Callable[[str], str], line: list[User], meetup: Event
) -> None:
    assert NOTHING not in look("erin")
    client_for(line[4]).delete(f"/events/{meetup.id}/listing")
    assert NOTHING in look("erin")


def test_a_block_by_anybody_on_the_way_ends_it(
    app: Flask, look: Callable[[str], str], make: Make, line: list[User], meetup: Event
) -> None:
    for other in line[1:]:
        block = make.saved(Block(blocker_id=other.id, blocked_id=line[0].id))
        assert NOTHING in look("erin")
        with app.app_context():
            db.session.execute(delete(Block).where(Block.id == block.id))
            db.session.commit()
    assert NOTHING not in look("erin")


def test_a_number_in_the_address_names_nobody(
    client_for: Callable[[User], FlaskClient], line: list[User]
) -> None:
    client = client_for(line[0])
    for person in (line[3].id, line[4].id, 10**30, "x", -1):
        page = client.get("/chain", query_string={"to": "d", "person": person}).text
        assert "Dana" not in page and "Erin" not in page


def test_of_several_with_that_name_one_is_chosen(
    client_for: Callable[[User], FlaskClient], look: Callable[[str], str], make: Make, line: list[User], meetup: Event
) -> None:
    make.attendance(meetup, make.user("Erin Other", "other@example.org"), listed_at=now())
    make.tie(line[0], make.user("Erin Mine", "mine@example.org"), search_text="erin mine")
    opened(make, line[1], (shown := make.user("Erin Shown", "shown@example.org")))
    make.tie(shown, line[1])
    page = look("erin")
    assert "Whom do you mean?" in page and page.count("PyData") == 2
    assert "Among your ties" in page and "Bob knows them" in page
    page = client_for(line[0]).get("/chain", query_string={"to": "erin", "person": line[4].id}).text
    assert "The way to <bdi>Erin Brock" in page


def test_whom_one_has_met_is_written_to_and_not_asked_for(
    client_for: Callable[[User], FlaskClient], look: Callable[[str], str], make: Make, line: list[User], meetup: Event
) -> None:
    asking = re.search(r"/introductions/requests/\d+", look("erin"))
    assert asking and client_for(line[0]).get(asking[0]).status_code == 200
    mine = make.tie(line[0], line[2], name="Charlie from the train")
    page = look("erin")
    assert "Write to Charlie from the train" in page and f"/ties/{mine.id}" in page and "Dana" not in page
    assert "/introductions/requests/" not in page, "it would not be found"


def test_ones_own_name_is_told_apart(look: Callable[[str], str]) -> None:
    assert "That is your own name" in look(" ALICE ")


def test_ones_own_tie_is_no_way_to_go(look: Callable[[str], str], line: list[User]) -> None:
    page = look("bob")
    assert "They are among your ties already." in page and "Ask " not in page
