"""The balance of a tie between words with an ask and words without: said softly, never counted on screen."""

from datetime import datetime, timedelta

from sqlalchemy import select

from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
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


def ties_with_a_step_done(owner_id: int) -> set[int]:
    """The ties on which the owner has done a step: a thank-you, a promise kept. None of them asks for anything."""
    return set(db.session.scalars(select(FollowUp.tie_id).where(FollowUp.owner_id == owner_id, FollowUp.is_a_word())))
