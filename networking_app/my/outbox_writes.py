"""What each kind of item but a scan does, and what it is answered."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.exceptions import NotFound

from networking_app.errors import DomainError
from networking_app.extensions import db
from networking_app.follow_ups.acting import is_void
from networking_app.follow_ups.deciding import DECISIONS, Decision
from networking_app.follow_ups.models import FollowUp
from networking_app.my import outbox_forms as forms
from networking_app.my.outbox_names import contact_named, note_id_named, note_named, tie_named
from networking_app.owed.from_prompts import owe_note, owe_promise
from networking_app.owed.opening import open_owed
from networking_app.owed.words import owed_words
from networking_app.ties import promising, writing
from networking_app.ties.by_hand import add_by_hand
from networking_app.ties.deciding import decide
from networking_app.ties.editing_notes import edit_note
from networking_app.ties.meeting import Recorder
from networking_app.ties.models import Note, Tie
from networking_app.ties.setting_cadences import set_as_asked
from networking_app.ties.talking import said_of, talked, untalked

Body = dict[str, Any]


@dataclass
class Desk:
    """Whose outbox is taken in, and what the items of one batch leave behind for each other."""

    recorder: Recorder
    # Ties whose words have changed.
    touched: set[int] = field(default_factory=set)
    # By id of a note the one that an earlier item of the same phone has put in its place.
    edits: dict[int, int] = field(default_factory=dict)

    def tie(self, item: forms.TieItem) -> Tie:
        return tie_named(self.recorder.id, item.tie)

    def recall(self, item: forms.Item, answer: Body) -> None:
        """An edit that arrived before: a phone that has not heard of it names the old note when it edits again."""
        new_id = answer.get("note_id")
        if not isinstance(item, forms.EditNoteItem) or not item.text or not new_id:
            return
        old_id = self.newest(note_id_named(self.recorder.id, item.note) or 0)
        if self.newest(new_id) != old_id:
            self.edits[old_id] = new_id

    def newest(self, note_id: int) -> int:
        """The id of what this phone has put in the place of that note."""
        while note_id in self.edits:
            note_id = self.edits[note_id]
        return note_id


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


def _promise(desk: Desk, item: forms.PromiseItem, at: datetime) -> Body:
    tie = desk.tie(item)
    note = note_named(tie, item.note)
    note = db.session.get(Note, desk.newest(note.id)) or note
    follow_up = promising.take(note, item.n, promising.Answer(item.answer, at), desk.recorder.rhythm)
    owe_promise(follow_up, note)
    return {"tie_id": tie.id, "follow_up_id": follow_up.id if follow_up else None,
            "state": follow_up.state if follow_up else "", "said": promising.said_of(follow_up)}


def _owed(desk: Desk, item: forms.OwedItem, at: datetime) -> Body:
    """What was typed; of a note, what the note says."""
    tie = desk.tie(item)
    if item.note:
        note = note_named(tie, item.note)
        debt = owe_note(db.session.get(Note, desk.newest(note.id)) or note, item.side)
    else:
        debt = open_owed(tie.owner_id, tie.id, item.what, item.side, item.text, item.due_on,
                         client_id=item.client_id, at=at)
    return {"tie_id": tie.id, "owed_id": debt.id, "said": _("Kept: %(words)s", words=owed_words(debt))}


def _decision(desk: Desk, item: forms.DecisionItem, at: datetime) -> Body:
    try:
        follow_up = FollowUp.of(desk.recorder.id, item.follow_up)
    except NotFound:
        raise DomainError(_("This step is not there any more."), 404) from None
    superseded = is_void(follow_up, at)
    if superseded:
        said = _("Decided otherwise since, on another device: %(title)s", title=follow_up.title)
    else:
        said = decide(follow_up, Decision(item.kind, at, item.until), desk.recorder.rhythm)
    return {"follow_up_id": follow_up.id, "tie_id": follow_up.tie_id, "state": follow_up.state,
            "day": follow_up.day.isoformat(), "said": said, "superseded": superseded}


WRITES: dict[str, Callable[[Desk, Any, datetime], Body]] = {
    "by_hand": _by_hand, "note": _note, "edit_note": _edit_note, "tag": _tag, "untag": _untag, "talked": _talked,
    "untalked": _untalked, "cadence": _cadence, "promise": _promise, "owed": _owed,
    **dict.fromkeys(DECISIONS, _decision),
}


def write(desk: Desk, item: forms.Item, at: datetime) -> Body:
    """Do what the item says, in the caller's savepoint; raises DomainError when it cannot be done."""
    body = WRITES[item.kind](desk, item, at)
    db.session.flush()
    if item.kind not in DECISIONS:
        desk.touched.add(body["tie_id"])
    return body
