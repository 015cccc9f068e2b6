"""Badges: full screen, for printing, with another card, anew."""

from typing import Literal

from flask import Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from networking_app.cards.blueprint import bp
from networking_app.cards.forms import CardChoice
from networking_app.cards.joining import badge_anywhere, issue_again, join_event
from networking_app.cards.lasting import lasting
from networking_app.cards.models import Badge, Card
from networking_app.cards.qr_links import PRINT, is_dense, link_of_badge, qr_digest, qr_text
from networking_app.cards.saving import file_name
from networking_app.clock import now
from networking_app.errors import DomainError
from networking_app.events.joining_views import find_by_join_code
from networking_app.events.models import AROUND, Event
from networking_app.extensions import db
from networking_app.formats.qr_code import qr_png, qr_svg
from networking_app.forms import submitted


@bp.post("/join/<code>")
def join(code: str) -> AnyResponse:
    """Attend an event by its join code, with a badge for it."""
    event = find_by_join_code(code)
    if event.cancelled_at is not None:
        raise DomainError(_("%(event)s is cancelled.", event=event.summary), 409)
    badge_id = join_event(current_user.id, event.id)
    db.session.commit()
    flash(_("You are in. Your badge for %(event)s is ready.", event=event.summary), "done")
    if event.running(now(), AROUND):
        return redirect(url_for("cards.badge", badge_id=badge_id), 303)
    return redirect(url_for("events.show", event_id=event.id), 303)


@bp.post("/events/<id:event_id>/badge")
def badge_at(event_id: int) -> AnyResponse:
    """My badge at an event that I attend."""
    event = Event.of(current_user.id, event_id)
    badge_id = join_event(current_user.id, event.id)
    db.session.commit()
    return redirect(url_for("cards.badge", badge_id=badge_id), 303)


@bp.post("/cards/<id:card_id>/badge")
def badge_of(card_id: int) -> AnyResponse:
    """The badge that shows that card outside events."""
    badge_id = badge_anywhere(current_user.id, Card.of(current_user.id, card_id).id)
    db.session.commit()
    return redirect(url_for("cards.badge", badge_id=badge_id), 303)


@bp.get("/badges/<id:badge_id>")
def badge(badge_id: int) -> str | tuple[str, int]:
    """The badge over the whole screen."""
    shown = Badge.of(current_user.id, badge_id)
    if shown.revoked_at is not None:
        return render_template("cards/badge_revoked.html", badge=shown), 410
    cards = db.session.scalars(select(Card).where(Card.user_id == current_user.id).order_by(Card.id)).all()
    link, dense = link_of_badge(shown), is_dense(shown)
    return render_template("cards/badge.html", badge=shown, cards=cards, link=link, dense=dense)


@bp.get("/badges/<id:badge_id>.svg", defaults={"form": "svg"}, endpoint="badge_svg")
@bp.get("/badges/<id:badge_id>.png", defaults={"form": "png"}, endpoint="badge_png")
def badge_file(badge_id: int, form: Literal["svg", "png"]) -> Response:
    """The QR code to print."""
    shown = _live(badge_id)
    if form == "svg":
        response = lasting(qr_svg(qr_text(shown), level=PRINT), "image/svg+xml", qr_digest(shown, form))
    else:
        response = lasting(qr_png(qr_text(shown), level=PRINT), "image/png", qr_digest(shown, form))
    name = file_name(f"{shown.card.full_name} {shown.event.summary if shown.event else ''}")
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{form}")
    return response


@bp.put("/badges/<id:badge_id>/card")
def choose_card(badge_id: int) -> AnyResponse:
    """Show another card of mine with this badge."""
    shown, form = _live(badge_id), submitted(CardChoice)
    if not form.valid or shown.event_id is None:
        abort(404)
    shown.card_id = Card.of(current_user.id, form.data.card_id).id
    db.session.commit()
    return redirect(url_for("cards.badge", badge_id=badge_id), 303)


@bp.post("/badges/<id:badge_id>/revocation")
def revoke(badge_id: int) -> AnyResponse:
    """Make the codes of the badge worthless and give it new ones."""
    shown = Badge.of(current_user.id, badge_id)
    if shown.event_id is not None:
        Event.of(current_user.id, shown.event_id)
    new_id = issue_again(shown)
    db.session.commit()
    flash(_("The old code finds nothing any more. This is your new one."), "done")
    return redirect(url_for("cards.badge", badge_id=new_id), 303)


def _live(badge_id: int) -> Badge:
    shown = Badge.of(current_user.id, badge_id)
    if shown.revoked_at is not None:
        raise DomainError(_("This badge is no longer shown."), 410)
    return shown
