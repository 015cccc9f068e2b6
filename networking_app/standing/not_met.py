"""Who you haven't met yet: people in the list of an event to whom one holds no tie, and why one might talk."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import joinedload

from networking_app.accounts.models import User
from networking_app.cards.models import Card
from networking_app.events.models import Attendance, Event, Target
from networking_app.events.targets import targets_of
from networking_app.extensions import db
from networking_app.standing.because import because_of_words
from networking_app.standing.found import ties_found
from networking_app.standing.in_common import Said
from networking_app.standing.listed import Connector, not_met_at, with_card
from networking_app.standing.openers import opener
from networking_app.standing.unmet import Near, Unmet, unmet
from networking_app.ties.models import Tie


@dataclass(frozen=True)
class NotMet:
    """One of them, with the card that they show there and what they offer there, and a way to begin the talk."""

    user_id: int
    name: str
    card: Card | None
    offer: str
    because: tuple[str, ...]
    opener: str
    wanted: Target | None = None
    connector: Connector | None = None

    @property
    def line(self) -> str:
        return ", ".join(filter(None, (self.card.shown("title"), self.card.shown("org")))) if self.card else ""


def not_met(user_id: int, event_id: int, limit: int = 50, *, offset: int = 0, words: str = "") -> list[NotMet]:
    """The people in the list whom that user has not met: those they want to meet, then who shares most with them."""
    return described(user_id, event_id, unmet(user_id, event_id, words), limit, offset)


def described(user_id: int, event_id: int, found: Unmet, limit: int, offset: int = 0) -> list[NotMet]:
    """Some of them with all that is shown."""
    chosen, event = found.people[offset:offset + limit], db.session.get_one(Event, event_id)
    people = with_card(not_met_at(user_id, event_id, Attendance.user_id, Attendance.offer, User.name, Card))
    people = people.options(joinedload(Card.photo))
    rows = {row.user_id: row for row in db.session.execute(people.where(Attendance.user_id.in_(chosen)))}
    near = {key: found.near.get(key, Near()) for key in chosen}
    return [_described(rows[key], near[key], found.mine, event) for key in chosen if key in rows]


def met_as_wanted(user_id: int, event_id: int) -> list[Tie]:
    """The ties to those whom that user wanted to meet at the event, and did, there or anywhere."""
    return list(dict.fromkeys(ties_found(user_id, targets_of(user_id, event_id)).values()))


def _described(row: Row[Any], near: Near, mine: Said, event: Event) -> NotMet:
    card: Card | None = row.Card
    name, theirs = card.full_name if card else row.name, Said.on([card] if card else [], row.offer)
    because = because_of_words(name, near.common, mine, theirs)
    note, known = card.shown("note") if card else "", near.connector.name if near.connector else ""
    said = opener(near.common, theirs, event, connector=known, note=note, turn=row.user_id)
    return NotMet(row.user_id, name, card, row.offer, tuple(because), said, near.wanted, near.connector)
