"""What each kind of item but a scan does, and what it is answered."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.exceptions import NotFound

from networking_app.errors import DomainError
from networking_app.extensions import db
from networking_app.follow_ups.acting import is_void
from networking_app.follow_ups.deciding import DECISIONS, Decision
from networking_app.my import outbox_forms as forms
from networking_app.my import outbox_owed, outbox_wishes
from networking_app.my.outbox_desk import Body, Desk
from networking_app.my.outbox_names import contact_named, note_named, step_named
from networking_app.ties import writing
from networking_app.ties.by_hand import add_by_hand
from networking_app.ties.deciding import decide
from networking_app.ties.editing_notes import edit_note
from networking_app.ties.models import Note
from networking_app.ties.setting_cadences import set_as_asked
from networking_app.ties.talking import said_of, talked, untalked


def _by_hand(desk: Desk, item: forms.ByHandItem, at: datetime) -> Body:
    try:
        tie_id = add_by_hand(desk.recorder, item, at)
    except NotFound:
        raise DomainError(_("You are not at that event any more. Choose another one, or none."), 404) from None
    return {"tie_id": tie_id}


def _note(desk: Desk, item: forms.NoteItem, at: datetime) -> Body:
    tie = desk.tie(item)
    writing.add_note(tie, item.text, item.client_id, at)
    mine = select(Note.id).where(Note.owner_id == tie.owner_id, Note.client_id == item.client_id)
    return {"tie_id": tie.id, "note_id": db.session.scalar(mine)}


def _edit_note(desk: Desk, item: forms.EditNoteItem, at: datetime) -> Body:
    tie = desk.tie(item)
    note = note_named(tie, item.note)
    # A phone that edits twice without a network may name the same note both times.
    note = db.session.get(Note, desk.newest(note.id)) or note
    edited = edit_note(note, item.text, at, item.client_id)
    if item.text and edited.note_id != note.id:
        desk.edits[note.id] = edited.note_id
    return {"tie_id": tie.id, "note_id": edited.note_id, "both_kept": edited.both_kept}


def _tag(desk: Desk, item: forms.TagItem, at: datetime) -> Body:
    tie = desk.tie(item)
    writing.add_tag(tie, item.name)
    return {"tie_id": tie.id}


def _untag(desk: Desk, item: forms.TagItem, at: datetime) -> Body:
    tie = desk.tie(item)
    writing.remove_tag(tie, item.name)
    return {"tie_id": tie.id}


def _talked(desk: Desk, item: forms.TalkedItem, at: datetime) -> Body:
    tie = desk.tie(item)
    contact = talked(tie, item, at)
    return {"tie_id": tie.id, "interaction_id": contact.id, "said": said_of(contact)}


def _untalked(desk: Desk, item: forms.UntalkedItem, at: datetime) -> Body:
    tie = desk.tie(item)
    if contact := contact_named(tie, item.interaction):
        untalked(contact, at)
    return {"tie_id": tie.id}


def _cadence(desk: Desk, item: forms.CadenceItem, at: datetime) -> Body:
    tie = desk.tie(item)
    set_as_asked(tie, item)
    return {"tie_id": tie.id}


def _decision(desk: Desk, item: forms.DecisionItem, at: datetime) -> Body:
    follow_up = step_named(desk.recorder.id, item.follow_up)
    superseded = is_void(follow_up, at)
    if superseded:
        said = _("Decided otherwise since, on another device: %(title)s", title=follow_up.title)
    else:
        said = decide(follow_up, Decision(item.kind, at, item.until), desk.recorder.rhythm)
    return {"follow_up_id": follow_up.id, "tie_id": follow_up.tie_id, "state": follow_up.state,
            "day": follow_up.day.isoformat(), "said": said, "superseded": superseded}


WRITES: dict[str, Callable[[Desk, Any, datetime], Body]] = {
    "by_hand": _by_hand, "note": _note, "edit_note": _edit_note, "tag": _tag, "untag": _untag, "talked": _talked,
    "untalked": _untalked, "cadence": _cadence, "promise": outbox_owed.promise, "owed": outbox_owed.owed,
    "edit_owed": outbox_owed.edit_owed, "unowed": outbox_owed.unowed, "closing": outbox_owed.closing,
    "no_answer": outbox_owed.no_answer, "want": outbox_wishes.want, "unwant": outbox_wishes.unwant,
    "finding": outbox_wishes.finding,
    **dict.fromkeys(DECISIONS, _decision),
}


def write(desk: Desk, item: forms.Item, at: datetime) -> Body:
    """Do what the item says, in the caller's savepoint; raises DomainError when it cannot be done."""
    body = WRITES[item.kind](desk, item, at)
    db.session.flush()
    if item.kind not in DECISIONS and "tie_id" in body:
        desk.touched.add(body["tie_id"])
    return body
