"""How often somebody may write to others about introductions, and what is said of it in their form."""

from flask_babel import gettext as _
from flask_login import current_user

from networking_app.errors import DomainError
from networking_app.forms import Form
from networking_app.rate_limits import limit

A_DAY = 20


def introduced() -> str:
    """What is said to whose yes was the second."""
    return _("Both of you said yes: you are introduced.")


def too_many(form: Form, field: str) -> bool:
    """Count one question or offer; beyond A_DAY of a day the field says so, and nothing typed is lost.

    Call it before anything is written: it ends the transaction.
    """
    try:
        limit("introduction", current_user.id, A_DAY, 86_400)
    except DomainError as refusal:
        form.refuse(field, refusal.message)
        return True
    return False
