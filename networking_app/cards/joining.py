"""Joining an event, with the badge shown there; and the badges that replace others. Idempotent by constraint."""

from sqlalchemy import Select, select, text
from sqlalchemy.dialects import postgresql, sqlite

from networking_app.accounts.changes import next_change
from networking_app.accounts.models import User
from networking_app.cards.making import add_card
from networking_app.cards.models import Badge, Card
from networking_app.clock import now
from networking_app.events.models import Attendance
from networking_app.extensions import db, insert
from networking_app.formats.codes import new_code, new_short_code

_LIVE_AT_EVENT = text("revoked_at IS NULL AND event_id IS NOT NULL")
_LIVE_ANYWHERE = text("revoked_at IS NULL AND event_id IS NULL")


def join_event(user_id: int, event_id: int) -> int:
    """Make the user an attendee with a live badge there, both only once; the id of the badge."""
    # The row lock it takes lets the calls of one person wait for each other.
    change = next_change(user_id)
    attendance = insert(Attendance).values(event_id=event_id, user_id=user_id, joined_at=now(), change_seq=change)
    db.session.execute(attendance.on_conflict_do_nothing(index_elements=["event_id", "user_id"]))
    return _badge_at(user_id, _first_card_id(user_id), event_id, change)


def badge_anywhere(user_id: int, card_id: int) -> int:
    """The id of the live badge that shows that card of the user outside events, made if there is none."""
    made = _new_badge(user_id, card_id, None, next_change(user_id))
    db.session.execute(made.on_conflict_do_nothing(index_elements=["card_id"], index_where=_LIVE_ANYWHERE))
    return db.session.scalars(_live(user_id).where(Badge.card_id == card_id, Badge.event_id.is_(None))).one()


def issue_again(badge: Badge) -> int:
    """Revoke the badge and make one with new codes in its place; one revoked before leads to the live one."""
    change = next_change(badge.user_id)
    db.session.refresh(badge)
    if badge.revoked_at is None:
        badge.revoked_at = now()
        db.session.flush()
    if badge.event_id is None:
        return badge_anywhere(badge.user_id, badge.card_id)
    return _badge_at(badge.user_id, badge.card_id, badge.event_id, change)


def revoke_at_event(user_id: int, event_id: int) -> None:
    """Revoke the badge of somebody who leaves the event."""
    for badge in db.session.scalars(Badge.live().where(Badge.user_id == user_id, Badge.event_id == event_id)):
        badge.revoked_at = now()


def _badge_at(user_id: int, card_id: int, event_id: int, change: int) -> int:
    made = _new_badge(user_id, card_id, event_id, change)
    db.session.execute(
        made.on_conflict_do_nothing(index_elements=["user_id", "event_id"], index_where=_LIVE_AT_EVENT)
    )
    return db.session.scalars(_live(user_id).where(Badge.event_id == event_id)).one()


def _new_badge(user_id: int, card_id: int, event_id: int | None, change: int) -> sqlite.Insert | postgresql.Insert:
    values = {"user_id": user_id, "card_id": card_id, "event_id": event_id, "change_seq": change}
    return insert(Badge).values(**values, code=new_code(), short_code=new_short_code(), created_at=now())


def _live(user_id: int) -> Select[int]:
    return select(Badge.id).where(Badge.user_id == user_id, Badge.revoked_at.is_(None))


def _first_card_id(user_id: int) -> int:
    card = Card.first_of(user_id) or add_card(user_id, {"full_name": db.session.get_one(User, user_id).name})
    return card.id
