"""The mail to a guest who left a card."""

from typing import Any

from flask_babel import gettext as _

from networking_app.ties.guests import token_of
from networking_app.urls import public_url

KIND = "card-left"


def card_left_mail(payload: dict[str, Any]) -> tuple[str, str, str]:
    """Whom to write to, the subject and the text; a stranger chose the address, so no word of theirs is in it."""
    # Names could hold an address, and a mail that makes links of it would be an advertisement.
    owner = payload["owner"].replace(".", " ").replace("/", " ")
    link = public_url("ties.withdraw_left", token=token_of(payload["card_left_id"]))
    subject = _("%(owner)s has your card", owner=owner)
    text = _(
        "Hello,\n\nyou left your card with %(owner)s, who can now stay in touch with you at this address.\n\n"
        "You changed your mind, or this was not you? Take it back here:\n%(link)s\n\n"
        "Keep this mail: the link works whenever you want it to.\n",
        owner=owner, link=link,
    )
    return payload["to"], subject, text
