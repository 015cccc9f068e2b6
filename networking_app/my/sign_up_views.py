"""Making an account: four things to fill in, signed in at once."""

from flask import redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from networking_app.access import public, safe_next
from networking_app.accounts import attempts
from networking_app.accounts.passwords import hash_password, weakness
from networking_app.accounts.sessions import begin_session
from networking_app.accounts.signing_in import find_user
from networking_app.extensions import db
from networking_app.forms import Form, submitted
from networking_app.my.blueprint import bp
from networking_app.my.forms import SignUp
from networking_app.my.signing_up import make_account

Answer = str | tuple[str, int] | Response


@bp.get("/sign-up")
@public
def sign_up() -> Answer:
    if current_user.is_authenticated:
        return redirect(safe_next(url_for("my.today")))
    return render_template("my/sign_up.html", form=Form(SignUp), next=safe_next(""))


@bp.post("/sign-up")
@public
def join_us() -> Answer:
    if current_user.is_authenticated:
        return redirect(safe_next(url_for("my.today")), 303)
    form = submitted(SignUp)
    if form.valid and (said := weakness(form.data.password, form.data.name, form.data.email)):
        form.refuse("password", said)
    if not form.valid:
        return render_template("my/sign_up.html", form=form, next=safe_next("")), 422
    attempts.count_sign_up(form.data.email)
    # Sent twice, or by somebody who forgot that they are here: their own account, for its password.
    known = find_user(form.data.email, form.data.password)
    begin_session(known or make_account(form.data, hash_password(form.data.password)))
    db.session.commit()
    return redirect(safe_next(url_for("my.today")), 303)
