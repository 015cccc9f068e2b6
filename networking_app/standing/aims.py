"""Whom and what somebody wants to meet at an event, as they see it: with the cards of people who let them."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from networking_app.cards.models import Badge, Card
from networking_app.cards.showing import ShownCard, shown
from networking_app.clock import now
from networking_app.events.models import AROUND, Event, Target
from networking_app.events.targets import listed_among, targets_of
from networking_app.extensions import db
from networking_app.standing.found import ties_found
from networking_app.ties.models import Tie

CANCELLED, COMING, ON, OVER = PHASES = ("cancelled", "coming", "on", "over")


@dataclass(frozen=True)
class Wanted:
    """A target; `card` is the one that person shows there, `tie` the one to whom it names."""

    target: Target
    card: ShownCard | None
    tie: Tie | None

    @property
    def name(self) -> str:
        if self.card:
            return self.card.full_name
        return self.target.text or _("Somebody who is no longer in the list")

    @property
    def found(self) -> bool:
        return self.target.found_at is not None or self.tie is not None


def phase_of(event: Event) -> str:
    """Whether the event is cancelled, coming, on or over; it is on from the time its doors open."""
    if event.cancelled_at is not None:
        return CANCELLED
    return OVER if event.ends_at < now() else ON if event.starts_at - AROUND <= now() else COMING


def may_be_found(event: Event) -> bool:
    """Whether somebody may be marked as found there: a page that a phone keeps lasts from the day before."""
    return event.cancelled_at is None and event.starts_at - 3 * AROUND <= now()


def wanted_at(user_id: int, event: Event) -> list[Wanted]:
    """The user's targets at that event in the order they came."""
    targets = targets_of(user_id, event.id)
    cards = _cards(listed_among(targets, user_id, event.id), event.id)
    ties = ties_found(user_id, targets)
    return [Wanted(one, cards.get(one.wanted_user_id or 0), ties.get(one.id)) for one in targets]


def own_card(user_id: int, event: Event) -> Card | None:
    """The card that others find in the list of that event."""
    badge = Badge.shown_at(user_id, event.id)
    return badge.card if badge else Card.first_of(user_id)


def _cards(user_ids: set[int], event_id: int) -> dict[int, ShownCard]:
    badges = Badge.live().where(Badge.event_id == event_id, Badge.user_id.in_(user_ids))
    read = badges.options(joinedload(Badge.card).joinedload(Card.photo))
    return {badge.user_id: shown(badge.card) for badge in db.session.scalars(read)}
