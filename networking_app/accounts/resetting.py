"""Giving an account another password, and what must end with the old one."""

from sqlalchemy import delete, select, update

from networking_app.accounts import mails
from networking_app.accounts.mailed_links import Link, void_links
from networking_app.accounts.models import Address, User
from networking_app.accounts.sessions import end_other_sessions
from networking_app.accounts.verifying import verify
from networking_app.extensions import db


def own_words(user_id: int) -> list[str]:
    """The user's name and addresses: what a password must not be."""
    names = db.session.scalars(select(User.name).where(User.id == user_id)).all()
    return [*names, *db.session.scalars(select(Address.email).where(Address.user_id == user_id))]


def set_password(user_id: int, password_hash: str, kept_session_id: int | None = None) -> None:
    """Store the new hash; other sessions and mailed links end, and the user's mailbox is told."""
    db.session.execute(update(User).where(User.id == user_id).values(password_hash=password_hash))
    end_other_sessions(user_id, kept_session_id)
    void_links(user_id)
    mails.queue_mail(mails.PASSWORD_CHANGED, user_id)


def reset_password(link: Link, password_hash: str) -> User | None:
    """Store the new hash for the holder of the mailbox; None if the address is no longer that user's."""
    address = db.session.get(Address, link.address_id)
    first_proof = address is not None and address.verified_at is None
    if verify(link.address_id) is None:
        return None
    if first_proof:
        _keep_only(link)
        mails.queue_mail(mails.CLAIM, link.user_id, address_id=link.address_id)
    set_password(link.user_id, password_hash)
    return db.session.get(User, link.user_id)


def _keep_only(link: Link) -> None:
    # Whoever made the account may not be the holder of this mailbox: nothing of theirs may lead back in.
    others = delete(Address).where(Address.user_id == link.user_id, Address.id != link.address_id)
    db.session.execute(others)
