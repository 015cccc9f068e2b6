"""What the owner adds to a tie: notes, tags and contacts after the meeting."""

from flask import abort, jsonify, redirect, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from networking_app.access import safe_next
from networking_app.clock import now
from networking_app.errors import DomainError, wants_json
from networking_app.extensions import db
from networking_app.flashes import flash_undoable
from networking_app.forms import Model, submitted
from networking_app.ties import writing
from networking_app.ties.blueprint import bp
from networking_app.ties.editing_notes import edit_note as edit
from networking_app.ties.forms import EditRequest, InteractionRequest, NoteRequest, TagRequest
from networking_app.ties.keeping_in_touch import keep_in_touch
from networking_app.ties.models import Note, Tie
from networking_app.ties.talking import said_of, talked, untalked


@bp.post("/ties/<id:tie_id>/notes")
def note(tie_id: int) -> Response:
    tie, wanted = Tie.of(current_user.id, tie_id), _read(NoteRequest)
    writing.add_note(tie, wanted.text, wanted.client_id, now())
    return _saved(tie)


@bp.post("/ties/<id:tie_id>/notes/<id:note_id>")
def edit_note(tie_id: int, note_id: int) -> Response:
    tie = Tie.of(current_user.id, tie_id)
    edit(_note_of(tie, note_id), _read(EditRequest).text, now())
    return _saved(tie)


@bp.delete("/ties/<id:tie_id>/notes/<id:note_id>")
def remove_note(tie_id: int, note_id: int) -> Response:
    tie = Tie.of(current_user.id, tie_id)
    edit(_note_of(tie, note_id), "", now())
    return _saved(tie)


@bp.post("/ties/<id:tie_id>/tags")
def tag(tie_id: int) -> Response:
    tie, wanted = Tie.of(current_user.id, tie_id), _read(TagRequest)
    writing.add_tag(tie, wanted.name)
    return _tagged(tie)


@bp.delete("/ties/<id:tie_id>/tags/<id:tag_id>")
def untag(tie_id: int, tag_id: int) -> Response:
    tie = Tie.of(current_user.id, tie_id)
    for row in tie.tags:
        if row.id == tag_id:
            db.session.delete(row)
    return _tagged(tie)


@bp.post("/ties/<id:tie_id>/interactions")
def interaction(tie_id: int) -> Response:
    """We talked: one tap, with a note if there is something to keep."""
    tie, wanted = Tie.of(current_user.id, tie_id), _read(InteractionRequest)
    contact = talked(tie, wanted, now())
    said = said_of(contact)
    back = safe_next(url_for("my.tie", tie_id=tie.id))
    undo_url = url_for("ties.forget_interaction", tie_id=tie.id, interaction_id=contact.id, next=back)
    if not wants_json():
        flash_undoable(said, undo_url)
    return _saved(tie, back, interaction_id=contact.id, said=said, undo_url=undo_url)


@bp.delete("/ties/<id:tie_id>/interactions/<id:interaction_id>")
def forget_interaction(tie_id: int, interaction_id: int) -> Response:
    """Undone: what it had completed is open again."""
    tie = Tie.of(current_user.id, tie_id)
    for contact in tie.interactions:
        if contact.id == interaction_id:
            untalked(contact)
    return _saved(tie, safe_next(url_for("my.tie", tie_id=tie.id)))


def _read(model: type[Model]) -> Model:
    form = submitted(model)
    if not form.valid:
        raise DomainError(next(iter(form.errors.values())), 422, fields=form.errors)
    return form.data


def _note_of(tie: Tie, note_id: int) -> Note:
    found = db.session.get(Note, note_id)
    if found is None or found.tie_id != tie.id:
        abort(404)
    return found


def _tagged(tie: Tie) -> Response:
    keep_in_touch(tie.owner_id, [tie.id])
    return _saved(tie)


def _saved(tie: Tie, back: str = "", **more: object) -> Response:
    writing.make_searchable(tie)
    db.session.commit()
    if wants_json():
        return jsonify(tie_id=tie.id, **more)
    return redirect(back or url_for("my.tie", tie_id=tie.id), 303)
