"""Notes edited and removed: an edit is a new note in the place of the old one, so two devices lose nothing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from networking_app.extensions import db
from networking_app.ties.models import Note


@dataclass(frozen=True)
class Edited:
    """The note that stands after an edit; `both_kept` when another device had put its own words there."""

    note_id: int
    both_kept: bool = False


def edit_note(note: Note, text: str, at: datetime, client_id: str | None = None) -> Edited:
    """Put other words in the place of a note; none at all remove it."""
    standing, was_replaced = _standing(note), note.replaced_at is not None
    others = [other for other in standing if other is not note]
    if not text:
        return _removed(note, others, at)
    if same := next((other for other in standing if other.text == text), None):
        return _one_of_two(note, same, at)
    new = Note(owner_id=note.owner_id, tie_id=note.tie_id, encounter_id=note.encounter_id, client_id=client_id,
               text=text, written_at=note.written_at, replaces_id=note.place)
    db.session.add(new)
    _vacate(note, at)
    return Edited(new.id, was_replaced and bool(others))


def _standing(note: Note) -> list[Note]:
    """What stands in the note's place now: itself, its edit, several edits, or nothing."""
    same_place = (Note.id == note.place) | (Note.replaces_id == note.place)
    return list(db.session.scalars(
        select(Note).where(Note.tie_id == note.tie_id, same_place, Note.replaced_at.is_(None)).order_by(Note.id)
    ))


def _removed(note: Note, others: list[Note], at: datetime) -> Edited:
    _vacate(note, at)
    # Words that came into its place meanwhile are not those that were removed.
    return Edited(next((other.id for other in others), note.id))


def _one_of_two(note: Note, same: Note, at: datetime) -> Edited:
    if same is not note:
        _vacate(note, at)
    return Edited(same.id)


def _vacate(note: Note, at: datetime) -> None:
    if note.replaced_at is None:
        note.text, note.replaced_at = "", at
    db.session.flush()
