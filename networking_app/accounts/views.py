"""Signing in and out."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from networking_app.access import public, safe_next
from networking_app.accounts import attempts
from networking_app.accounts.blueprint import bp
from networking_app.accounts.forms import SignIn
from networking_app.accounts.sessions import begin_session, end_session, forget_browser, touch_session
from networking_app.accounts.signing_in import find_user
from networking_app.extensions import db
from networking_app.forms import Form, submitted
from networking_app.reading import SAFE_METHODS

Answer = str | tuple[str, int] | Response


@bp.get("/sign-in")
@public
def sign_in() -> Answer:
    if current_user.is_authenticated:
        return redirect(safe_next(url_for("my.today")))
    return render_template("accounts/sign_in.html", form=Form(SignIn), next=safe_next(""))


@bp.post("/sign-in")
@public
def start_session() -> Answer:
    form = submitted(SignIn)
    attempts.count_sign_in(str(form["email"])[:200])
    user = find_user(form.data.email, form.data.password) if form.valid else None
    if user is None:
        if form.valid:
            form.refuse("password", _("This e-mail and password do not belong together."))
        return render_template("accounts/sign_in.html", form=form, next=safe_next("")), 422
    begin_session(user)
    db.session.commit()
    return redirect(safe_next(url_for("my.today")), 303)


@bp.post("/sign-out")
@public
def sign_out() -> Answer:
    if current_user.is_authenticated:
        end_session(current_user.id, current_user.session_id)
        db.session.commit()
    forget_browser()
    return forgotten(redirect(url_for("my.today"), 303))


def forgotten(answer: Response) -> Response:
    """Have the browser drop the pages it kept."""
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@bp.after_app_request
def note_use(response: Response) -> Response:
    """Keep "last seen" of the session fresh, on writes only: a GET never changes anything."""
    written = request.method not in SAFE_METHODS and response.status_code < 400
    if written and current_user.is_authenticated and current_user.long_unseen:
        db.session.rollback()
        db.session.connection(execution_options={"writes": True})
        touch_session(current_user)
        db.session.commit()
    return response
