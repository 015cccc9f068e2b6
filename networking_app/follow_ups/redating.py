"""Dating open follow-ups anew when their owner's zone, hour or days off have changed."""

from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from networking_app.accounts.changes import next_change
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.follow_ups.planning import Rhythm, instant_of, next_day_on


def redate(owner_id: int, before: Rhythm, rhythm: Rhythm) -> int:
    """Date the owner's open follow-ups by that rhythm; a day the person chose stays. Returns how many changed.

    Who was prompted by the rhythm `before` is prompted next on the same day as by that one.
    """
    columns = select(FollowUp.id, FollowUp.planned_on, FollowUp.due_on, FollowUp.snoozed_until, FollowUp.due_at,
                     FollowUp.nudges)
    rows = db.session.execute(columns.where(FollowUp.owner_id == owner_id, FollowUp.is_open())).all()
    changes = []
    for row in rows:
        due_on = row.due_on if row.snoozed_until else next_day_on(row.planned_on, rhythm.days_off)
        day = row.snoozed_until or due_on
        if row.nudges:
            day = next_day_on(row.due_at.astimezone(ZoneInfo(before.time_zone)).date(), rhythm.days_off)
        due_at = instant_of(day, rhythm)
        if (due_on, due_at) != (row.due_on, row.due_at):
            changes.append({"id": row.id, "due_on": due_on, "due_at": due_at})
    _store(owner_id, changes)
    return len(changes)


def _store(owner_id: int, changes: list[dict]) -> None:
    if not changes:
        return
    number = next_change(owner_id)
    db.session.execute(update(FollowUp), [change | {"change_seq": number} for change in changes])
