"""What the owner adds to a tie: notes, tags and contacts after the meeting."""

from collections.abc import Sequence

from flask import abort, jsonify, redirect, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from networking_app.clock import now
from networking_app.errors import DomainError, wants_json
from networking_app.extensions import db
from networking_app.forms import Model, submitted
from networking_app.ties import writing
from networking_app.ties.blueprint import bp
from networking_app.ties.editing_notes import edit_note as edit
from networking_app.ties.forms import EditRequest, InteractionRequest, NoteRequest, TagRequest
from networking_app.ties.models import Interaction, Note, Tie, TieTag


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
    return _saved(tie)


@bp.delete("/ties/<id:tie_id>/tags/<id:tag_id>")
def untag(tie_id: int, tag_id: int) -> Response:
    tie = Tie.of(current_user.id, tie_id)
    return _removed(tie, tie.tags, tag_id)


@bp.post("/ties/<id:tie_id>/interactions")
def interaction(tie_id: int) -> Response:
    """We talked: one tap, with a note if there is something to keep."""
    tie, wanted = Tie.of(current_user.id, tie_id), _read(InteractionRequest)
    writing.add_contact(tie, wanted, now())
    return _saved(tie)


@bp.delete("/ties/<id:tie_id>/interactions/<id:interaction_id>")
def forget_interaction(tie_id: int, interaction_id: int) -> Response:
    tie = Tie.of(current_user.id, tie_id)
    return _removed(tie, tie.interactions, interaction_id)


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


def _removed(tie: Tie, rows: Sequence[TieTag] | Sequence[Interaction], row_id: int) -> Response:
    for row in rows:
        if row.id == row_id:
            db.session.delete(row)
    return _saved(tie)


def _saved(tie: Tie) -> Response:
    writing.make_searchable(tie)
    db.session.commit()
    if wants_json():
        return jsonify(tie_id=tie.id)
    return redirect(url_for("ties.show", tie_id=tie.id), 303)
