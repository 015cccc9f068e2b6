"""When the holder of a mailbox has shown that it is theirs."""

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from networking_app.accounts.models import Address
from networking_app.clock import now
from networking_app.extensions import db


def verify(address_id: int) -> Address | None:
    """Mark the address as its user's own, or None if it is gone or another account has it verified.

    Other accounts lose their unverified row of it: they keep working in the sessions they have, and can add another
    address there.
    """
    address = locked(address_id)
    if address is None or not _mark_verified(address):
        return None
    others = delete(Address).where(Address.key == address.key, Address.id != address.id)
    db.session.execute(others, execution_options={"synchronize_session": False})
    return address


def locked(address_id: int) -> Address | None:
    """The address, with all rows of it locked until the end of the transaction: before a link to it is used."""
    # All rows of the address in one order, so that two claims to it wait instead of blocking each other for good.
    key = select(Address.key).where(Address.id == address_id).scalar_subquery()
    rows = db.session.scalars(select(Address).where(Address.key == key).order_by(Address.id).with_for_update()).all()
    return next((row for row in rows if row.id == address_id), None)


def _mark_verified(address: Address) -> bool:
    if address.verified_at:
        return True
    try:
        with db.session.begin_nested():
            address.verified_at = now()
    except IntegrityError:  # another account was first
        return False
    return True
