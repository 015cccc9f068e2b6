"""What a message to somebody is for."""

from networking_app.follow_ups.models import CADENCE as KEEPING
from networking_app.follow_ups.models import PROMISE as KEPT
from networking_app.follow_ups.models import FollowUp
from networking_app.follow_ups.planning import PROMISED, UNANSWERED
from networking_app.owed.replies import waits_since
from networking_app.prompts.draft_texts import BUMP, CADENCE, HELLO, PROMISE, REPLY, THANKS
from networking_app.ties.models import Tie


def occasion_of(step: FollowUp, tie: Tie) -> str:
    """What the message is for: a promise comes before an answer, an answer before anything else."""
    if step.source == KEPT or step.condition == PROMISED:
        return PROMISE
    if owes_reply(tie):
        return REPLY
    if step.source == KEEPING:
        return CADENCE
    if step.condition == UNANSWERED:
        return BUMP
    return THANKS if step.position == 0 else HELLO


def owes_reply(tie: Tie) -> bool:
    """Whether the last word was the other's, and nobody has met since."""
    return waits_since(tie) is not None
