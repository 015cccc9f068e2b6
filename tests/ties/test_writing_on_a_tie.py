import pytest
from sqlalchemy import select

from networking_app.extensions import db
from networking_app.ties.models import Interaction, Note, TieTag
from tests.clients import text_of


@pytest.fixture
def tie(make, alice, meetup, bob):
    tie = make.tie(alice, bob, name="Bob")
    make.encounter(tie, meetup.event)
    return tie


def test_a_note_sent_twice_is_kept_once(alice, tie, client_for, count):
    client = client_for(alice)
    for _ in range(2):
        client.post(f"/ties/{tie.id}/notes", data={"text": "plays the oboe", "client_id": "note-12345"})
    assert count(Note) == 1
    assert "plays the oboe" in text_of(client.get(f"/ties/{tie.id}"))


def test_charlie_cannot_read_or_write_alices_notes(make, alice, charlie, tie, client_for, count):
    make.note(tie, "secret words")
    other = client_for(charlie)
    assert other.get(f"/ties/{tie.id}").status_code == 404
    assert other.post(f"/ties/{tie.id}/notes", data={"text": "x", "client_id": "note-12345"}).status_code == 404
    assert count(Note) == 1


def test_the_person_a_note_is_about_never_sees_it(make, bob, tie, client_for):
    make.note(tie, "secret words")
    pages = ["/", "/ties", "/cards", f"/ties/{tie.id}"]
    assert all("secret words" not in client_for(bob).get(page).text for page in pages)


def test_a_tag_is_added_once_and_removed(app, alice, tie, client_for, count):
    client = client_for(alice)
    for _ in range(2):
        assert client.post(f"/ties/{tie.id}/tags", data={"name": "boats"}).status_code == 303
    assert count(TieTag) == 1
    with app.app_context():
        tag_id = db.session.scalar(select(TieTag.id))
    client.post(f"/ties/{tie.id}/tags/{tag_id}?_method=DELETE")
    assert count(TieTag) == 0


def test_we_were_in_touch_is_one_tap_and_can_be_undone(app, alice, tie, client_for, count):
    client = client_for(alice)
    sent = {"client_id": "talk-12345", "channel": "call", "direction": "in", "note": "will send slides"}
    assert client.post(f"/ties/{tie.id}/interactions", data=sent).status_code == 303
    assert (count(Interaction), count(Note)) == (1, 1)
    assert "Call from them" in text_of(client.get(f"/ties/{tie.id}"))
    with app.app_context():
        interaction_id = db.session.scalar(select(Interaction.id))
    client.delete(f"/ties/{tie.id}/interactions/{interaction_id}")
    assert count(Interaction) == 0


@pytest.mark.parametrize("text", ["", " ", "x" * 4001, "nul\x00"])
def test_words_that_cannot_be_kept_are_refused(alice, tie, client_for, count, text):
    answer = client_for(alice).post(f"/ties/{tie.id}/notes", data={"text": text, "client_id": "note-12345"})
    assert (answer.status_code, count(Note)) == (422, 0)
