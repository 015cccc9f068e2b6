"""Making an event: with its plan, and with its first organizer. A form sent twice makes one event."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.exc import IntegrityError

from networking_app.clock import now
from networking_app.events.forms import EventDetails
from networking_app.events.models import Attendance, Event, FollowUpPlan
from networking_app.events.plans import as_rows, default_steps
from networking_app.events.series import put_into
from networking_app.extensions import db
from networking_app.formats.codes import new_join_code


def new_draft(user_id: int) -> str:
    """The join code of an event to be, signed, for the form to carry: it tells a second sending from a second event."""
    return str(_drafts().dumps([user_id, new_join_code()]))


def create_event(user_id: int, details: EventDetails) -> Event:
    """The user's new event; the one made before if that draft has been sent already."""
    join_code = _join_code(details.draft, user_id)
    event = Event(**details.columns(), join_code=join_code)
    try:
        with db.session.begin_nested():
            db.session.add(event)
    except IntegrityError:
        return db.first_or_404(Event.attended_by(user_id).where(Event.join_code == join_code))
    db.session.add(Attendance(event_id=event.id, user_id=user_id, organizer_since=now()))
    db.session.add(FollowUpPlan(event_id=event.id, steps=as_rows(default_steps())))
    put_into(event, details.series, user_id)
    return event


def _join_code(draft: str, user_id: int) -> str:
    try:
        owner_id, code = _drafts().loads(draft)
    except (BadSignature, TypeError, ValueError):
        return new_join_code()
    return str(code) if owner_id == user_id else new_join_code()


def _drafts() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="event draft")
