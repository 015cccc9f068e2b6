"""Asking a tie for an introduction."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from networking_app.errors import DomainError
from networking_app.extensions import db
from networking_app.forms import Form, submitted
from networking_app.introductions.asking import ask as ask_for
from networking_app.introductions.asking import take_back as end
from networking_app.introductions.blueprint import bp
from networking_app.introductions.forms import AskRequest
from networking_app.introductions.naming import first_name, shown_names
from networking_app.introductions.reach import way_to
from networking_app.introductions.writing import introduced, too_many


@bp.get("/introductions/requests/<id:opening_id>")
def ask(opening_id: int) -> str:
    """Why I want to meet somebody within reach; who they are is told by the opening."""
    return _page(opening_id, Form(AskRequest))


@bp.post("/introductions/requests/<id:opening_id>")
def send_request(opening_id: int) -> Response | tuple[str, int]:
    form = submitted(AskRequest)
    if not form.valid:
        return _page(opening_id, form), 422
    if too_many(form, "request"):
        return _page(opening_id, form), 429
    try:
        found = ask_for(current_user.id, opening_id, form.data.request, request.form.get("opened", ""))
    except DomainError as refusal:
        db.session.rollback()
        form.refuse("request", refusal.message)
        return _page(opening_id, form), refusal.status
    db.session.commit()
    flash(introduced() if found.made_at else _("Asked. You see here what comes of it."), "done")
    return redirect(url_for("introductions.index"), 303)


def _page(opening_id: int, form: Form[AskRequest]) -> str:
    way = way_to(current_user.id, opening_id) or abort(404)
    wanted = first_name(shown_names([way.peer_user_id])[way.peer_user_id])
    return render_template("introductions/ask.html", form=form, connector=way.name, wanted=wanted,
                           opened=way.opened_at.isoformat())


@bp.delete("/introductions/<id:introduction_id>")
def take_back(introduction_id: int) -> Response:
    end(current_user.id, introduction_id)
    db.session.commit()
    flash(_("Taken back."), "done")
    return redirect(url_for("introductions.index"), 303)
