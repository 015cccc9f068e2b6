"""Cards made, changed and deleted, with the badge that shows each of them anywhere."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from networking_app.accounts.changes import next_change
from networking_app.cards.models import Badge, Card, Photo
from networking_app.cards.words import index_words
from networking_app.clock import now
from networking_app.errors import DomainError
from networking_app.extensions import db
from networking_app.formats.folding import fold
from networking_app.formats.photo import Photo as Drawn

MOST_CARDS = 20


def add_card(user_id: int, fields: Mapping[str, Any]) -> Card:
    """A new card of that user and its badge for anywhere; `fields` are columns of the card."""
    next_change(user_id)
    if count_cards(user_id) >= MOST_CARDS:
        raise DomainError(_("That is as many cards as one person can keep here. Delete one first."), 409)
    card = Card(user_id=user_id, full_name=fields["full_name"])
    db.session.add(card)
    db.session.flush()
    change_card(card, fields)
    db.session.add(Badge(user_id=user_id, card_id=card.id))
    return card


def change_card(card: Card, fields: Mapping[str, Any]) -> None:
    """Set the fields of a card, and what is searched of it: only what strangers see."""
    for name, value in fields.items():
        setattr(card, name, value)
    words = [card.full_name, *(card.shown(name) for name in ("title", "org", "note", "offers", "asks"))]
    card.search_text = fold(*words, *card.shown_circles, *(way["value"] for way in card.shown_ways()))
    index_words(card)


def count_cards(user_id: int) -> int:
    return db.session.scalar(select(func.count()).select_from(Card).where(Card.user_id == user_id)) or 0


def delete_card(card: Card) -> None:
    """Delete the card with its badges, so that their codes find nothing; a person keeps at least one card."""
    next_change(card.user_id)
    if count_cards(card.user_id) < 2:
        raise DomainError(_("This is your only card. Make another one before you delete it."), 409)
    for badge in db.session.scalars(select(Badge).where(Badge.card_id == card.id)):
        db.session.delete(badge)
    db.session.delete(card)


def set_photo(card: Card, made: Drawn) -> None:
    """Put a photo on the card, or in the place of the one there."""
    photo = card.photo or Photo()
    photo.large, photo.small, photo.jpeg = made.large_webp, made.small_webp, made.jpeg
    photo.digest = sha256(made.large_webp).hexdigest()[:16]
    card.photo = photo
    card.updated_at = now()


def delete_photo(card: Card) -> None:
    card.photo = None
    card.updated_at = now()
