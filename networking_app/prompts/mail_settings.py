"""How often somebody gets the digest, at which address, and what their mailbox has said to it."""

from typing import Any

from networking_app.accounts.models import Address, User
from networking_app.extensions import db, insert
from networking_app.prompts.models import DAILY, OFF, WEEKLY, PromptSettings
from networking_app.prompts.sending import Refused
from networking_app.prompts.signed_links import SignedLink

# Who is written to in vain again and again is written to no more: mail servers count it against the sender.
MOST_REFUSALS = 3
STOPS = {f"stop {digest}": digest for digest in (DAILY, WEEKLY)}


def mailbox_of(user: User) -> Address | None:
    """The verified address that the digest goes to."""
    address = user.address
    return address if address and address.verified_at else None


def choose(user_id: int, digest: str) -> None:
    """Have the digest come as often as that (one of DIGESTS); a mailbox that refused it gets another chance."""
    _store(user_id, {"digest": digest, "mail_refusals": 0})


def note_outcome(user_id: int, error: Exception | None) -> None:
    """Remember that the mailbox took the digest, or refused it for good."""
    if isinstance(error, Refused):
        _store(user_id, {"mail_refusals": 1}, {"mail_refusals": PromptSettings.mail_refusals + 1})
    elif error is None and PromptSettings.of(user_id).mail_refusals:
        _store(user_id, {"mail_refusals": 0})


def stop(link: SignedLink) -> None:
    """Have no digest come any more."""
    if reader := reader_of(link):
        _store(reader.id, {"digest": OFF})


def start_again(link: SignedLink) -> None:
    """Have the digest come as when the link was mailed, if it does not come."""
    reader = reader_of(link)
    if reader and is_off(reader.id):
        choose(reader.id, STOPS[link.purpose])


def is_off(user_id: int) -> bool:
    return PromptSettings.of(user_id).digest == OFF


def reader_of(link: SignedLink) -> User | None:
    """Who gets the mails that the link is about; None once the account is closed."""
    user = db.session.get(User, link.user_id)
    return user if user and link.is_for(user.created_at) else None


def _store(user_id: int, first: dict[str, Any], then: dict[str, Any] | None = None) -> None:
    """Store `first` where nothing is stored yet, else `then`: the person and the worker may both be the first."""
    statement = insert(PromptSettings).values(user_id=user_id, **first)
    db.session.execute(statement.on_conflict_do_update(index_elements=["user_id"], set_=then or first))
