"""One's e-mail addresses: adding, showing that they are one's own, removing."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from networking_app.access import public
from networking_app.accounts import attempts, mails
from networking_app.accounts.mailed_links import VERIFICATION, find_link, use_link
from networking_app.accounts.models import Address
from networking_app.accounts.token_pages import token_page
from networking_app.accounts.verifying import locked, verify
from networking_app.extensions import db
from networking_app.forms import submitted
from networking_app.my import addresses
from networking_app.my.blueprint import bp
from networking_app.my.forms import AddAddress, SendVerification
from networking_app.my.settings_views import settings_page
from networking_app.ties.claims import claim_ties

Answer = str | tuple[str, int] | Response


@bp.post("/addresses")
def add_address() -> Answer:
    form = submitted(AddAddress)
    if not form.valid:
        return settings_page(adding=form), 422
    attempts.count_mail(form.data.email)
    address = addresses.add(current_user.id, form.data.email)
    mails.queue_mail(mails.VERIFICATION, current_user.id, address_id=address.id)
    db.session.commit()
    flash(_("Look in that mailbox: there is a link to confirm it."), "done")
    return _to_settings()


@bp.post("/addresses/verification")
def resend_verification() -> Answer:
    form = submitted(SendVerification)
    address = addresses.of(current_user.id, form.data.address_id) if form.valid else abort(404)
    attempts.count_mail(address.email)
    mails.queue_mail(mails.VERIFICATION, current_user.id, address_id=form.data.address_id)
    db.session.commit()
    flash(_("Look in that mailbox: there is a link to confirm it."), "done")
    return _to_settings()


@bp.delete("/addresses/<id:address_id>")
def remove_address(address_id: int) -> Answer:
    addresses.remove(current_user.id, address_id)
    db.session.commit()
    flash(_("That address is no longer yours here."), "done")
    return _to_settings()


@bp.get("/addresses/<token>")
@public
def verify_address(token: str) -> Answer:
    link = find_link(VERIFICATION, token)
    address = db.session.get(Address, link.address_id) if link else None
    if address is None:
        return token_page(render_template("accounts/dead_link.html"), 410)
    return token_page(render_template("my/verify_address.html", email=address.email))


@bp.post("/addresses/<token>")
@public
def use_verification(token: str) -> Answer:
    attempts.count_link()
    if found := find_link(VERIFICATION, token):
        locked(found.address_id)
    link = use_link(VERIFICATION, token)
    address = verify(link.address_id) if link else None
    if link is None or address is None:
        db.session.rollback()
        return token_page(render_template("accounts/dead_link.html"), 410)
    claimed = claim_ties(link.user_id, address.email)
    db.session.commit()
    return token_page(render_template("my/address_verified.html", claimed=claimed))


def _to_settings() -> Response:
    return redirect(url_for("my.settings"), 303)
