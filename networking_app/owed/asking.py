"""The balance of a tie between words with an ask and words without: pure, said softly, never counted on screen."""

from datetime import datetime, timedelta

from networking_app.owed.replies import last_touch
from networking_app.ties.models import IN, Tie

# After so long without any contact the next word is the first of a new beginning.
SILENCE = timedelta(days=60)


def wrote_only_to_ask(tie: Tie) -> bool:
    """Whether the owner was in touch since they met, and each time needed something."""
    own = [contact for contact in tie.interactions if contact.direction != IN]
    return bool(own) and all(contact.with_ask for contact in own)


def only_asked(tie: Tie, at: datetime) -> bool:
    """Whether that is to be said now: the two have been silent, and the next word had better not be an ask."""
    return wrote_only_to_ask(tie) and at - last_touch(tie) >= SILENCE
