"""Keeping what a note promises, which is owed from then on, or leaving it; and each of them undone."""

from collections.abc import Sequence

from flask import Flask, abort, flash, jsonify, redirect, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from networking_app.access import safe_next
from networking_app.clock import now
from networking_app.errors import wants_json
from networking_app.extensions import db
from networking_app.flashes import flash_undoable
from networking_app.follow_ups.models import FollowUp
from networking_app.follow_ups.planning import Rhythm
from networking_app.owed.from_prompts import owe_promise
from networking_app.ties.blueprint import bp
from networking_app.ties.models import Note, Tie
from networking_app.ties.promising import KEEP, LEAVE, UNDO, Answer, Offer, open_offers, said_of, take
from networking_app.ties.writing import make_searchable


@bp.post("/ties/<id:tie_id>/notes/<id:note_id>/promises/<int(max=9):n>")
def keep_promise(tie_id: int, note_id: int, n: int) -> Response:
    return _answered(tie_id, note_id, n, KEEP)


@bp.post("/ties/<id:tie_id>/notes/<id:note_id>/promises/<int(max=9):n>/skip")
def leave_promise(tie_id: int, note_id: int, n: int) -> Response:
    return _answered(tie_id, note_id, n, LEAVE)


@bp.delete("/ties/<id:tie_id>/notes/<id:note_id>/promises/<int(max=9):n>")
def unanswer_promise(tie_id: int, note_id: int, n: int) -> Response:
    return _answered(tie_id, note_id, n, UNDO)


def _answered(tie_id: int, note_id: int, n: int, wanted: str) -> Response:
    tie = Tie.of(current_user.id, tie_id)
    note = db.session.get(Note, note_id)
    if note is None or note.tie_id != tie.id:
        abort(404)
    follow_up = take(note, n, Answer(wanted, now()), Rhythm.of(current_user))
    owe_promise(follow_up, note)
    said = said_of(follow_up)
    make_searchable(tie)
    db.session.commit()
    return _told(said, tie, url_for("ties.unanswer_promise", tie_id=tie.id, note_id=note_id, n=n), wanted)


def _told(said: str, tie: Tie, undo_url: str, wanted: str) -> Response:
    back = safe_next(url_for("my.tie", tie_id=tie.id))
    if wants_json():
        return jsonify(tie_id=tie.id, said=said, undo_url=None if wanted == UNDO else undo_url)
    if wanted == UNDO:
        flash(said, "done")
    else:
        flash_undoable(said, f"{undo_url}?next={back}")
    return redirect(back, 303)


def promises_of(tie: Tie, follow_ups: Sequence[FollowUp]) -> list[Offer]:
    """For the page of a tie: what its notes promise and nobody has answered."""
    return open_offers(tie, tie.notes, {row.step_key for row in follow_ups}, Rhythm.of(current_user))


def init_app(app: Flask) -> None:
    app.add_template_global(promises_of)
