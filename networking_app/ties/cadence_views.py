"""How often to be in touch: with one person, with everybody who has a tag, with everybody met at an event."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from networking_app.access import safe_next
from networking_app.errors import DomainError
from networking_app.events.models import Attendance
from networking_app.extensions import db
from networking_app.forms import Model, submitted
from networking_app.ties import setting_cadences
from networking_app.ties.blueprint import bp
from networking_app.ties.forms import CadenceRequest, SharedCadenceRequest
from networking_app.ties.models import Cadence, Encounter, Tie


@bp.post("/ties/<id:tie_id>/cadence")
def keep_tie(tie_id: int) -> Response:
    tie, asked = Tie.of(current_user.id, tie_id), _read(CadenceRequest)
    setting_cadences.set_as_asked(tie, asked)
    return _saved(_("Kept."), url_for("my.tie", tie_id=tie.id))


@bp.delete("/ties/<id:tie_id>/cadence")
def stop_keeping(tie_id: int) -> Response:
    """One tap: no more prompts to be in touch with that person, whatever else would say so."""
    tie = Tie.of(current_user.id, tie_id)
    setting_cadences.stop(tie)
    return _saved(_("You are not reminded of %(name)s any more.", name=tie.name), url_for("my.tie", tie_id=tie.id))


@bp.post("/cadences")
def keep_many() -> Response:
    """A rule for a tag or an event; none, or never, takes it away."""
    asked = _read(SharedCadenceRequest)
    if asked.event_id:
        _must_know(asked.event_id)
    if asked.days:
        _set(asked, asked.days)
    elif cadence := setting_cadences.cadence_of(current_user.id, tag=asked.tag, event_id=asked.event_id):
        setting_cadences.remove(cadence)
    return _saved(_("Kept."), url_for("ties.index"))


@bp.delete("/cadences/<id:cadence_id>")
def remove_cadence(cadence_id: int) -> Response:
    mine = select(Cadence).where(Cadence.id == cadence_id, Cadence.owner_id == current_user.id)
    setting_cadences.remove(db.first_or_404(mine))
    return _saved(_("Taken away."), url_for("ties.index"))


def _set(asked: SharedCadenceRequest, days: int) -> None:
    if asked.event_id:
        setting_cadences.keep_met_at(current_user.id, asked.event_id, days)
    else:
        setting_cadences.keep_tagged(current_user.id, asked.tag, days)


def _must_know(event_id: int) -> None:
    met = select(Encounter.id).where(Encounter.event_id == event_id, Encounter.owner_id == current_user.id).limit(1)
    if not (Attendance.find(event_id, current_user.id) or db.session.scalar(met)):
        abort(404)


def _read(model: type[Model]) -> Model:
    form = submitted(model)
    if not form.valid:
        raise DomainError(next(iter(form.errors.values())), 422, fields=form.errors)
    return form.data


def _saved(said: str, back: str) -> Response:
    db.session.commit()
    flash(said, "done")
    return redirect(safe_next(back), 303)
