"""What the worker would do now: everything that ringing decides, and nothing that it stores."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.extensions import db
from networking_app.prompts.besides import with_something_to_tell
from networking_app.prompts.models import Alarm
from networking_app.prompts.moments import first_fit
from networking_app.prompts.parcels import round_for
from networking_app.prompts.people import Person, people

BATCH = 200


def forecast(at: datetime) -> Iterator[str]:
    """A line for each parcel, then how many there are: ids, counts and instants, no names."""
    told, prompted = 0, set()
    for person in _whose_alarm_is_due(at):
        for parcel in round_for(person, at).parcels:
            ids = [step_id for step_id, _occurrence in parcel.prompted]
            prompted.update(ids)
            yield f"person {person.id} {parcel.kind} at {parcel.due_at:%Y-%m-%dT%H:%MZ} follow-ups {_listed(ids)}"
            told += 1
    db.session.rollback()
    yield f"{told} to send, with {len(prompted)} follow-ups"


def _listed(ids: list[int]) -> str:
    return " ".join(map(str, ids)) or "none, only what is coming or waits besides"


def _whose_alarm_is_due(at: datetime) -> Iterator[Person]:
    # Whoever has no alarm yet gets one when the worker starts.
    due = select(User.id).outerjoin(Alarm, Alarm.user_id == User.id)
    due = due.where((Alarm.next_at <= at) | Alarm.user_id.is_(None))
    last = 0
    while ids := db.session.scalars(due.where(User.id > last).order_by(User.id).limit(BATCH)).all():
        last = ids[-1]
        fit = [person for person in people(ids) if first_fit(at, person.rhythm, person.quiet) <= at]
        busy = with_something_to_tell(fit, at)
        yield from (person for person in fit if person.id in busy)
