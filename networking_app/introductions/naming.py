"""What two people read of each other before both have said yes: a first name, no more."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ScalarSelect, func, select

from networking_app.accounts.models import User
from networking_app.cards.models import Card
from networking_app.extensions import db
from networking_app.formats.graphemes import plain_line
from networking_app.formats.vcard import name_parts
from networking_app.ties.models import Tie

LONGEST = 40
_TITLE = re.compile(r"(dr|prof|mr|mrs|ms|mx|sir|dame|rev|ir|ing|herr|frau|mme|m)\.?", re.IGNORECASE)


def first_name(full_name: str) -> str:
    """The given name without titles and initials; the family name never, unless there is but one word."""
    words = name_parts(plain_line(full_name))[1].split()
    real = [word for word in words if not _TITLE.fullmatch(word) and len(word.strip(".,")) > 1]
    return (real or words or [""])[0][:LONGEST]


def first_card_of(user_id: Any) -> ScalarSelect[int]:
    """The id of the first card that a user made, which is the one that an introduction hands over."""
    card = Card.__table__.alias().c
    return select(func.min(card.id)).where(card.user_id == user_id).scalar_subquery()


def first_cards(user_ids: Collection[int]) -> dict[int, Card]:
    """By user that card."""
    cards = select(Card).where(Card.user_id.in_(user_ids), Card.id == first_card_of(Card.user_id).correlate(Card))
    return {card.user_id: card for card in db.session.scalars(cards)}


def shown_names(user_ids: Collection[int]) -> dict[int, str]:
    """By user the whole name on it, or else on their account."""
    people = select(User.id, User.name, Card.full_name).where(User.id.in_(user_ids))
    rows = db.session.execute(people.outerjoin(Card, Card.id == first_card_of(User.id).correlate(User)))
    return {user_id: on_card or name for user_id, name, on_card in rows}


def names_held(owner_id: int, user_ids: Collection[int]) -> dict[int, tuple[int, str]]:
    """By user the owner's own tie to them, and the name it has."""
    held = select(Tie.peer_user_id, Tie.id, Tie.name).where(Tie.owner_id == owner_id, Tie.peer_user_id.in_(user_ids))
    return {user_id: (tie_id, name) for user_id, tie_id, name in db.session.execute(held) if user_id}


def first_names(whole: Mapping[int, str]) -> dict[int, str]:
    return {user_id: first_name(name) for user_id, name in whole.items()}
