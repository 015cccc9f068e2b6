"""What a note promises is offered once, kept with one tap, left with another, and each of them can be undone."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from networking_app.accounts.models import User
from networking_app.events.models import Event
from networking_app.follow_ups.models import PROMISE, FollowUp
from networking_app.ties.models import Note, Tie
from tests.clients import text_of
from tests.factories import Make, follow_ups_of

ClientFor = Callable[[User], FlaskClient]
THURSDAY_EVENING = datetime(2026, 11, 26, 20, tzinfo=UTC)
NEXT_MORNING = THURSDAY_EVENING + timedelta(hours=12)


@pytest.fixture
def met(make: Make, alice: User) -> tuple[Tie, Event]:
    """Alice met Grace on a Thursday evening at an event that has plans of its own for her."""
    times = {"starts_at": THURSDAY_EVENING - timedelta(hours=1), "ends_at": THURSDAY_EVENING + timedelta(hours=2)}
    event, tie = make.event(alice, **times), make.tie(alice)
    make.follow_ups(tie, event)
    return tie, event


@pytest.fixture
def noted(make: Make, met: tuple[Tie, Event]) -> Callable[..., Note]:
    tie, event = met
    encounter = make.encounter(tie, event, met_at=THURSDAY_EVENING)

    def write(text: str, **columns: Any) -> Note:
        return make.note(tie, text, **{"written_at": THURSDAY_EVENING, "encounter_id": encounter.id, **columns})

    return write


Noted = Callable[..., Note]


def path_of(note: Note, n: int = 0) -> str:
    return f"/ties/{note.tie_id}/notes/{note.id}/promises/{n}"


def offered(page: TestResponse) -> bool:
    return 'data-answer="keep"' in page.text


def kept(app: Flask, note: Note) -> list[FollowUp]:
    of_tie = follow_ups_of(app, Tie(id=note.tie_id))
    return [row for row in of_tie if row.source == PROMISE and not row.withdrawn_at]


@pytest.fixture(autouse=True)
def the_next_morning() -> Any:
    with time_machine.travel(NEXT_MORNING, tick=False):
        yield


def test_it_is_offered_under_the_note_and_on_today(client_for: ClientFor, alice: User, noted: Noted) -> None:
    client, note = client_for(alice), noted("Loves Rust. Send her the slides by Monday")
    for page in ("/", f"/ties/{note.tie_id}"):
        answer = client.get(page)
        assert "Send her the slides Mon 30 Nov" in " ".join(text_of(answer).split())
        assert f'action="{path_of(note)}?next=' in answer.text


def test_kept_it_is_a_follow_up_of_that_event_and_offered_no_more(
    app: Flask, client_for: ClientFor, alice: User, noted: Noted, met: tuple[Tie, Event]
) -> None:
    client, note = client_for(alice), noted("Send her the slides by Monday")
    before = [row.change_seq for row in follow_ups_of(app, met[0])]
    for _ in range(2):
        assert client.post(path_of(note)).status_code == 303
    [row] = kept(app, note)
    assert (row.event_id, row.step_key, row.title) == (met[1].id, f"promise-{note.id}-0", "Send her the slides")
    assert (row.planned_on, row.due_on) == (date(2026, 11, 30), date(2026, 11, 30))
    assert row.due_at == datetime(2026, 11, 30, 9, tzinfo=UTC)
    assert row.change_seq > max(before) and row.state == "open"
    assert not offered(client.get("/")) and not offered(client.get(f"/ties/{note.tie_id}"))


def test_it_is_said_on_which_day_and_undone_with_one_tap(
    app: Flask, client_for: ClientFor, alice: User, noted: Noted
) -> None:
    client, note = client_for(alice), noted("Send her the slides by Monday")
    answer = client.post(f"{path_of(note)}?next=/")
    assert answer.location == "/"
    page = client.get("/")
    assert "You will be reminded on Monday 30 November: Send her the slides" in text_of(page)
    assert f'action="{path_of(note)}?next=/&amp;_method=DELETE"' in page.text
    client.delete(f"{path_of(note)}?next=/")
    assert kept(app, note) == [] and offered(client.get("/"))


def test_left_it_is_not_offered_again_and_counts_as_nothing_done(
    app: Flask, client_for: ClientFor, alice: User, noted: Noted, met: tuple[Tie, Event]
) -> None:
    client, note = client_for(alice), noted("Send her the slides by Monday")
    client.post(f"{path_of(note)}/skip")
    [row] = kept(app, note)
    assert row.state == "skipped"
    assert not offered(client.get("/")) and not offered(client.get(f"/ties/{note.tie_id}"))
    done = client.get(f"/events/{met[1].id}/follow-ups?show=done")
    assert "Send her the slides" not in text_of(done).replace("Left in your note: Send her the slides", "")
    client.delete(path_of(note))
    assert offered(client.get("/"))


def test_left_and_then_kept_it_is_kept(app: Flask, client_for: ClientFor, alice: User, noted: Noted) -> None:
    client, note = client_for(alice), noted("Send her the slides by Monday")
    client.post(f"{path_of(note)}/skip")
    client.post(path_of(note))
    assert [row.state for row in kept(app, note)] == ["open"]


@pytest.mark.parametrize(("text", "due_on"), [
    ("Send her the slides on Saturday", date(2026, 11, 30)),  # a day off moves to Monday
    ("Send her the slides today", date(2026, 11, 27)),  # which is over: the day on which it is kept
    ("Send her the slides", date(2026, 11, 30)),  # without a day: two days later, a Saturday
    ("call next Tuesday", date(2026, 12, 1)),
])
def test_its_day_is_a_working_day_that_is_not_over(
    app: Flask, client_for: ClientFor, alice: User, noted: Noted, text: str, due_on: date
) -> None:
    note = noted(text)
    client_for(alice).post(path_of(note))
    assert [row.due_on for row in kept(app, note)] == [due_on]


def test_what_was_noted_after_midnight_belongs_to_the_evening(
    app: Flask, client_for: ClientFor, alice: User, noted: Noted
) -> None:
    note = noted("Call her tomorrow", written_at=THURSDAY_EVENING + timedelta(hours=5))
    client_for(alice).post(path_of(note))
    assert [row.due_on for row in kept(app, note)] == [date(2026, 11, 27)]


def test_each_promise_of_a_note_is_answered_by_itself(
    app: Flask, client_for: ClientFor, alice: User, noted: Noted
) -> None:
    client, note = client_for(alice), noted("Send her the slides by Monday, call her in two weeks")
    client.post(path_of(note, 1))
    client.post(f"{path_of(note, 0)}/skip")
    assert {row.title: row.state for row in kept(app, note)} == {"Send her the slides": "skipped", "Call her": "open"}


def test_an_edited_note_offers_only_what_is_new(app: Flask, client_for: ClientFor, alice: User, noted: Noted) -> None:
    client, note = client_for(alice), noted("Send her the slides by Monday")
    client.post(path_of(note))
    text = "Send her the slides by Monday. Call her in two weeks."
    client.post(f"/ties/{note.tie_id}/notes/{note.id}", data={"text": text})
    page = client.get(f"/ties/{note.tie_id}").text
    assert page.count('data-promise="') == 1 and "/promises/1?next" in page


@pytest.mark.parametrize("text", ["Loves Rust", "", "Send her the slides"])
def test_what_the_note_does_not_promise_cannot_be_kept(
    app: Flask, client_for: ClientFor, alice: User, noted: Noted, text: str
) -> None:
    note = noted(text)
    assert client_for(alice).post(path_of(note, 3)).status_code == 404
    assert kept(app, note) == []


def test_old_notes_offer_nothing(client_for: ClientFor, alice: User, noted: Noted) -> None:
    noted("Send her the slides by May", written_at=NEXT_MORNING - timedelta(days=15))
    assert not offered(client_for(alice).get("/"))


def test_notes_of_others_are_not_there(
    app: Flask, client_for: ClientFor, make: Make, alice: User, charlie: User, noted: Noted
) -> None:
    note, elsewhere = noted("Send her the slides"), make.tie(charlie)
    for path in (path_of(note), f"/ties/{elsewhere.id}/notes/{note.id}/promises/0"):
        for method, act in (("POST", ""), ("POST", "/skip"), ("DELETE", "")):
            assert client_for(charlie).open(path + act, method=method).status_code == 404
    assert kept(app, note) == []


def test_what_has_a_day_of_its_own_is_not_asked_for_in_general(
    app: Flask, client_for: ClientFor, make: Make, alice: User, noted: Noted, met: tuple[Tie, Event]
) -> None:
    client, note = client_for(alice), noted("Send her the slides by 4 December")
    client.post(f"/ties/{note.tie_id}/tags", data={"name": "promised"})
    checklist = f"/events/{met[1].id}/follow-ups?show=later"

    def asked() -> bool:
        steps = [row for row in follow_ups_of(app, met[0]) if row.source != PROMISE]
        client.post(f"/follow-ups/{steps[0].id}/completion")
        return "Send what you promised" in client.get(checklist).get_data(as_text=True)

    assert asked()
    client.post(path_of(note))
    assert not asked()
    client.post(f"{path_of(note)}/skip")
    assert asked()


def test_a_promise_comes_before_what_a_plan_says(
    client_for: ClientFor, alice: User, noted: Noted, met: tuple[Tie, Event]
) -> None:
    client, note = client_for(alice), noted("Send her the slides today")
    client.post(path_of(note))
    page = client.get("/").text
    assert page.index("Send her the slides") < page.index("Say thank you")


def test_the_page_of_the_tie_lists_what_is_kept_before_the_next_step(
    client_for: ClientFor, alice: User, noted: Noted
) -> None:
    client, note = client_for(alice), noted("Send her the slides in two weeks")
    client.post(path_of(note))
    page = text_of(client.get(f"/ties/{note.tie_id}")).partition("Next")[2]
    assert page.index("Send her the slides") < page.index("Say thank you")


def test_it_can_be_put_off_done_and_exported(app: Flask, client_for: ClientFor, alice: User, noted: Noted) -> None:
    client, note = client_for(alice), noted("Send her the slides today")
    client.post(path_of(note))
    [row] = kept(app, note)
    client.post(f"/follow-ups/{row.id}/snooze", data={"until": "next week"})
    assert kept(app, note)[0].state == "put off"
    client.post(f"/follow-ups/{row.id}/completion")
    client.delete(path_of(note))
    assert kept(app, note)[0].state == "done"  # what is done is not undone by leaving it
    page = client.get(f"/ties/{note.tie_id}")
    assert "Done: Send her the slides" in text_of(page)


def test_a_script_is_told_the_same(client_for: ClientFor, alice: User, noted: Noted) -> None:
    client, note = client_for(alice), noted("Send her the slides by Monday")
    answer = client.post(path_of(note), headers={"Accept": "application/json"}).json
    assert answer and answer["undo_url"] == path_of(note)
    assert answer["said"] == "You will be reminded on Monday 30 November: Send her the slides"
