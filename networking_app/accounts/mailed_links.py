"""Single-use links: the mail carries a random token, the row its hash. A GET only looks, a POST uses it up."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Row, delete, or_, select, update

from networking_app.accounts.models import MailedLink, hashed
from networking_app.clock import now
from networking_app.extensions import db

VERIFICATION, RESET = PURPOSES = ("verification", "reset")
LIFETIMES = {VERIFICATION: timedelta(days=7), RESET: timedelta(hours=1)}


@dataclass(frozen=True)
class Link:
    user_id: int
    address_id: int


def make_link(purpose: str, user_id: int, address_id: int) -> str:
    """The token of a new link for that address of that user."""
    token = secrets.token_urlsafe(32)
    expires_at = now() + LIFETIMES[purpose]
    row = MailedLink(user_id=user_id, address_id=address_id, purpose=purpose, token_hash=hashed(token),
                     expires_at=expires_at)
    db.session.add(row)
    return token


def find_link(purpose: str, token: str) -> Link | None:
    """Whose link that is, if it can still be used."""
    found = select(MailedLink.user_id, MailedLink.address_id).where(*_usable(purpose, token))
    row = db.session.execute(found).first()
    return _link(row)


def use_link(purpose: str, token: str) -> Link | None:
    """Use the link up; of several attempts at once only one gets it."""
    used = update(MailedLink).where(*_usable(purpose, token)).values(used_at=now())
    row = db.session.execute(used.returning(MailedLink.user_id, MailedLink.address_id)).first()
    return _link(row)


def void_links(user_id: int) -> None:
    """Make every link mailed to the user useless."""
    db.session.execute(delete(MailedLink).where(MailedLink.user_id == user_id))


def forget_used_links() -> None:
    """Delete the links that can no longer be used."""
    db.session.execute(delete(MailedLink).where(or_(MailedLink.used_at.is_not(None), MailedLink.expires_at < now())))


def _link(row: Row[int, int | None] | None) -> Link | None:
    return Link(row[0], row[1]) if row and row[1] else None


def _usable(purpose: str, token: str) -> tuple:
    return (MailedLink.token_hash == hashed(token), MailedLink.purpose == purpose, MailedLink.used_at.is_(None),
            MailedLink.expires_at > now())
