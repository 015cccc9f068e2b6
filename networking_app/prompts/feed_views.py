"""The calendar that other programs fetch, and the forms that decide on its address."""

from typing import Literal

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from networking_app.access import public
from networking_app.clock import now
from networking_app.errors import DomainError
from networking_app.extensions import db
from networking_app.formats.qr_code import qr_svg
from networking_app.forms import RequestModel, submitted
from networking_app.prompts.blueprint import bp
from networking_app.prompts.feed import find_subscriber, write_feed
from networking_app.prompts.feed_address import choose_component, renew_feed, stop_feed
from networking_app.prompts.reminder_views import reminders_page
from networking_app.rate_limits import caller, limit
from networking_app.urls import public_url


class FeedForm(RequestModel):
    feed_component: Literal["todo", "event"]


@bp.get("/calendar/<secret>.ics")
@public
def feed(secret: str) -> Answer:
    reader = find_subscriber(secret)
    if reader is None:
        limit("feed-miss", caller(), most=60, per_seconds=600)
        raise DomainError(_("There is no calendar at this address (any more)."), 404)
    answer = Response(write_feed(reader, now()), content_type="text/calendar; charset=utf-8")
    # Asked for every hour by programs that have it already; kept by nobody between them and us.
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.add_etag()
    return answer.make_conditional(request)


@bp.post("/reminders/calendar")
def make_feed() -> str:
    """Shown at once and never again, so this is a page and no redirect."""
    limit("feed", current_user.id, most=20, per_seconds=3600)
    address = public_url("prompts.feed", secret=renew_feed(current_user.id))
    db.session.commit()
    subscribe = f"webcal://{address.partition('://')[2]}"
    return reminders_page(feed_address=address, subscribe=subscribe, feed_qr=Markup(qr_svg(subscribe)))  # noqa: S704


@bp.delete("/reminders/calendar")
def end_feed() -> Answer:
    stop_feed(current_user.id)
    db.session.commit()
    flash(_("Nothing can be fetched from that address any more."), "done")
    return redirect(url_for("prompts.reminders", _anchor="feed"), 303)


@bp.post("/reminders/calendar/component")
def store_component() -> tuple[str, int] | Answer:
    form = submitted(FeedForm)
    if not form.valid:
        return reminders_page(feed_form=form), 422
    choose_component(current_user.id, form.data.feed_component)
    db.session.commit()
    flash(_("Saved. Your calendar shows it when it looks the next time."), "done")
    return redirect(url_for("prompts.reminders", _anchor="feed"), 303)
