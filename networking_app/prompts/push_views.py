"""The browsers that may be woken, and when and with what they may be."""

from typing import Annotated

from flask import Response, abort, flash, jsonify, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from pydantic import Field
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response as Answer

from networking_app.accounts.devices import device_in_words
from networking_app.accounts.mails import queue_mail
from networking_app.extensions import db, insert
from networking_app.forms import RequestModel, read_json, submitted
from networking_app.prompts.blueprint import bp
from networking_app.prompts.models import PUSH, PromptSettings, PushSubscription
from networking_app.prompts.reminder_views import reminders_page
from networking_app.prompts.subscriptions import Offer, remove, subscribe
from networking_app.rate_limits import limit, too_fast

Hour = Annotated[int, Field(ge=0, le=23)]


class QuietHours(RequestModel):
    quiet_from: Hour
    quiet_until: Hour
    names_on_screen: bool = False


@bp.post("/push-subscriptions")
def offer_push() -> tuple[Response, int]:
    limit("push offer", current_user.id, most=60, per_seconds=3600)
    offer = read_json(Offer)
    try:
        subscribe(current_user.id, current_user.session_id, offer, device_in_words(request.user_agent.string or ""))
        db.session.commit()
    except IntegrityError:  # two pages of one browser at the same moment
        db.session.rollback()
        raise too_fast(1) from None
    return jsonify(endpoint=offer.endpoint), 201


@bp.delete("/push-subscriptions/<id:subscription_id>")
def remove_push(subscription_id: int) -> Answer:
    if not remove(current_user.id, subscription_id):
        abort(404)
    db.session.commit()
    flash(_("That device gets no messages any more."), "done")
    return _to_the_phones()


@bp.post("/push-subscriptions/<id:subscription_id>/sample")
def push_sample(subscription_id: int) -> Answer:
    """A message at once, whatever the hour, to see what it looks like."""
    subscription = db.first_or_404(db.select(PushSubscription).filter_by(id=subscription_id, user_id=current_user.id))
    limit("push sample", current_user.id, most=20, per_seconds=3600)
    queue_mail(PUSH, current_user.id, subscription_id=subscription_id, event_id=None, follow_ups=[], shown=True)
    db.session.commit()
    flash(_("On its way to %(device)s.", device=subscription.device), "done")
    return _to_the_phones()


@bp.post("/reminders/quiet-hours")
def store_quiet_hours() -> Answer | tuple[str, int]:
    form = submitted(QuietHours)
    if not form.valid:
        return reminders_page(quiet_form=form), 422
    values = form.data.model_dump()
    row = insert(PromptSettings).values(user_id=current_user.id, **values)
    db.session.execute(row.on_conflict_do_update(index_elements=["user_id"], set_=values))
    db.session.commit()
    flash(_("Saved."), "done")
    return _to_the_phones()


def _to_the_phones() -> Answer:
    return redirect(url_for("prompts.reminders", _anchor="push"), 303)
