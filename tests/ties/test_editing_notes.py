"""Notes are edited and removed; what is replaced is gone wherever notes are read."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.prompts.next_steps import next_steps
from networking_app.ties.editing_notes import edit_note
from networking_app.ties.merging import merge
from networking_app.ties.models import Encounter, Note, Tie
from tests.clients import text_of
from tests.factories import Make

ClientFor = Callable[[User], FlaskClient]
BOTH_KEPT = "Edited on two devices: both are kept."


@pytest.fixture
def tie(make: Make, alice: User, bob: User) -> Tie:
    return make.tie(alice, bob, name="Bob")


def standing(app: Flask) -> list[str]:
    with app.app_context():
        notes = select(Note).where(Note.replaced_at.is_(None)).order_by(Note.id)
        return [note.text for note in db.session.scalars(notes)]


def edited(app: Flask, note: Note, text: str) -> Any:
    """The note edited by somebody's phone."""
    with app.app_context():
        found = edit_note(db.session.get_one(Note, note.id), text, now())
        db.session.commit()
    return found


def test_other_words_take_the_place_of_a_note(
    app: Flask, make: Make, client_for: ClientFor, alice: User, tie: Tie
) -> None:
    client, note = client_for(alice), make.note(tie, "plays the oboe")
    assert client.post(f"/ties/{tie.id}/notes/{note.id}", data={"text": "plays the cello"}).status_code == 303
    page = text_of(client.get(f"/ties/{tie.id}"))
    assert "plays the cello" in page and "oboe" not in page and BOTH_KEPT not in page
    assert standing(app) == ["plays the cello"]


def test_the_old_words_are_nowhere_any_more(
    app: Flask, make: Make, client_for: ClientFor, alice: User, tie: Tie
) -> None:
    note = make.note(tie, "plays the oboe")
    client_for(alice).post(f"/ties/{tie.id}/notes/{note.id}", data={"text": "plays the cello"})
    with app.app_context():
        assert [row.text for row in db.session.scalars(select(Note).order_by(Note.id))] == ["", "plays the cello"]
        assert "oboe" not in db.session.get_one(Tie, tie.id).search_text


def test_an_edit_stays_where_and_when_the_note_was(
    app: Flask, make: Make, client_for: ClientFor, alice: User, tie: Tie
) -> None:
    met = make.encounter(tie, make.event(alice))
    notes = [make.note(tie, text, encounter_id=met.id, written_at=now() - timedelta(hours=hours))
             for hours, text in enumerate(("newest", "middle", "oldest"))]
    client_for(alice).post(f"/ties/{tie.id}/notes/{notes[1].id}", data={"text": "still the middle"})
    with app.app_context():
        found = db.session.get_one(Tie, tie.id).notes
        assert [note.text for note in found] == ["newest", "still the middle", "oldest"]
        assert (found[1].written_at, found[1].encounter_id) == (notes[1].written_at, met.id)


def test_edits_of_edits_point_to_the_first_note(app: Flask, make: Make, tie: Tie) -> None:
    note = make.note(tie, "one")
    second = edited(app, note, "two")
    with app.app_context():
        third = edit_note(db.session.get_one(Note, second.note_id), "three", now())
        db.session.commit()
        assert db.session.get_one(Note, third.note_id).replaces_id == note.id
    assert standing(app) == ["three"] and not third.both_kept


def test_a_note_is_removed(app: Flask, make: Make, client_for: ClientFor, alice: User, tie: Tie) -> None:
    client, note = client_for(alice), make.note(tie, "plays the oboe")
    for _ in range(2):
        assert client.post(f"/ties/{tie.id}/notes/{note.id}?_method=DELETE").status_code == 303
    assert (standing(app), "oboe" in client.get(f"/ties/{tie.id}").text) == ([], False)


def test_two_who_edit_the_same_note_are_both_kept_and_told(
    app: Flask, make: Make, client_for: ClientFor, alice: User, tie: Tie
) -> None:
    note = make.note(tie, "tea")
    assert not edited(app, note, "green tea").both_kept
    assert edited(app, note, "black tea").both_kept
    assert standing(app) == ["green tea", "black tea"]
    page = text_of(client_for(alice).get(f"/ties/{tie.id}"))
    assert page.count(BOTH_KEPT) == 2 and "green tea" in page and "black tea" in page


def test_removing_one_of_the_two_settles_it(
    app: Flask, make: Make, client_for: ClientFor, alice: User, tie: Tie
) -> None:
    client, note = client_for(alice), make.note(tie, "tea")
    first, _second = edited(app, note, "green tea"), edited(app, note, "black tea")
    client.delete(f"/ties/{tie.id}/notes/{first.note_id}")
    assert standing(app) == ["black tea"] and BOTH_KEPT not in text_of(client.get(f"/ties/{tie.id}"))


@pytest.mark.parametrize(("texts", "left"), [
    (("green tea", "green tea"), ["green tea"]),
    (("green tea", ""), ["green tea"]),
    (("", "green tea"), ["green tea"]),
    (("", ""), []),
    (("tea", "green tea"), ["green tea"]),
])
def test_two_who_agree_or_of_whom_one_removes_leave_one(
    app: Flask, make: Make, tie: Tie, texts: tuple[str, str], left: list[str]
) -> None:
    note = make.note(tie, "tea")
    assert not any(edited(app, note, text).both_kept for text in texts)
    assert standing(app) == left


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_nobody_else_and_no_other_tie_reaches_a_note(
    app: Flask, make: Make, client_for: ClientFor, alice: User, charlie: User, tie: Tie, method: str
) -> None:
    note, own, other = make.note(tie, "plays the oboe"), make.tie(charlie, alice), make.tie(alice, name="Grace")
    for client, tie_id in ((client_for(charlie), tie.id), (client_for(charlie), own.id), (client_for(alice), other.id)):
        answer = client.open(f"/ties/{tie_id}/notes/{note.id}", method=method, data={"text": "mine now"})
        assert answer.status_code == 404
    assert standing(app) == ["plays the oboe"]


@pytest.mark.parametrize("text", ["", " ", "x" * 4001, "nul\x00"])
def test_words_that_cannot_be_kept_leave_the_note_alone(
    app: Flask, make: Make, client_for: ClientFor, alice: User, tie: Tie, text: str
) -> None:
    note = make.note(tie, "plays the oboe")
    answer = client_for(alice).post(f"/ties/{tie.id}/notes/{note.id}", data={"text": text})
    assert (answer.status_code, standing(app)) == (422, ["plays the oboe"])


def test_a_search_finds_what_stands(app: Flask, make: Make, client_for: ClientFor, alice: User, tie: Tie) -> None:
    client, note = client_for(alice), make.note(tie, "plays the oboe")
    client.post(f"/ties/{tie.id}/notes/{note.id}", data={"text": "plays the cello"})
    found = {word: f'href="/ties/{tie.id}"' in client.get("/ties", query_string={"q": word}).text
             for word in ("oboe", "cello")}
    assert found == {"oboe": False, "cello": True}


def test_no_export_holds_what_is_replaced(app: Flask, make: Make, client_for: ClientFor, alice: User, tie: Tie) -> None:
    note, gone = make.note(tie, "plays the oboe"), make.note(tie, "secret")
    edited(app, note, "plays the cello"), edited(app, gone, "")
    with zipfile.ZipFile(io.BytesIO(client_for(alice).post("/export").data)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    assert not [name for name, text in files.items() if "oboe" in text or "secret" in text]
    assert [one["text"] for one in json.loads(files["everything.json"])["ties"][0]["notes"]] == ["plays the cello"]
    assert "plays the cello" in files["ties.csv"] and "plays the cello" in files["ties.vcf"]


def test_the_checklist_shows_the_note_that_stands(app: Flask, make: Make, alice: User, tie: Tie) -> None:
    event = make.event(alice)
    met = make.encounter(tie, event)
    make.follow_ups(tie, event)
    edited(app, make.note(tie, "plays the oboe", encounter_id=met.id), "plays the cello")
    edited(app, make.note(tie, "secret", encounter_id=met.id, written_at=now() + timedelta(hours=1)), "")
    with app.app_context():
        [step] = next_steps(alice.id)
        assert step.note is not None and step.note.text == "plays the cello"


def test_a_merge_brings_the_edits_along(app: Flask, make: Make, alice: User, tie: Tie) -> None:
    lost, event = make.tie(alice, name="Bobby"), make.event(alice)
    make.encounter(tie, event)
    note = make.note(lost, "tea", encounter_id=make.encounter(lost, event).id)
    edited(app, note, "green tea")
    with app.app_context():
        merge(db.session.get_one(Tie, tie.id), db.session.get_one(Tie, lost.id))
        db.session.commit()
    assert edited(app, note, "black tea").both_kept
    with app.app_context():
        kept = db.session.get_one(Tie, tie.id)
        assert [row.text for row in kept.notes] == ["black tea", "green tea"] and kept.edited_twice
        met = db.session.scalars(select(Encounter)).one()
        assert {row.encounter_id for row in db.session.scalars(select(Note))} == {met.id}
        assert "green tea" in kept.search_text


def test_phones_are_told_of_both_rows(app: Flask, make: Make, client_for: ClientFor, alice: User, tie: Tie) -> None:
    note = make.note(tie, "tea")
    client_for(alice).post(f"/ties/{tie.id}/notes/{note.id}", data={"text": "green tea"})
    with app.app_context():
        rows = db.session.scalars(select(Note)).all()
        assert len(rows) == 2 and all(row.change_seq > note.change_seq for row in rows)
