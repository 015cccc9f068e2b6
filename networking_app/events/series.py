"""Events that follow one another: what an organizer puts into a row, and what stands beside an event in it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, and_, or_, select

from networking_app.clock import now
from networking_app.events.models import Attendance, Event, EventSeries
from networking_app.extensions import db

MOST_OFFERED = 50


def linkable(user_id: int, event: Event | None = None) -> Sequence[Event]:
    """The organizer's own events of which that one, or a new one, can be a part: the latest first."""
    others = Event.organizing(user_id)
    if event:
        others = others.where(Event.id != event.id)
    return db.session.scalars(others.order_by(Event.starts_at.desc(), Event.id.desc()).limit(MOST_OFFERED)).all()


def earlier_of(user_id: int, event_id: int, starts_at: datetime, but: int | None = None) -> Event | None:
    """That event, if the user organizes it, it begins before that instant and is not the one with the id `but`."""
    mine = Event.organizing(user_id).where(Event.id == event_id, Event.starts_at < starts_at)
    return db.session.scalar(mine.where(Event.id != but) if but else mine)


def put_into(event: Event, chosen: str, user_id: int) -> None:
    """Have the event follow the user's event with the number `chosen`; "" takes it out of its series."""
    if not chosen:
        event.series_id = None
    elif chosen.isdecimal():
        earlier = earlier_of(user_id, int(chosen), event.starts_at, event.id)
        if earlier:
            event.series = series_with(earlier)


def series_with(event: Event) -> EventSeries:
    """The series that the event is in; one of its name begins with it if there is none."""
    # Two who begin a series with one event wait for each other here.
    db.session.refresh(event, with_for_update=True)
    event.series = event.series or EventSeries(summary=event.summary)
    db.session.flush()
    return event.series


def before(event: Event) -> Event | None:
    """The event of the series that began last before this one."""
    earlier = _of_series(event).where(Event.starts_at < event.starts_at)
    return db.session.scalar(earlier.order_by(Event.starts_at.desc(), Event.id.desc()).limit(1))


def after(event: Event) -> Event | None:
    """The event of the series that begins first after this one, and takes place."""
    later = _of_series(event).where(Event.starts_at > event.starts_at, Event.cancelled_at.is_(None))
    return db.session.scalar(later.order_by(Event.starts_at, Event.id).limit(1))


def _of_series(event: Event) -> Select[Event]:
    # Without a series there are no others: no series has the number 0.
    return select(Event).where(Event.series_id == (event.series_id or 0))


def in_no_series(user_id: int) -> Sequence[Event]:
    """The organizer's own events that follow no other and are followed by none: the latest first."""
    free = Event.organizing(user_id).where(Event.series_id.is_(None))
    return db.session.scalars(free.order_by(Event.starts_at.desc(), Event.id.desc()).limit(MOST_OFFERED)).all()


def seen_of(series_id: int, user_id: int) -> Select[Event]:
    """Its events that the user attends, and those to come, which they may join; the latest first."""
    mine = Event.attended_by(user_id).with_only_columns(Event.id)
    to_come = and_(Event.cancelled_at.is_(None), Event.ends_at >= now())
    seen = select(Event).where(Event.series_id == series_id, or_(Event.id.in_(mine), to_come))
    return seen.order_by(Event.starts_at.desc(), Event.id.desc())


def attended_of_series(event: Event, user_id: int) -> set[int]:
    """Ids of the events of that series that the user attends."""
    attended = _of_series(event).join(Attendance).where(Attendance.user_id == user_id)
    return set(db.session.scalars(attended.with_only_columns(Event.id)))
