"""The addresses of one user: what may be added and removed."""

from flask_babel import gettext as _
from sqlalchemy import func, select

from networking_app.accounts.models import Address, address_key
from networking_app.errors import DomainError
from networking_app.extensions import db

MOST = 10


def of(user_id: int, address_id: int) -> Address:
    """The user's address, or 404."""
    return db.first_or_404(select(Address).where(Address.id == address_id, Address.user_id == user_id))


def add(user_id: int, email: str) -> Address:
    """The user's row of that address, made unless it is there; somebody else having it makes no difference."""
    mine = select(Address).where(Address.user_id == user_id)
    address = db.session.scalar(mine.where(Address.key == address_key(email)))
    if address is None:
        if len(db.session.scalars(mine).all()) >= MOST:
            raise DomainError(_("That is enough addresses for one person. Please remove one first."), 422)
        address = Address(user_id=user_id, email=email, key=address_key(email))
        db.session.add(address)
        db.session.flush()
    return address


def remove(user_id: int, address_id: int) -> None:
    """Remove the address unless the user needs it to get back in; 404 if it is not theirs."""
    address = of(user_id, address_id)
    others = select(func.count()).where(Address.user_id == user_id, Address.id != address_id)
    if address.verified_at:
        others = others.where(Address.verified_at.is_not(None))
    if not db.session.scalar(others):
        raise DomainError(_("You need this address to get back in. Add and confirm another one first."), 409)
    db.session.delete(address)
