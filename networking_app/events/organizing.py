"""Who organizes an event, and who leaves it: an event that goes on always has an organizer."""

from sqlalchemy import delete, func, select

from networking_app.accounts.models import Address, User
from networking_app.clock import now
from networking_app.events.models import Attendance, Event, Target
from networking_app.extensions import db


def organizers_of(event_id: int) -> list[User]:
    """The organizers, the first one first."""
    organizing = select(User).join(Attendance, Attendance.user_id == User.id).where(
        Attendance.event_id == event_id, Attendance.organizer_since.is_not(None)
    )
    return list(db.session.scalars(organizing.order_by(Attendance.organizer_since, User.id)))


def count_attendees(event_id: int) -> int:
    counted = select(func.count()).select_from(Attendance).where(Attendance.event_id == event_id)
    return db.session.scalar(counted) or 0


def make_organizer(event_id: int, email: str) -> bool:
    """Let the attendee with that verified address organize too; whether there is one is not for the caller to tell."""
    address = Address.verified(email)
    attendance = Attendance.find(event_id, address.user_id) if address else None
    if attendance and attendance.organizer_since is None:
        attendance.organizer_since = now()
    return attendance is not None


def step_down(event: Event, user_id: int) -> bool:
    """Let that organizer be an attendee again; False, and nothing changed, if nobody else could take over."""
    if _is_last(event, user_id):
        return False
    attendance = Attendance.find(event.id, user_id)
    if attendance:
        attendance.organizer_since = None
    return True


def leave(event: Event, user_id: int) -> bool:
    """End the attendance with all its aims; False, and nothing changed, for the last organizer of one that goes on."""
    if event.cancelled_at is None and _is_last(event, user_id):
        return False
    attendance = Attendance.find(event.id, user_id)
    if attendance:
        db.session.delete(attendance)
        db.session.execute(delete(Target).where(Target.owner_id == user_id, Target.event_id == event.id))
    return True


def _is_last(event: Event, user_id: int) -> bool:
    # Two who go at the same moment wait for each other here.
    db.session.execute(select(Event.id).where(Event.id == event.id).with_for_update())
    return [organizer.id for organizer in organizers_of(event.id)] == [user_id]
