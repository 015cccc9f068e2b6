"""A note or a follow-up of which somebody says that it is owed: one tap, and the same tap again finds the same debt."""

import re

from networking_app.accounts.models import User
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.follow_ups.planning import Rhythm
from networking_app.owed.closing import reopen
from networking_app.owed.models import INTRODUCTION, MINE, PROMISE, Owed
from networking_app.owed.opening import open_owed
from networking_app.ties.models import Note
from networking_app.ties.promising import first_offer

LONGEST = 200
# Somebody is to be brought together with somebody, in the languages in which promises are recognised.
_INTRODUCES = re.compile(r"\b(introduc|intro\b|vorstell|bekannt ?mach|pr[eé]sente)", re.IGNORECASE)


def owe_note(note: Note, side: str) -> Owed:
    """What a note says is owed. What it promises first says in which words and until when, where it is the owner's."""
    rhythm = Rhythm.of(db.session.get_one(User, note.owner_id))
    promise = first_offer(note.text, note.written_at, rhythm) if side == MINE else None
    text, due_on = (promise.title, promise.due_on) if promise else (note.text, None)
    kind = INTRODUCTION if _INTRODUCES.search(text) else PROMISE
    return _open(open_owed(note.owner_id, note.tie_id, kind, side, _short(text), due_on,
                           client_id=f"note-{note.place}-{side}", note_id=note.place))


def owe_follow_up(follow_up: FollowUp, note_id: int | None = None) -> Owed:
    """What is to be done is owed, until it is done."""
    kind = INTRODUCTION if _INTRODUCES.search(follow_up.title) else PROMISE
    debt = open_owed(follow_up.owner_id, follow_up.tie_id, kind, MINE, _short(follow_up.title), follow_up.day,
                     client_id=f"follow-up-{follow_up.id}", follow_up_id=follow_up.id, note_id=note_id)
    debt.follow_up = follow_up
    return debt


def owe_promise(follow_up: FollowUp | None, note: Note) -> None:
    """A promise of that note which was answered is owed where it was kept."""
    if follow_up is not None and follow_up.state in ("open", "put off"):
        owe_follow_up(follow_up, note.place)


def _open(debt: Owed) -> Owed:
    if debt.closed_at:
        reopen(debt)
    return debt


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
