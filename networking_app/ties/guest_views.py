"""Leaving a card without an account, and taking it back."""

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from networking_app.access import public
from networking_app.accounts.mails import queue_mail
from networking_app.cards.public_page import answer_refused
from networking_app.cards.public_views import find_card
from networking_app.errors import DomainError
from networking_app.extensions import db
from networking_app.forms import submitted
from networking_app.rate_limits import caller, limit
from networking_app.ties.blueprint import bp
from networking_app.ties.guest_forms import CardLeftForm
from networking_app.ties.guest_mails import KIND
from networking_app.ties.guests import card_of, is_link, leave_card, token_of, withdraw
from networking_app.ties.models import CardLeft, Encounter
from networking_app.ties.recording import find_badge

HOUR, DAY = 3600, 86_400


@bp.post("/c/<code>/cards-left", endpoint="leave_card")
@public
def leave_with(code: str) -> AnyResponse:
    """Leave a card with the badge's owner; the same words again lead to the same confirmation."""
    version, form = find_card(code), submitted(CardLeftForm)
    if not form.valid:
        return answer_refused(version, form)
    _limit(version.code, form.data)
    badge = find_badge("code", version.code, 0)
    if badge is None:
        raise DomainError(_("This card is no longer shown here. Ask its owner for the new code."), 410)
    left = leave_card(badge, form.data)
    if left.is_new and form.data.email:
        queue_mail(KIND, card_left_id=left.id, to=form.data.email)
    db.session.commit()
    return redirect(url_for("ties.withdraw_left", token=token_of(left.id)), 303)


def _limit(code: str, guest: CardLeftForm) -> None:
    # A whole meetup may share one network, but nobody leaves many cards with one person.
    limit("card-left-here", f"{caller()} {code}", most=10, per_seconds=HOUR)
    limit("card-left-network", caller(), most=60, per_seconds=HOUR)
    limit("card-left-badge", code, most=60, per_seconds=HOUR)
    limit("card-left-address", guest.address_key, most=60, per_seconds=DAY)


@bp.get("/cards-left/<token>")
@public
def withdraw_left(token: str) -> str:
    """What a guest left, with whom, and the button that takes it back."""
    card = _left(token)
    if card is None or card.withdrawn_at is not None:
        return render_template("ties/withdraw.html", card=card)
    encounter = db.session.get(Encounter, card.encounter_id or 0)
    event = encounter.event if encounter else None
    return render_template("ties/left.html", card=card, event=event, token=token)


@bp.delete("/cards-left/<token>")
@public
def take_back(token: str) -> AnyResponse:
    """Withdraw the card; once more changes nothing."""
    if card := _left(token):
        withdraw(card)
        db.session.commit()
    return redirect(url_for("ties.withdraw_left", token=token), 303)


def _left(token: str) -> CardLeft | None:
    """The card behind the link; None when its receiver has deleted it since; DomainError (404) for a wrong link."""
    if not is_link(token):
        raise DomainError(_("This link is not complete. Please open it again from your mail."), 404)
    return card_of(token)
