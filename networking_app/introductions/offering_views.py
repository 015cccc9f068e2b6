"""Offering an introduction between two of one's ties, and passing on what one of them asked for."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from networking_app.accounts.models import Block
from networking_app.errors import DomainError
from networking_app.extensions import db
from networking_app.forms import Form, submitted
from networking_app.introductions.blueprint import bp
from networking_app.introductions.finding import asked_of
from networking_app.introductions.forms import OfferRequest, PassOnRequest
from networking_app.introductions.models import Introduction
from networking_app.introductions.offering import offer
from networking_app.introductions.offering import pass_on as send_on
from networking_app.introductions.seeing import Reader
from networking_app.introductions.states import ASKED_OF_ME
from networking_app.introductions.writing import too_many
from networking_app.ties.models import Tie

# The ties met last, out of which two are chosen.
CHOICES = 300


@bp.get("/introductions/new")
def new() -> str:
    form = Form(OfferRequest)
    form.typed = {name: request.args.get(name, "") for name in ("first", "second")}
    return _page(form)


@bp.post("/introductions/new")
def send_offer() -> Response | tuple[str, int]:
    form = submitted(OfferRequest)
    if not form.valid:
        return _page(form), 422
    if too_many(form, "context"):
        return _page(form), 429
    try:
        return _offered(form.data)
    except DomainError as refusal:
        db.session.rollback()
        form.refuse("second", refusal.message)
        return _page(form), refusal.status


def _offered(wanted: OfferRequest) -> Response:
    first, second = (Tie.of(current_user.id, tie_id) for tie_id in (wanted.first, wanted.second))
    offer(current_user.id, first, second, wanted.context)
    db.session.commit()
    flash(_("Offered. Neither learns more than a first name until both have said yes."), "done")
    return redirect(url_for("introductions.index"), 303)


def _page(form: Form[OfferRequest]) -> str:
    return render_template("introductions/new.html", form=form, choices=_choices(form), most=CHOICES)


def _choices(form: Form[OfferRequest]) -> list[tuple[Any, str]]:
    """My ties with an account by name; those that the address names are among them however long ago they were met.

    Who has blocked me is not missing here: that would tell.
    """
    named = [int(text) for name in ("first", "second")
             if (text := str(form[name])).isascii() and text.isdecimal() and len(text) < 19]
    mine = select(Tie.id, Tie.name).where(
        Tie.owner_id == current_user.id,
        Tie.peer_user_id.not_in(select(Block.blocked_id).where(Block.blocker_id == current_user.id)))
    lately = mine.order_by(Tie.last_met_at.desc(), Tie.id.desc()).limit(CHOICES)
    names = {tie_id: name for some in (lately, mine.where(Tie.id.in_(named)))
             for tie_id, name in db.session.execute(some)}
    return [("", _("Choose somebody")), *sorted(names.items(), key=lambda row: (row[1].casefold(), row[0]))]


@bp.get("/introductions/<id:introduction_id>/offer")
def pass_on(introduction_id: int) -> str:
    """What one of my ties asks of me, before I pass it on in words of my own."""
    return _question(introduction_id, Form(PassOnRequest))


@bp.post("/introductions/<id:introduction_id>/offer")
def send_on_offer(introduction_id: int) -> Response | tuple[str, int]:
    form = submitted(PassOnRequest)
    if not form.valid:
        return _question(introduction_id, form), 422
    send_on(current_user.id, introduction_id, form.data.context, request.form.get("until", ""))
    db.session.commit()
    flash(_("Passed on. You see here when both have said yes."), "done")
    return redirect(url_for("introductions.index"), 303)


def _question(introduction_id: int, form: Form[PassOnRequest]) -> str:
    found = db.session.scalar(asked_of(current_user.id).where(Introduction.id == introduction_id)) or abort(404)
    asked = Reader.of(current_user.id, [found]).seen(found, ASKED_OF_ME)
    return render_template("introductions/pass_on.html", form=form, asked=asked)
