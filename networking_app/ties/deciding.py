"""A decision on a follow-up, of which the clock of its tie hears."""

from networking_app.follow_ups import deciding
from networking_app.follow_ups.deciding import Decision
from networking_app.follow_ups.models import CADENCE, FollowUp
from networking_app.follow_ups.planning import Rhythm
from networking_app.ties.keeping_in_touch import keep_in_touch


def decide(follow_up: FollowUp, decision: Decision, rhythm: Rhythm) -> str:
    """Do it; what to say then. Who is kept in touch is due again one interval after what is closed without a talk."""
    said = deciding.decide(follow_up, decision, rhythm)
    if follow_up.source == CADENCE:
        keep_in_touch(follow_up.owner_id, [follow_up.tie_id])
    return said
