"""Yes, no, and what came of it."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from networking_app.errors import DomainError
from networking_app.extensions import db
from networking_app.forms import submitted
from networking_app.introductions import answering
from networking_app.introductions.blueprint import bp
from networking_app.introductions.forms import ReportRequest
from networking_app.introductions.writing import introduced


@bp.post("/introductions/<id:introduction_id>/agreement")
def agree(introduction_id: int) -> Response:
    found = answering.agree(current_user.id, introduction_id, request.form.get("until", ""))
    db.session.commit()
    if found.made_at and (tie_id := found.side(current_user.id).tie_id):
        flash(introduced(), "done")
        return redirect(url_for("my.tie", tie_id=tie_id), 303)
    flash(_("You said yes. If the other does too, you meet here."), "done")
    return redirect(url_for("introductions.index"), 303)


@bp.post("/introductions/<id:introduction_id>/refusal")
def refuse(introduction_id: int) -> Response:
    answering.refuse(current_user.id, introduction_id, request.form.get("until", ""))
    db.session.commit()
    flash(_("Noted. Nobody is told, and it does not come again for half a year."), "done")
    return redirect(url_for("introductions.index"), 303)


@bp.post("/introductions/<id:introduction_id>/result")
def report(introduction_id: int) -> Response:
    form = submitted(ReportRequest)
    if not form.valid:
        raise DomainError(next(iter(form.errors.values())), 422)
    answering.report(current_user.id, introduction_id, form.data.result, request.form.get("until", ""))
    db.session.commit()
    flash(_("Told. It is good to hear what became of it."), "done")
    return redirect(url_for("introductions.index"), 303)
