"""How often the digest comes, and one at once to see what it looks like."""

from typing import Literal

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from networking_app.accounts.attempts import count_mail
from networking_app.accounts.mails import queue_mail
from networking_app.accounts.models import User
from networking_app.errors import DomainError
from networking_app.extensions import db
from networking_app.forms import RequestModel, submitted
from networking_app.prompts import digest
from networking_app.prompts.blueprint import bp
from networking_app.prompts.mail_settings import choose, mailbox_of
from networking_app.prompts.reminder_views import reminders_page


class HowOften(RequestModel):
    digest: Literal["daily", "weekly", "off"]


@bp.post("/reminders/mail")
def store_digest() -> Response | tuple[str, int]:
    form = submitted(HowOften)
    if not form.valid:
        return reminders_page(digest_form=form), 422
    choose(current_user.id, form.data.digest)
    db.session.commit()
    flash(_("Saved."), "done")
    return _to_the_mails()


@bp.post("/reminders/mail/now")
def mail_now() -> Response:
    """A digest of what is open and of the week to come, whatever has been chosen."""
    mailbox = mailbox_of(db.session.get_one(User, current_user.id))
    if mailbox is None:
        raise DomainError(_("Please confirm your e-mail address first."), 409)
    email = mailbox.email
    count_mail(email)
    queue_mail(digest.KIND, current_user.id, follow_ups=[], shown=True)
    db.session.commit()
    flash(_("On its way to %(email)s.", email=email), "done")
    return _to_the_mails()


def _to_the_mails() -> Response:
    return redirect(url_for("prompts.reminders", _anchor="mail"), 303)
