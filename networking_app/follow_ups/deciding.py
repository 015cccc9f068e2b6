"""A decision on a follow-up by its name, and what is said of it on screen."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import format_date
from flask_babel import gettext as _

from networking_app.errors import DomainError
from networking_app.follow_ups import acting
from networking_app.follow_ups.models import FollowUp
from networking_app.follow_ups.planning import Rhythm

COMPLETE, SKIP, REOPEN, SNOOZE, UNSNOOZE = DECISIONS = ("complete", "skip", "reopen", "snooze", "unsnooze")


@dataclass(frozen=True)
class Decision:
    """One of DECISIONS, when it was made, and for SNOOZE until when: one of acting.DELAYS or a date."""

    kind: str
    at: datetime
    until: str = ""


def decide(follow_up: FollowUp, decision: Decision, rhythm: Rhythm) -> str:
    """Do it; what to say then. Raises DomainError (422) for a day that cannot be meant."""
    kind, at = decision.kind, decision.at
    if kind == SNOOZE:
        return _put_off(follow_up, decision, rhythm)
    if kind == UNSNOOZE:
        acting.unsnooze(follow_up, rhythm, at)
        return _("Due as planned: %(title)s", title=follow_up.title)
    if kind == REOPEN:
        acting.reopen(follow_up, rhythm, at)
        return _("Open again: %(title)s", title=follow_up.title)
    if kind == SKIP:
        acting.skip(follow_up, at)
        return _("Skipped: %(title)s", title=follow_up.title)
    acting.complete(follow_up, at)
    return _("Done: %(title)s", title=follow_up.title)


def _put_off(follow_up: FollowUp, decision: Decision, rhythm: Rhythm) -> str:
    # "Tomorrow" is the day after the one on which it was said, whenever it arrives.
    said_on = decision.at.astimezone(ZoneInfo(rhythm.time_zone)).date()
    day = acting.wanted_day(decision.until, said_on)
    if day is None:
        raise DomainError(_("Please choose a day from tomorrow on."), 422)
    acting.snooze(follow_up, day, rhythm, decision.at)
    return _("Put off until %(day)s.", day=format_date(follow_up.snoozed_until, "EEEE d MMMM"))
