"""What a message to somebody is for."""

from datetime import datetime

from networking_app.follow_ups.models import CADENCE as KEEPING
from networking_app.follow_ups.models import PROMISE as KEPT
from networking_app.follow_ups.models import FollowUp
from networking_app.follow_ups.planning import PROMISED, UNANSWERED
from networking_app.prompts.draft_texts import BUMP, CADENCE, HELLO, PROMISE, REPLY, THANKS
from networking_app.ties.models import IN, Tie


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
    last = max(tie.interactions, key=lambda contact: contact.happened_at, default=None)
    return last is not None and last.direction == IN and last.happened_at == last_touch(tie)


def last_touch(tie: Tie) -> datetime:
    """When the two were last in touch, met or not."""
    met = [encounter.met_at for encounter in tie.encounters]
    return max([*met, *(contact.happened_at for contact in tie.interactions)], default=tie.created_at)
