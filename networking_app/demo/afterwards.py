"""What people did since: follow-ups done, skipped, put off and left open; messages out and answers in."""

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.demo.evening import recorder
from networking_app.demo.words import LATER
from networking_app.extensions import db
from networking_app.follow_ups.acting import complete, skip, snooze
from networking_app.follow_ups.models import FollowUp
from networking_app.ties.models import IN, OUT, Interaction, Note, Tie
from networking_app.ties.searching import text_of

WAITING = 0.25
DONE, SKIPPED, PUT_OFF_TO_TODAY, PUT_OFF = 0.6, 0.68, 0.84, 0.92


def live_on(user: User, dice: Random) -> None:
    """Act on the user's follow-ups that fell due before today, in that order; some people wait without any answer."""
    today = now().astimezone(ZoneInfo(user.time_zone)).date()
    due = select(FollowUp).where(FollowUp.owner_id == user.id, FollowUp.due_on < today).order_by(FollowUp.due_at)
    rows = db.session.scalars(due).all()
    waiting = {tie_id for tie_id in dict.fromkeys(row.tie_id for row in rows) if dice.random() < WAITING}
    for follow_up in rows:
        if follow_up.tie_id not in waiting:
            _act(user, follow_up, dice)
    db.session.flush()


def _act(user: User, follow_up: FollowUp, dice: Random) -> None:
    thrown, today = dice.random(), now().astimezone(ZoneInfo(user.time_zone)).date()
    if thrown < DONE:
        at = min(follow_up.due_at + timedelta(hours=dice.randint(0, 30)), now())
        complete(follow_up, at)
        _talk(follow_up, at, dice)
    elif thrown < SKIPPED:
        skip(follow_up, min(follow_up.due_at + timedelta(hours=3), now()))
    elif thrown < PUT_OFF:
        later = 0 if thrown < PUT_OFF_TO_TODAY else dice.randint(1, 9)
        snooze(follow_up, today + timedelta(days=later), recorder(user).rhythm, now())


def _talk(follow_up: FollowUp, at: datetime, dice: Random) -> None:
    tie = db.session.get_one(Tie, follow_up.tie_id)
    _add(tie, OUT, dice.choice(("message", "mail", "call")), at)
    if dice.random() < 0.6:
        answered_at = min(at + timedelta(hours=dice.randint(1, 60)), now())
        _add(tie, IN, "message", answered_at)
        db.session.add(Note(owner_id=tie.owner_id, tie_id=tie.id, text=dice.choice(LATER), written_at=answered_at))
        db.session.flush()
        db.session.expire(tie)
        tie.search_text = text_of(tie)


def _add(tie: Tie, direction: str, channel: str, at: datetime) -> None:
    place = {"owner_id": tie.owner_id, "tie_id": tie.id}
    db.session.add(Interaction(**place, channel=channel, direction=direction, happened_at=at))
