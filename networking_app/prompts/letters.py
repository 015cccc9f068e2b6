"""What each kind of outgoing row says and to whom, decided when it is delivered.

Names stay out of mails to addresses that nobody has confirmed: whoever signs up could write anything into one.
"""

from collections.abc import Callable

from flask import current_app
from sqlalchemy import select

from networking_app.accounts import mails
from networking_app.accounts.mailed_links import RESET, VERIFICATION, make_link
from networking_app.accounts.models import Address, User, address_key
from networking_app.accounts.signing_in import MOST_CANDIDATES
from networking_app.extensions import db
from networking_app.prompts.mail import Letter, Mail, mail_of
from networking_app.prompts.queue import Claimed
from networking_app.ties import guest_mails
from networking_app.ties.claims import claim_ties
from networking_app.urls import public_url


def sending(row: Claimed) -> Mail | None:
    """The mail of that row, or None where nothing is to be sent (any more)."""
    return mail_of(KINDS[row.kind](row), row)


def _verification(row: Claimed) -> Letter | None:
    address = db.session.get(Address, row.payload["address_id"])
    if address is None or address.verified_at:
        return None
    if Address.verified(address.email):
        links = {"sign_in": public_url("accounts.sign_in"), "reset": public_url("accounts.request_reset")}
        return _letter(address.email, "already_here", **links)
    token = make_link(VERIFICATION, address.user_id, address.id)
    return _letter(address.email, "verification", link=public_url("my.verify_address", token=token),
                   welcome=row.kind == mails.SIGN_UP)


def _reset(row: Claimed) -> Letter | None:
    verified = Address.verified(row.payload["email"])
    found = [verified] if verified else _unverified(row.payload["email"])
    links = [(address.user.created_at.date(), _reset_link(address)) for address in found]
    return _letter(found[0].email, "reset", links=links) if links else None


def _unverified(email: str) -> list[Address]:
    # Nobody's yet: whoever can read this mail may have any of them, and confirms the address by doing so.
    carrying = select(Address).where(Address.key == address_key(email)).order_by(Address.user_id)
    verified_elsewhere = select(Address.user_id).where(Address.verified_at.is_not(None))
    return list(db.session.scalars(carrying.where(Address.user_id.not_in(verified_elsewhere)).limit(MOST_CANDIDATES)))


def _reset_link(address: Address) -> str:
    return public_url("accounts.reset_password", token=make_link(RESET, address.user_id, address.id))


def _password_changed(row: Claimed) -> Letter | None:
    user = db.session.get(User, row.user_id) if row.user_id else None
    address = user.address if user else None
    if address is None or not address.verified_at:
        return None
    return _letter(address.email, "password_changed", reset=public_url("accounts.request_reset"))


def _claim(row: Claimed) -> None:
    address = db.session.get(Address, row.payload["address_id"])
    if address is not None and address.verified_at:
        claim_ties(address.user_id, address.email)


def _card_left(row: Claimed) -> Letter:
    return Letter(*guest_mails.card_left_mail(row.payload))


def _letter(to: str, template: str, **values: object) -> Letter:
    # Rendered without context processors, which expect a request. The first line is the subject.
    page = current_app.jinja_env.get_template(f"prompts/{template}.txt").render(**values)
    subject, _line, text = page.partition("\n")
    return Letter(to, subject.strip(), text.strip() + "\n")


KINDS: dict[str, Callable[[Claimed], Letter | None]] = {
    mails.SIGN_UP: _verification,
    mails.VERIFICATION: _verification,
    mails.RESET: _reset,
    mails.PASSWORD_CHANGED: _password_changed,
    mails.CLAIM: _claim,
    guest_mails.KIND: _card_left,
}
