"""What a message to somebody is for."""

from networking_app.follow_ups.models import CADENCE as KEEPING
from networking_app.follow_ups.models import PROMISE as KEPT
from networking_app.follow_ups.models import FollowUp
from networking_app.follow_ups.planning import PROMISED, UNANSWERED
from networking_app.owed.replies import waits_since
from networking_app.prompts.draft_texts import BUMP, CADENCE, HELLO, PROMISE, REPLY, THANKS
from networking_app.prompts.voices import Voice
from networking_app.ties.models import Tie


def occasion_of(step: FollowUp, tie: Tie, voice: Voice) -> str:
    """What the message is for: a promise comes before an answer, an answer before anything else."""
    if step.source == KEPT or step.condition == PROMISED:
        return PROMISE
    if owes_reply(tie, voice):
        return REPLY
    if step.source == KEEPING:
        return CADENCE
    if step.condition == UNANSWERED:
        return BUMP
    return THANKS if step.position == 0 else HELLO


def owes_reply(tie: Tie, voice: Voice) -> bool:
    """Whether the last word was the other's, nobody has met since, and it was not said that it needs no answer."""
    return waits_since(tie) is not None and tie.id in voice.waiting()
