"""Closing an account: what the person owns goes, what others wrote about them stays with the others."""

from sqlalchemy import delete, or_, select

from networking_app.accounts.changes import lock_users, next_change
from networking_app.accounts.models import User
from networking_app.cards.models import Card
from networking_app.clock import now
from networking_app.events.models import Attendance, Event
from networking_app.extensions import db
from networking_app.ties.guests import withdraw
from networking_app.ties.models import CardLeft, Encounter, Tie


def close_account(user_id: int) -> None:
    """Delete the user with all they own; the rest follows from the rules of the foreign keys."""
    _vanish_from_ties(user_id)
    _hand_over_events(user_id)
    db.session.flush()
    db.session.execute(delete(User).where(User.id == user_id), execution_options={"synchronize_session": False})


def _vanish_from_ties(user_id: int) -> None:
    """Other people keep the name and their own words; card and whatever was left as a guest go from their phones."""
    cards = select(Card.id).where(Card.user_id == user_id)
    of_me = select(Tie).where(Tie.owner_id != user_id, or_(Tie.peer_user_id == user_id, Tie.card_id.in_(cards)))
    lock_users(or_(User.id == user_id, User.id.in_(of_me.with_only_columns(Tie.owner_id))))
    for tie in db.session.scalars(of_me.order_by(Tie.owner_id)).all():
        next_change(tie.owner_id)
        for left in db.session.scalars(select(CardLeft).where(CardLeft.tie_id == tie.id)):
            withdraw(left)
        tie.peer_user_id = tie.card_id = None


def _hand_over_events(user_id: int) -> None:
    mine = select(Attendance).where(Attendance.user_id == user_id, Attendance.organizer_since.is_not(None))
    for attendance in db.session.scalars(mine).all():
        others = select(Attendance).where(Attendance.event_id == attendance.event_id, Attendance.user_id != user_id)
        first = db.session.scalar(others.order_by(Attendance.organizer_since.is_(None), Attendance.joined_at).limit(1))
        if first is not None:
            first.organizer_since = first.organizer_since or now()
        elif not _somebody_met_at(attendance.event_id, user_id):
            db.session.execute(delete(Event).where(Event.id == attendance.event_id))


def _somebody_met_at(event_id: int, user_id: int) -> bool:
    met = select(Encounter.id).where(Encounter.event_id == event_id, Encounter.owner_id != user_id)
    return db.session.scalar(met.limit(1)) is not None
