"""Finding whose e-mail and password these are, with the same work whoever it is."""

from sqlalchemy import select, update

from networking_app.accounts.models import Address, User, address_key
from networking_app.accounts.passwords import fits, hash_of_nobody, hash_password, is_outdated
from networking_app.extensions import db

# Until one of them is verified, several accounts may carry an address.
MOST_CANDIDATES = 3


def find_user(email: str, password: str) -> User | None:
    """The user with that address and password: a verified address first, then the oldest account.

    Always checks MOST_CANDIDATES hashes, so that neither text nor time tells whether the address is known. Ends the
    transaction first: nobody should wait for a lock meanwhile.
    """
    candidates = _candidates(email)
    db.session.rollback()
    hashes = [stored for _user_id, stored in candidates]
    hashes += [hash_of_nobody()] * (MOST_CANDIDATES - len(hashes))
    fitting = [fits(stored, password) for stored in hashes]
    for (user_id, stored), fit in zip(candidates, fitting, strict=False):
        if fit:
            return _signed(user_id, stored, password)
    return None


def is_password_of(user_id: int, password: str) -> bool:
    """Whether that is the user's password; ends the transaction first."""
    stored = db.session.scalar(select(User.password_hash).where(User.id == user_id))
    db.session.rollback()
    return fits(stored or hash_of_nobody(), password)


def _candidates(email: str) -> list[tuple[int, str]]:
    carrying = select(User.id, User.password_hash).join(Address).where(Address.key == address_key(email))
    ordered = carrying.order_by(Address.verified_at.is_(None), User.id).limit(MOST_CANDIDATES)
    return [(row.id, row.password_hash) for row in db.session.execute(ordered)]


def _signed(user_id: int, stored: str, password: str) -> User | None:
    if is_outdated(stored):
        renewed = hash_password(password)
        # Only if nobody changed the password meanwhile.
        same = update(User).where(User.id == user_id, User.password_hash == stored)
        db.session.execute(same.values(password_hash=renewed))
    return db.session.get(User, user_id)
