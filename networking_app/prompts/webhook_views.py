"""The forms for the program that is told what is due: its address, its secret, and a try whether it listens."""

from threading import BoundedSemaphore
from typing import Annotated

from flask import current_app, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from pydantic import AfterValidator
from sqlalchemy import delete, select, update
from werkzeug.wrappers import Response

from networking_app.extensions import db, insert
from networking_app.formats.webhook_signature import new_secret
from networking_app.forms import RequestModel, Text, submitted
from networking_app.prompts.blueprint import bp
from networking_app.prompts.models import Webhook
from networking_app.prompts.outside import WHOLE_SECONDS, Destination
from networking_app.prompts.public_addresses import BlockedAddress, is_public
from networking_app.prompts.reminder_views import reminders_page
from networking_app.prompts.webhook_words import failure_in_words
from networking_app.prompts.webhooks import CANNOT_SEND, Message, trial
from networking_app.rate_limits import limit, too_fast

# Who waits for a receiver that hangs keeps a thread of the web server.
_one_at_a_time = BoundedSemaphore(1)


def _may_be_sent_to(url: str) -> str:
    try:
        there = Destination.of(url, inside=current_app.config["ALLOWED_HOSTS_INSIDE"])
    except BlockedAddress:
        raise ValueError(_("Please give an address that begins with https://.")) from None
    if not there.inside and _is_private(there.host):
        raise ValueError(_("This address is not on the public internet."))
    return url


def _is_private(host: str) -> bool:
    try:
        return not is_public(host)
    except ValueError:  # a name: where it leads is looked at whenever something is sent
        return host == "localhost"


class WebhookForm(RequestModel):
    url: Annotated[Text, AfterValidator(_may_be_sent_to)]


@bp.app_template_global()
def own_webhook() -> Webhook | None:
    """The address of who looks at the page."""
    return db.session.get(Webhook, current_user.id)


@bp.post("/reminders/webhook")
def store_webhook() -> str | tuple[str, int] | Response:
    form = submitted(WebhookForm)
    if not form.valid:
        return reminders_page(webhook_form=form), 422
    secret = new_secret()
    made = insert(Webhook).values(user_id=current_user.id, url=form.data.url, secret=secret)
    if db.session.scalar(made.on_conflict_do_nothing().returning(Webhook.user_id)):
        db.session.commit()
        return reminders_page(webhook_secret=secret)
    _change(url=form.data.url, reached_at=None, failure=None)
    flash(_("Saved. The secret is the same as before."), "done")
    return _back()


@bp.delete("/reminders/webhook")
def remove_webhook() -> Response:
    db.session.execute(delete(Webhook).where(Webhook.user_id == current_user.id))
    db.session.commit()
    flash(_("Nothing is sent there any more."), "done")
    return _back()


@bp.post("/reminders/webhook/secret")
def renew_webhook_secret() -> str:
    """Shown at once and never again, so this is a page and no redirect."""
    hook, secret = _own(), new_secret()
    hook.secret = secret
    db.session.commit()
    return reminders_page(webhook_secret=secret)


@bp.post("/reminders/webhook/trial")
def try_webhook() -> Response:
    limit("webhook trial", current_user.id, most=10, per_seconds=600)
    message = trial(_own())
    db.session.rollback()  # nobody waits for the database while we wait for the receiver
    error = _sent(message)
    message.settled(error)
    db.session.commit()
    hook = own_webhook()
    if error is None or hook is None or not hook.failure:
        flash(_("It arrived."), "done")
    else:
        flash(failure_in_words(hook.failure), "error")
    return _back()


def _sent(message: Message) -> Exception | None:
    if not _one_at_a_time.acquire(blocking=False):
        raise too_fast(int(WHOLE_SECONDS))
    try:
        message.send()
    except CANNOT_SEND as error:
        return error
    finally:
        _one_at_a_time.release()
    return None


def _own() -> Webhook:
    return db.first_or_404(select(Webhook).where(Webhook.user_id == current_user.id))


def _change(**values: object) -> None:
    db.session.execute(update(Webhook).where(Webhook.user_id == current_user.id).values(**values))
    db.session.commit()


def _back() -> Response:
    return redirect(url_for("prompts.reminders", _anchor="webhook"), 303)
