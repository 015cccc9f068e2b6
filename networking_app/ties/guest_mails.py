"""The mail to a guest who left a card."""

from typing import Any

from flask_babel import gettext as _

from networking_app.ties.guests import token_of
from networking_app.urls import public_url

KIND = "card-left"


def card_left_mail(payload: dict[str, Any]) -> tuple[str, str, str]:
    """Whom to write to, the subject and the text.

    Nobody has confirmed the address, so no name is in it: whoever left the card could advertise with one.
    """
    link = public_url("ties.withdraw_left", token=token_of(payload["card_left_id"]))
    text = _(
        "Hello,\n\nyou have just left your card with somebody you met, who can now stay in touch with you.\n\n"
        "See what you left and with whom, or take it back, whenever you want to:\n%(link)s\n\n"
        "This was not you? The same link takes it back.\n",
        link=link,
    )
    return payload["to"], _("You left your card"), text
