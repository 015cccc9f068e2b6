"""A note or a follow-up of which somebody says that it is owed: one tap, and the same tap again finds the same debt."""

import re
from datetime import datetime

from sqlalchemy import ColumnElement, select

from networking_app.accounts.models import User
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.follow_ups.planning import Rhythm
from networking_app.owed.closing import reopen
from networking_app.owed.models import FAVOUR, INTRODUCTION, MINE, PROMISE, THANKS, Owed
from networking_app.owed.opening import open_owed
from networking_app.ties.models import Note
from networking_app.ties.promising import first_offer, key_of

LONGEST = 200
# What is owed where it is spelled out, in the languages in which promises are recognised: thanks, that somebody is
# brought together with somebody, a favour.
_SPELLED = {kind: re.compile(rf"\b({words})", re.IGNORECASE) for kind, words in (
    (THANKS, r"thank(?!ed|s|ful)|(be)?danken\b|danke sagen|remercier|dire merci|agradecer|dar las gracias"),
    (INTRODUCTION, r"introduc|intro\b|vorstell|bekannt ?mach|pr[eé]sente"),
    (FAVOUR, r"a favou?r\b|(ei)?nen gefallen\b|rendre (un )?service\b|un favor\b"),
)}


def owe_note(note: Note, side: str, at: datetime | None = None) -> Owed:
    """What a note says is owed, from that time on. What it promises first says in which words and until when, where it
    is the owner's."""
    rhythm = Rhythm.of(db.session.get_one(User, note.owner_id))
    promise = first_offer(note.text, note.written_at, rhythm) if side == MINE else None
    text, due_on = (promise.title, promise.due_on) if promise else (note.text, None)
    return _open(open_owed(note.owner_id, note.tie_id, _kind_of(text, side), side, _short(text), due_on,
                           client_id=_name_of(note, side), note_id=note.place, at=at), at)


def owe_follow_up(follow_up: FollowUp, note_id: int | None = None) -> Owed:
    """What is to be done is owed, until it is done."""
    title = follow_up.title
    debt = open_owed(follow_up.owner_id, follow_up.tie_id, _kind_of(title, MINE), MINE, _short(title), follow_up.day,
                     client_id=f"follow-up-{follow_up.id}", follow_up_id=follow_up.id, note_id=note_id)
    debt.follow_up, debt.closed_at, debt.thanked_at = follow_up, None, None
    return debt


def owe_promise(follow_up: FollowUp | None, note: Note) -> None:
    """A promise of that note which was answered is owed where it was kept, once, also if the note was owed before."""
    if follow_up is None or follow_up.state not in ("open", "put off"):
        return
    open_ones = select(Owed).where(Owed.owner_id == note.owner_id, Owed.note_id == note.place, Owed.side == MINE,
                                   Owed.closed_here_at.is_(None))
    if debt := db.session.scalars(open_ones.where(_stands_for(follow_up, note))).first():
        debt.follow_up = follow_up
    else:
        owe_follow_up(follow_up, note.place)


def _stands_for(follow_up: FollowUp, note: Note) -> ColumnElement[bool]:
    """Of a debt of that note: it is that promise. Where its words were changed they do not tell; a note is owed as what
    it promises first."""
    said = Owed.text == _short(follow_up.title)
    if follow_up.step_key == key_of(note, 0):
        said |= (Owed.client_id == _name_of(note, MINE)) & Owed.changed_at.is_not(None)
    return (Owed.follow_up_id == follow_up.id) | Owed.follow_up_id.is_(None) & said


def _name_of(note: Note, side: str) -> str:
    return f"note-{note.place}-{side}"


def _kind_of(text: str, side: str) -> str:
    # Who is to be thanked owes no thanks.
    meant = (kind for kind, words in _SPELLED.items() if words.search(text) and (side == MINE or kind != THANKS))
    return next(meant, PROMISE)


def _open(debt: Owed, at: datetime | None) -> Owed:
    if debt.closed_at:
        reopen(debt, at)
    return debt


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
