"""We talked: a contact completes what it answers and nothing else, and taking it back gives everything back."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.models import PROMISE, FollowUp
from networking_app.ties.models import Interaction, Note, Tie
from tests.clients import text_of
from tests.factories import Make
from tests.ties.story import Story, long_ago

STEPS = {"thanks": (1, "always"), "promise": (2, "promised"), "hello": (9, "always"), "bump": (14, "unanswered")}


@pytest.fixture
def story(app: Flask, make: Make, alice: User) -> Story:
    """Alice met Grace on day 0; the steps that follow are those of STEPS."""
    begin = long_ago()
    tie = make.tie(alice, name="Grace", created_at=begin)
    make.encounter(tie, met_at=begin)
    for position, (key, (day, condition)) in enumerate(STEPS.items()):
        step(make, tie, key, day, condition=condition, position=position)
    return Story(app, tie, begin)


def step(make: Make, tie: Tie, key: str, day: int, **columns: Any) -> FollowUp:
    on = (long_ago() + timedelta(days=day)).date()
    given = {"owner_id": tie.owner_id, "tie_id": tie.id, "step_key": key, "position": 0, "title": key,
             "condition": "always", "due_on": on, "due_at": now()}
    return make.saved(FollowUp(**{**given, **columns}))


@pytest.fixture
def states(app: Flask) -> Callable[[], dict[str, str]]:
    def read() -> dict[str, str]:
        with app.app_context():
            return {row.step_key: row.state for row in db.session.scalars(select(FollowUp).order_by(FollowUp.id))}

    return read


States = Callable[[], dict[str, str]]
OPEN = dict.fromkeys(STEPS, "open")


@pytest.mark.parametrize(("day", "direction", "done"), [
    (0, "out", []), (1, "out", ["thanks"]), (1, "both", ["thanks", "bump"]), (1, "in", ["thanks", "bump"]),
    (9, "out", ["thanks", "hello"]), (20, "out", ["thanks", "hello", "bump"]),
])
def test_what_is_due_is_done_and_an_answer_ends_the_wait(
    story: Story, states: States, day: int, direction: str, done: list[str]
) -> None:
    contact = story.talk(day, direction)
    assert states() == OPEN | dict.fromkeys(done, "done")
    story.take_back(contact)
    assert states() == OPEN


def test_by_default_a_contact_is_one_of_both_sides(app: Flask, story: Story, client_for: Callable, alice: User) -> None:
    client_for(alice).post(f"/ties/{story.tie_id}/interactions")
    with app.app_context():
        contact = db.session.scalars(select(Interaction)).one()
        assert (contact.direction, contact.with_ask) == ("both", False)


def test_a_promise_is_kept_only_by_its_own_row(make: Make, story: Story, states: States) -> None:
    with story.app.app_context():
        tie = db.session.get_one(Tie, story.tie_id)
    slides = step(make, tie, "slides", 3, source=PROMISE)
    story.talk(30)
    assert states()["slides"] == states()["promise"] == "open"
    contact = story.talk(31, follow_up=slides.id)
    assert (states()["slides"], states()["promise"]) == ("done", "open")
    story.take_back(contact)
    assert states()["slides"] == "open"


def test_the_row_it_was_said_of_is_done_before_its_day_too(app: Flask, story: Story, states: States) -> None:
    with app.app_context():
        hello = db.session.scalars(select(FollowUp.id).where(FollowUp.step_key == "hello")).one()
    story.talk(2, "out", follow_up=hello)
    assert states() == OPEN | {"thanks": "done", "hello": "done"}


def test_a_row_of_somebody_else_is_left_alone(make: Make, story: Story, states: States, bob: User) -> None:
    theirs = step(make, make.tie(bob, name="Grace"), "theirs", 1)
    story.talk(2, follow_up=theirs.id)
    assert states()["theirs"] == "open"


def test_undoing_opens_only_what_that_contact_had_done(app: Flask, story: Story, states: States) -> None:
    first = story.talk(1)
    story.talk(9)
    story.take_back(first)
    assert states() == OPEN | {"bump": "open", "hello": "done"}


def test_what_the_person_has_decided_since_stays(app: Flask, story: Story, states: States, client_for: Callable,
                                                 alice: User) -> None:
    contact = story.talk(1, "out")
    with app.app_context():
        thanks = db.session.scalars(select(FollowUp.id).where(FollowUp.step_key == "thanks")).one()
    client = client_for(alice)
    client.delete(f"/follow-ups/{thanks}/completion")
    client.post(f"/follow-ups/{thanks}/completion")
    story.take_back(contact)
    assert states()["thanks"] == "done"


def test_what_was_decided_later_than_a_contact_that_arrives_late_stays(
    app: Flask, story: Story, states: States, client_for: Callable, alice: User
) -> None:
    with app.app_context():
        thanks = db.session.scalars(select(FollowUp.id).where(FollowUp.step_key == "thanks")).one()
    client_for(alice).delete(f"/follow-ups/{thanks}/completion")
    story.talk(5, "out")
    assert states()["thanks"] == "open"


@pytest.fixture
def client(client_for: Callable[[User], FlaskClient], alice: User) -> FlaskClient:
    return client_for(alice)


def test_the_answer_says_what_is_done_and_offers_to_undo_it(
    app: Flask, client: FlaskClient, story: Story, states: States
) -> None:
    page = client.post(f"/ties/{story.tie_id}/interactions?next=/", data={"direction": "out"}, follow_redirects=True)
    assert page.request.path == "/" and "Kept. 3 steps are done with it." in text_of(page)
    with app.app_context():
        contact = db.session.scalars(select(Interaction.id)).one()
    undo = f"/ties/{story.tie_id}/interactions/{contact}?next=/"
    assert undo.replace("&", "&amp;") in page.text
    assert client.post(undo + "&_method=DELETE").location == "/"
    assert states() == OPEN


def test_a_line_and_an_ask_are_kept_with_it(app: Flask, client: FlaskClient, story: Story) -> None:
    sent = {"client_id": "0123abcd-1", "direction": "out", "with_ask": "1", "note": "asked for an introduction"}
    for _again in range(2):
        assert client.post(f"/ties/{story.tie_id}/interactions", data=sent).status_code == 303
    with app.app_context():
        contact = db.session.scalars(select(Interaction)).one()
        assert contact.with_ask and db.session.scalars(select(Note.text)).all() == ["asked for an introduction"]


def test_the_same_contact_again_does_nothing_more(
    app: Flask, client: FlaskClient, story: Story, states: States
) -> None:
    sent = {"client_id": "0123abcd-1", "direction": "out"}
    client.post(f"/ties/{story.tie_id}/interactions", data=sent)
    with app.app_context():
        thanks = db.session.scalars(select(FollowUp.id).where(FollowUp.step_key == "thanks")).one()
    client.delete(f"/follow-ups/{thanks}/completion")
    client.post(f"/ties/{story.tie_id}/interactions", data=sent)
    assert states()["thanks"] == "open"


@pytest.mark.parametrize("wrong", [{"direction": "sideways"}, {"with_ask": "perhaps"}, {"follow_up": "x"},
                                   {"channel": "pigeon"}, {"client_id": "x"}, {"note": "x" * 4001}])
def test_what_cannot_be_meant_is_refused(client: FlaskClient, story: Story, states: States, wrong: dict) -> None:
    assert client.post(f"/ties/{story.tie_id}/interactions", data=wrong).status_code == 422
    assert states() == OPEN


def test_the_day_counts_in_the_zone_of_the_owner(app: Flask, make: Make, states: States) -> None:
    dana = make.user(time_zone="Pacific/Kiritimati")
    tie = make.tie(dana, name="Grace")
    noon = long_ago()
    step(make, tie, "tomorrow", 0, due_on=date.fromordinal(noon.date().toordinal() + 1))
    Story(app, tie, noon).talk(0)  # where Dana is, it is two in the night of the next day
    assert states() == {"tomorrow": "done"}
