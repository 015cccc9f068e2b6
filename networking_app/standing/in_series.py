"""The events of a series as somebody sees them: whom they met at each, and what they had looked for."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select

from networking_app.events.models import Attendance, Event
from networking_app.events.series import seen_of
from networking_app.events.targets import targets_of
from networking_app.extensions import db
from networking_app.standing.found import ties_found
from networking_app.ties.models import Encounter


@dataclass(frozen=True)
class Part:
    """One event: how many people were met there, and how much of what was looked for has been found."""

    event: Event
    attends: bool
    organizes: bool
    met: int
    wanted: int
    found: int


def parts_of(user_id: int, series_id: int, limit: int, offset: int = 0) -> list[Part]:
    """So many events of the series that the user may see, the latest first."""
    events = db.session.scalars(seen_of(series_id, user_id).limit(limit).offset(offset)).all()
    ids = [event.id for event in events]
    own = select(Attendance).where(Attendance.user_id == user_id, Attendance.event_id.in_(ids))
    mine = {one.event_id: one for one in db.session.scalars(own)}
    meetings = select(Encounter.event_id, func.count()).where(
        Encounter.owner_id == user_id, Encounter.event_id.in_(ids)).group_by(Encounter.event_id)
    met = {event_id: number for event_id, number in db.session.execute(meetings)}
    wanted, found = _looked_for(user_id, ids)
    return [Part(one, one.id in mine, one.id in mine and mine[one.id].organizer_since is not None,
                 met.get(one.id, 0), wanted[one.id], found[one.id]) for one in events]


def _looked_for(user_id: int, event_ids: list[int]) -> tuple[Counter[int], Counter[int]]:
    wishes = targets_of(user_id, *event_ids)
    ties = ties_found(user_id, wishes)
    found = Counter(one.event_id for one in wishes if one.found_at or one.id in ties)
    return Counter(one.event_id for one in wishes), found
