"""Where a person shows a badge: at the running event, at those to come, anywhere."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from networking_app.cards.models import Badge, Card
from networking_app.events.models import AROUND, Event
from networking_app.extensions import db


@dataclass(frozen=True)
class Place:
    """One place with its live badge; without a badge, one can be made there."""

    event: Event | None
    card: Card | None
    badge: Badge | None


def places_of(user_id: int, at: datetime) -> list[Place]:
    """The place for here and now first, then the events to come, then each card anywhere."""
    live = Badge.live().where(Badge.user_id == user_id).options(joinedload(Badge.card), joinedload(Badge.event))
    badges = {(badge.event_id, badge.event_id or badge.card_id): badge for badge in db.session.scalars(live)}
    running = Event.running_for(user_id, at)
    events = [running] if running else []
    events += [event for event in _events_to_come(user_id, at) if event is not running]
    at_events = [_at_event(event, badges.get((event.id, event.id))) for event in events]
    cards = db.session.scalars(select(Card).where(Card.user_id == user_id).order_by(Card.id))
    anywhere = [Place(None, card, badges.get((None, card.id))) for card in cards]
    return [*at_events, *anywhere] if running else [*anywhere[:1], *at_events, *anywhere[1:]]


def _at_event(event: Event, badge: Badge | None) -> Place:
    return Place(event, badge.card if badge else None, badge)


def _events_to_come(user_id: int, at: datetime) -> list[Event]:
    ahead = Event.attended_by(user_id).where(Event.cancelled_at.is_(None), Event.ends_at >= at - AROUND)
    return list(db.session.scalars(ahead.order_by(Event.starts_at).limit(20)))
