"""Which function makes each kind of outgoing row ready, in the main thread: a Sending, or None where nothing is to go.

Whoever adds a kind writes a module like letters.py, with a function `sending`, and names it here.
"""

from collections.abc import Callable

from networking_app.prompts import digest, letters, pushing, webhooks
from networking_app.prompts.models import PUSH
from networking_app.prompts.queue import Claimed
from networking_app.prompts.sending import Gone, Refused, Sending, Undelivered

__all__ = ["DELIVERIES", "Gone", "Refused", "Sending", "Undelivered"]

DELIVERIES: dict[str, Callable[[Claimed], Sending | None]] = {
    **dict.fromkeys(letters.KINDS, letters.sending),
    digest.KIND: digest.sending,
    PUSH: pushing.sending,
    webhooks.KIND: webhooks.sending,
}
