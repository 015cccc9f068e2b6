"""What the owner adds to a tie: notes, tags and contacts after the meeting."""

from collections.abc import Sequence

from flask import jsonify, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from networking_app.accounts.changes import next_change
from networking_app.clock import now
from networking_app.errors import DomainError, wants_json
from networking_app.extensions import db, insert
from networking_app.forms import Model, submitted
from networking_app.ties.blueprint import bp
from networking_app.ties.forms import InteractionRequest, NoteRequest, TagRequest
from networking_app.ties.models import Interaction, Note, Tie, TieTag
from networking_app.ties.searching import text_of


@bp.post("/ties/<id:tie_id>/notes")
def note(tie_id: int) -> Response:
    tie, wanted = Tie.of(current_user.id, tie_id), _read(NoteRequest)
    _add_note(tie, wanted.text, wanted.client_id)
    return _saved(tie)


@bp.post("/ties/<id:tie_id>/tags")
def tag(tie_id: int) -> Response:
    tie, wanted = Tie.of(current_user.id, tie_id), _read(TagRequest)
    if len(tie.tags) >= 30:
        raise DomainError(_("Thirty tags are enough for one person."), 422)
    _insert(TieTag, owner_id=tie.owner_id, tie_id=tie.id, name=wanted.name)
    return _saved(tie)


@bp.delete("/ties/<id:tie_id>/tags/<id:tag_id>")
def untag(tie_id: int, tag_id: int) -> Response:
    tie = Tie.of(current_user.id, tie_id)
    return _removed(tie, tie.tags, tag_id)


@bp.post("/ties/<id:tie_id>/interactions")
def interaction(tie_id: int) -> Response:
    """We talked: one tap, with a note if there is something to keep."""
    tie, wanted = Tie.of(current_user.id, tie_id), _read(InteractionRequest)
    _insert(
        Interaction, owner_id=tie.owner_id, tie_id=tie.id, client_id=wanted.client_id, channel=wanted.channel,
        direction=wanted.direction, with_ask=wanted.with_ask, happened_at=now(),
    )
    if wanted.note:
        _add_note(tie, wanted.note, wanted.client_id)
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


def _add_note(tie: Tie, text: str, client_id: str) -> None:
    latest = max(tie.encounters, key=lambda encounter: encounter.met_at, default=None)
    _insert(
        Note, owner_id=tie.owner_id, tie_id=tie.id, client_id=client_id, text=text, written_at=now(),
        encounter_id=latest.id if latest and (now() - latest.met_at).days < 1 else None,
    )


def _insert(table: type, **values: object) -> None:
    change = next_change(current_user.id)
    db.session.execute(insert(table).values(**values, change_seq=change).on_conflict_do_nothing())


def _removed(tie: Tie, rows: Sequence[TieTag] | Sequence[Interaction], row_id: int) -> Response:
    for row in rows:
        if row.id == row_id:
            db.session.delete(row)
    return _saved(tie)


def _saved(tie: Tie) -> Response:
    db.session.flush()
    db.session.expire(tie)
    tie.search_text, tie.change_seq = text_of(tie), next_change(tie.owner_id)
    db.session.commit()
    if wants_json():
        return jsonify(tie_id=tie.id)
    return redirect(url_for("ties.show", tie_id=tie.id), 303)
