"""The editor of a follow-up plan, and whom a change reaches."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from networking_app.accounts.models import User
from networking_app.events.models import Event, FollowUpPlan
from networking_app.follow_ups.planning import Step
from tests.clients import text_of
from tests.factories import Make, follow_ups_of

Clients = Callable[[User], FlaskClient]
FIELDS = ("key", "days", "title", "hint", "condition")


def form_of(*rows: tuple[str, object, str], **more: str) -> dict[str, Any]:
    """What the editor sends for rows of key, days and title."""
    columns = {"key": 0, "days": 1, "title": 2}
    form: dict[str, Any] = {name: [str(row[place]) for row in rows] for name, place in columns.items()}
    return form | {"hint": ["" for _ in rows], "condition": ["always" for _ in rows]} | more


def plan_of(app: Flask, event: Event, user_id: int = 0) -> list[Step]:
    with app.app_context():
        plan = FollowUpPlan.for_attendee(event.id, user_id)
        assert plan
        return plan.as_steps


def typed_in(page: str) -> list[tuple[str, ...]]:
    """Key and title of the rows that the editor shows."""
    keys = re.findall(r'name="key" value="([^"]*)"', page)
    titles = re.findall(r'name="title" type="text" value="([^"]*)"', page)
    return list(zip(keys, titles, strict=True))


@pytest.mark.parametrize(
    ("button", "keys"),
    [
        ("up-1", ["b", "a", "c"]), ("down-0", ["b", "a", "c"]), ("down-1", ["a", "c", "b"]), ("remove-1", ["a", "c"]),
        ("add", ["a", "b", "c", ""]), ("up-0", ["a", "b", "c"]), ("down-2", ["a", "b", "c"]),
        ("remove-9", ["a", "b", "c"]), ("up-77", ["a", "b", "c"]),
    ],
)
def test_a_button_rearranges_what_is_typed_and_stores_nothing(
    app: Flask, client_for: Clients, make: Make, alice: User, button: str, keys: list[str]
) -> None:
    event = make.event(alice)
    before = plan_of(app, event)
    sent = form_of(("a", 1, "A"), ("b", "not yet", "B"), ("c", 3, "C"), do=button)
    answer = client_for(alice).post(f"/events/{event.id}/plan", data=sent)
    assert answer.status_code == 200
    assert [key for key, _title in typed_in(answer.get_data(as_text=True))] == keys
    assert plan_of(app, event) == before


def test_an_unknown_button_saves_nothing_strange(client_for: Clients, make: Make, alice: User) -> None:
    event = make.event(alice)
    answer = client_for(alice).post(f"/events/{event.id}/plan", data=form_of(("a", 1, "A"), do="up-١"))
    assert answer.status_code == 303


def test_the_last_step_cannot_be_removed(client_for: Clients, make: Make, alice: User) -> None:
    event = make.event(alice)
    answer = client_for(alice).post(f"/events/{event.id}/plan", data=form_of(("a", 1, "A"), do="remove-0"))
    assert len(typed_in(answer.get_data(as_text=True))) == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("days", "-1", "number of days from 0 to 730"),
        ("days", "731", "number of days from 0 to 730"),
        ("days", "1.5", "number of days from 0 to 730"),
        ("days", "٣", "number of days from 0 to 730"),
        ("days", "9" * 5000, "number of days from 0 to 730"),
        ("days", "", "number of days from 0 to 730"),
        ("title", "", "Please fill this in."),
        ("title", "x" * 121, "Please keep this to 120 characters."),
        ("title", "a\x00", "characters that cannot be kept"),
        ("hint", "x" * 301, "Please keep this to 300 characters."),
        ("condition", "never", "This does not look right."),
    ],
)
def test_bad_input_is_said_and_kept(
    app: Flask, client_for: Clients, make: Make, alice: User, field: str, value: str, said: str
) -> None:
    event = make.event(alice)
    sent = form_of(("thanks", 1, "Kept title"), ("b", 2, "B")) | {}
    sent[field] = [sent[field][0], value]
    answer = client_for(alice).post(f"/events/{event.id}/plan", data=sent)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "Kept title" in answer.get_data(as_text=True)
    assert len(plan_of(app, event)) == 4


@pytest.mark.parametrize("rows", [0, 13, 200])
def test_a_plan_has_one_to_twelve_steps(client_for: Clients, make: Make, alice: User, rows: int) -> None:
    event = make.event(alice)
    sent = form_of(*(("", 1, "Write") for _ in range(rows)))
    answer = client_for(alice).post(f"/events/{event.id}/plan", data=sent)
    assert answer.status_code == 422
    assert "between one and 12 steps" in text_of(answer)


def test_known_keys_stay_and_others_are_made(app: Flask, client_for: Clients, make: Make, alice: User) -> None:
    event = make.event(alice)
    sent = form_of(("hello", 3, "Hello"), ("evil", 4, "Evil"), ("hello", 5, "Again"), ("", 6, "New"))
    client_for(alice).post(f"/events/{event.id}/plan", data=sent)
    steps = plan_of(app, event)
    assert [step.title for step in steps] == ["Hello", "Evil", "Again", "New"]
    assert steps[0].key == "hello"
    made = {step.key for step in steps[1:]}
    assert len(made) == 3 and not made & {"hello", "evil", ""}


def test_a_change_of_the_organizer_reaches_everybody_but_the_owners_of_copies(
    app: Flask, client_for: Clients, make: Make, alice: User, bob: User, charlie: User
) -> None:
    event = make.event(alice, bob, charlie)
    bobs, charlies = make.tie(bob, alice), make.tie(charlie, alice)
    make.follow_ups(bobs, event)
    make.follow_ups(charlies, event)
    client_for(charlie).post(f"/events/{event.id}/plan", data=form_of(("thanks", 5, "My own thanks")))
    client_for(alice).post(f"/events/{event.id}/plan", data=form_of(("thanks", 2, "Thanks"), ("", 20, "Lunch")))
    assert [row.title for row in follow_ups_of(app, bobs) if not row.withdrawn_at] == ["Thanks", "Lunch"]
    assert [row.title for row in follow_ups_of(app, charlies) if not row.withdrawn_at] == ["My own thanks"]
    assert [step.title for step in plan_of(app, event)] == ["Thanks", "Lunch"]


def test_an_attendees_change_is_a_copy_that_can_be_dropped(
    app: Flask, client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    event, path = make.event(alice, bob), "/events/1/plan"
    tie = make.tie(bob, alice)
    before = [(row.step_key, row.title, row.due_on) for row in make.follow_ups(tie, event)]
    path = f"/events/{event.id}/plan"
    client_for(bob).post(path, data=form_of(("thanks", 30, "Later")))
    assert "You have made this plan your own." in text_of(client_for(bob).get(path))
    assert [step.title for step in plan_of(app, event)] != ["Later"]
    client_for(bob).delete(path)
    after = [(row.step_key, row.title, row.due_on) for row in follow_ups_of(app, tie) if not row.withdrawn_at]
    assert after == before
    assert "You have made this plan your own." not in text_of(client_for(bob).get(path))


def test_saving_the_plan_as_it_is_makes_no_copy(client_for: Clients, make: Make, alice: User, bob: User) -> None:
    event, client = make.event(alice, bob), client_for(bob)
    path = f"/events/{event.id}/plan"
    page = client.get(path).get_data(as_text=True)
    sent = {name: re.findall(rf'name="{name}"[^>]* value="([^"]*)"', page) for name in ("key", "days", "title")}
    sent["hint"] = [html.unescape(hint) for hint in re.findall(r'name="hint"[^>]*>\n([^<]*)<', page)]
    sent["condition"] = re.findall(r'<option value="(\w+)" selected>', page)
    assert [len(column) for column in sent.values()] == [4] * 5
    assert client.post(path, data=sent).status_code == 303
    assert "your own." not in text_of(client.get(path))


def test_a_plan_is_for_attendees(client_for: Clients, make: Make, alice: User, charlie: User) -> None:
    path = f"/events/{make.event(alice).id}/plan"
    client = client_for(charlie)
    answers = [client.get(path), client.post(path, data=form_of(("thanks", 1, "T"))), client.delete(path)]
    assert {answer.status_code for answer in answers} == {404}
