"""Leaving for good."""

from flask import make_response, render_template
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from networking_app.accounts import attempts
from networking_app.accounts.sessions import forget_browser
from networking_app.accounts.signing_in import is_password_of
from networking_app.accounts.views import forgotten
from networking_app.extensions import db
from networking_app.forms import Form, submitted
from networking_app.my.blueprint import bp
from networking_app.my.closing import close_account as close
from networking_app.my.forms import CloseAccount


@bp.get("/account/closure")
def close_account() -> str:
    return render_template("my/close_account.html", form=Form(CloseAccount))


@bp.post("/account/closure")
def say_goodbye() -> Response | tuple[str, int]:
    attempts.count_password_check(current_user.id)
    form = submitted(CloseAccount)
    if form.valid and not is_password_of(current_user.id, form.data.password):
        form.refuse("password", _("This is not your password."))
    if not form.valid:
        return render_template("my/close_account.html", form=form), 422
    close(current_user.id)
    db.session.commit()
    forget_browser()
    return forgotten(make_response(render_template("my/goodbye.html")))
