"""Changing a password, and setting a new one by a mailed link."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from networking_app.access import public
from networking_app.accounts import attempts, mails
from networking_app.accounts.blueprint import bp
from networking_app.accounts.forms import ChangePassword, RequestReset, ResetPassword
from networking_app.accounts.mailed_links import RESET, find_link, use_link
from networking_app.accounts.passwords import hash_password, weakness
from networking_app.accounts.resetting import own_words, set_password
from networking_app.accounts.resetting import reset_password as apply_reset
from networking_app.accounts.sessions import begin_session
from networking_app.accounts.signing_in import is_password_of
from networking_app.accounts.token_pages import token_page
from networking_app.extensions import db
from networking_app.forms import Form, submitted

Answer = str | tuple[str, int] | Response


@bp.get("/password")
def change_password() -> Answer:
    return render_template("accounts/change_password.html", form=Form(ChangePassword))


@bp.post("/password")
def store_password() -> Answer:
    attempts.count_password_check(current_user.id)
    form = submitted(ChangePassword)
    if form.valid:
        _refuse_own_words(form, current_user.id)
    if form.valid and not is_password_of(current_user.id, form.data.old):
        form.refuse("old", _("This is not your password."))
    if not form.valid:
        return render_template("accounts/change_password.html", form=form), 422
    set_password(current_user.id, hash_password(form.data.password), current_user.session_id)
    db.session.commit()
    flash(_("Your password is changed. Other devices are signed out."), "done")
    return redirect(url_for("my.settings"), 303)


@bp.get("/password/reset")
@public
def request_reset() -> Answer:
    return render_template("accounts/request_reset.html", form=Form(RequestReset))


@bp.post("/password/reset")
@public
def send_reset() -> Answer:
    form = submitted(RequestReset)
    if not form.valid:
        return render_template("accounts/request_reset.html", form=form), 422
    attempts.count_mail(form.data.email)
    # Whether anybody has that address is for the worker to find out: here the work is always the same.
    mails.queue_mail(mails.RESET, email=form.data.email)
    db.session.commit()
    return render_template("accounts/reset_sent.html", email=form.data.email)


@bp.get("/password/reset/<token>")
@public
def reset_password(token: str) -> Answer:
    if find_link(RESET, token) is None:
        return _dead_link()
    return token_page(render_template("accounts/reset_password.html", form=Form(ResetPassword)))


@bp.post("/password/reset/<token>")
@public
def use_reset(token: str) -> Answer:
    attempts.count_link()
    form, link = submitted(ResetPassword), find_link(RESET, token)
    if link is None:
        return _dead_link()
    if form.valid:
        _refuse_own_words(form, link.user_id)
    if not form.valid:
        return token_page(render_template("accounts/reset_password.html", form=form), 422)
    db.session.rollback()  # nobody should wait for a lock while the password is hashed
    hashed = hash_password(form.data.password)
    user = apply_reset(link, hashed) if use_link(RESET, token) else None
    if user is None:
        return _dead_link()
    begin_session(user)
    db.session.commit()
    flash(_("Your new password is set, and you are signed in."), "done")
    return redirect(url_for("my.today"), 303)


def _refuse_own_words(form: Form, user_id: int) -> None:
    if said := weakness(form.data.password, *own_words(user_id)):
        form.refuse("password", said)


def _dead_link() -> Response:
    db.session.rollback()
    return token_page(render_template("accounts/dead_link.html"), 410)
