"""Putting something into the worker's queue; what it says and to whom is decided when it is delivered."""

from networking_app.accounts.models import Outgoing
from networking_app.extensions import db

SIGN_UP, VERIFICATION, RESET, PASSWORD_CHANGED = ("sign-up", "verification", "reset", "password changed")
# Not a mail: an address was verified where its ties cannot be reached.
CLAIM = "claim"


def queue_mail(kind: str, user_id: int | None = None, **payload: object) -> None:
    """Have the worker deliver something of that kind; it goes when the transaction is committed."""
    db.session.add(Outgoing(kind=kind, user_id=user_id, payload=payload))
