"""What becomes of a promise and of what is owed, as a phone kept it without a network."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from networking_app.clock import milliseconds
from networking_app.extensions import db
from networking_app.my import outbox_forms as forms
from networking_app.my.outbox_desk import Body, Desk
from networking_app.my.outbox_names import debt_named, note_named, step_named
from networking_app.owed.changing import change, is_outdated
from networking_app.owed.closing import is_void, settle
from networking_app.owed.from_prompts import owe_follow_up, owe_note, owe_promise
from networking_app.owed.models import Owed
from networking_app.owed.opening import open_owed
from networking_app.owed.replies import need_no_answer
from networking_app.owed.words import owed_words
from networking_app.ties import promising
from networking_app.ties.models import Note


def promise(desk: Desk, item: forms.PromiseItem, at: datetime) -> Body:
    tie = desk.tie(item)
    note = note_named(tie, item.note)
    note = db.session.get(Note, desk.newest(note.id)) or note
    follow_up = promising.take(note, item.n, promising.Answer(item.answer, at), desk.recorder.rhythm)
    owe_promise(follow_up, note)
    return {"tie_id": tie.id, "follow_up_id": follow_up.id if follow_up else None,
            "state": follow_up.state if follow_up else "", "said": promising.said_of(follow_up)}


def owed(desk: Desk, item: forms.OwedItem, at: datetime) -> Body:
    """What was typed; of a note or a step, what that says."""
    tie = desk.tie(item)
    if item.note:
        note = note_named(tie, item.note)
        debt = owe_note(db.session.get(Note, desk.newest(note.id)) or note, item.side, at)
    elif item.follow_up:
        debt = owe_follow_up(step_named(desk.recorder.id, item.follow_up))
    else:
        debt = open_owed(tie.owner_id, tie.id, item.what, item.side, item.text, item.due_on,
                         client_id=item.client_id, at=at)
    return {"tie_id": tie.id, "owed_id": debt.id, "born": milliseconds(debt.opened_at),
            "said": _("Kept: %(words)s", words=owed_words(debt))}


def unowed(desk: Desk, item: forms.UnowedItem, at: datetime) -> Body:
    tie = desk.tie(item)
    own = Owed.id == int(item.owed) if item.owed.isdigit() else Owed.client_id == item.owed.partition(":")[2]
    if debt := db.session.scalar(select(Owed).where(own, Owed.owner_id == tie.owner_id, Owed.tie_id == tie.id)):
        db.session.delete(debt)
    return {"tie_id": tie.id, "said": _("It is not kept as owed.")}


def edit_owed(desk: Desk, item: forms.EditOwedItem, at: datetime) -> Body:
    debt = debt_named(desk.recorder.id, item.owed, item.born)
    superseded = is_outdated(debt, at)
    if superseded:
        said = _("Changed otherwise since, on another device: %(title)s", title=owed_words(debt))
    else:
        change(debt, item.model_dump(exclude_unset=True), at)
        said = _("Saved.")
    return {"tie_id": debt.tie_id, "owed_id": debt.id, "said": said, "superseded": superseded}


def no_answer(desk: Desk, item: forms.NoAnswerItem, at: datetime) -> Body:
    tie = desk.tie(item)
    let_go = need_no_answer(tie, at, item.client_id)
    db.session.flush()
    return {"tie_id": tie.id, "owed_id": let_go.id, "said": _("No answer needed.")}


def closing(desk: Desk, item: forms.ClosingItem, at: datetime) -> Body:
    debt = debt_named(desk.recorder.id, item.owed, item.born)
    superseded = is_void(debt, at)
    if superseded:
        said = _("Decided otherwise since, on another device: %(title)s", title=owed_words(debt))
    else:
        said = settle(debt, item.answer, at)
    return {"owed_id": debt.id, "tie_id": debt.tie_id, "said": said, "superseded": superseded}
