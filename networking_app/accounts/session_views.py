"""The browsers in which one is signed in."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from networking_app.accounts import sessions
from networking_app.accounts.blueprint import bp
from networking_app.accounts.devices import device_in_words
from networking_app.accounts.models import Session
from networking_app.accounts.views import forgotten
from networking_app.extensions import db


@bp.get("/sessions", endpoint="sessions")
def list_sessions() -> str:
    mine = select(Session).where(Session.user_id == current_user.id).order_by(Session.last_seen_at.desc())
    rows = db.session.scalars(mine).all()
    return render_template("accounts/sessions.html", sessions=rows, device_in_words=device_in_words)


@bp.delete("/sessions/<id:session_id>")
def end_session(session_id: int) -> Response:
    if not sessions.end_session(current_user.id, session_id):
        abort(404)
    db.session.commit()
    if session_id == current_user.session_id:
        sessions.forget_browser()
        return forgotten(redirect(url_for("my.today"), 303))
    flash(_("That device is signed out."), "done")
    return redirect(url_for("accounts.sessions"), 303)


@bp.delete("/sessions")
def end_other_sessions() -> Response:
    sessions.end_other_sessions(current_user.id, current_user.session_id)
    db.session.commit()
    flash(_("All other devices are signed out."), "done")
    return redirect(url_for("accounts.sessions"), 303)
