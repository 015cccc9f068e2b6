"""Whom a person may name to find a way to them: never anybody out of a directory of all.

Their own ties, whom these opened for introductions, and who let themselves be found at an event that both attend.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from networking_app.accounts.models import User
from networking_app.cards.models import Badge, Card
from networking_app.events.models import Attendance, Event
from networking_app.extensions import db
from networking_app.formats.folding import fold
from networking_app.introductions.apart import block_between, blocked_with, knows
from networking_app.introductions.models import Introducible, Opening
from networking_app.introductions.naming import first_card_of, first_name
from networking_app.introductions.reach import NEIGHBOURS, OPENED
from networking_app.ties.models import Tie

WORDS_READ = 8
# So many of each kind are looked at when a name is short.
MOST = 200
# Of the events that one has joined, the last.
EVENTS = 12


@dataclass(frozen=True)
class Named:
    """As its reader knows them: the tie who lets them know, or the event that lists them; neither for their own tie."""

    name: str
    by: str = ""
    event: str = ""


def named_like(user_id: int, words: str) -> dict[int, Named]:
    """By user those whose names hold all of these words, as that user may read them."""
    asked = fold(words).split()[:WORDS_READ]
    if not asked:
        return {}
    found: dict[int, Named] = {}
    for other_id, named in (*_ties(user_id, asked), *_opened(user_id, asked), *_listed(user_id, asked)):
        if other_id != user_id and all(word in fold(named.name) for word in asked):
            found.setdefault(other_id, named)
    return dict(sorted(found.items(), key=lambda item: (fold(item[1].name), item[0])))


def _rows(found: Select[Any]) -> Sequence[Any]:
    return db.session.execute(found.limit(MOST)).all()


def _ties(user_id: int, asked: list[str]) -> Iterator[tuple[int, Named]]:
    mine: Any = select(Tie.peer_user_id, Tie.name).where(
        Tie.owner_id == user_id, Tie.peer_user_id.is_not(None), Tie.peer_user_id.not_in(blocked_with(user_id)))
    found = mine.where(*_all_in(Tie.search_text, asked)).order_by(Tie.last_met_at.desc(), Tie.id)
    return ((other_id, Named(name)) for other_id, name in _rows(found))


def _opened(user_id: int, asked: list[str]) -> Iterator[tuple[int, Named]]:
    """Of whom an introduction would be asked, only the first name is read before."""
    near = select(Tie.peer_user_id).where(
        Tie.owner_id == user_id, knows(Tie.peer_user_id, user_id), Tie.peer_user_id.not_in(blocked_with(user_id)))
    known = near.order_by(Tie.last_met_at.desc(), Tie.id.desc()).limit(NEIGHBOURS).subquery()
    latest = select(Opening.owner_id, Opening.peer_user_id).where(Opening.owner_id.in_(select(known)))
    way = latest.order_by(Opening.id.desc()).limit(OPENED).subquery()
    whom, by = way.c.peer_user_id, way.c.owner_id
    opened: Any = select(whom, func.coalesce(Card.full_name, User.name), Tie.name).join(User, User.id == whom)
    opened = opened.join(Introducible, Introducible.user_id == whom).outerjoin(Card, Card.id == first_card_of(whom))
    opened = opened.join(Tie, (Tie.owner_id == user_id) & (Tie.peer_user_id == by))
    opened = opened.where(knows(whom, by), whom.not_in(blocked_with(user_id)), ~block_between(by, whom))
    found = _rows(opened.where(*_all_in(func.coalesce(Card.search_text, func.lower(User.name)), asked)))
    return ((whom_id, Named(first_name(name), by=tie)) for whom_id, name, tie in found)


def _listed(user_id: int, asked: list[str]) -> Iterator[tuple[int, Named]]:
    """By the card that they show at the event."""
    own = select(Attendance.event_id).where(Attendance.user_id == user_id)
    mine = own.order_by(Attendance.id.desc()).limit(EVENTS)
    other = Attendance.user_id
    shown = (Badge.user_id == other) & (Badge.event_id == Attendance.event_id) & Badge.revoked_at.is_(None)
    listed: Any = select(other, func.coalesce(Card.full_name, User.name), Event.summary).join(User, User.id == other)
    listed = listed.join(Event, Event.id == Attendance.event_id)
    listed = listed.outerjoin(Badge, shown).outerjoin(Card, Card.id == Badge.card_id)
    listed = listed.where(Attendance.event_id.in_(mine), Attendance.listed_at.is_not(None),
                          other.not_in(blocked_with(user_id)))
    named = listed.where(*_all_in(func.coalesce(Card.search_text, func.lower(User.name)), asked))
    found = _rows(named.order_by(Attendance.id.desc()))
    return ((other_id, Named(name, event=summary)) for other_id, name, summary in found)


def _all_in(text: Any, words: list[str]) -> list[ColumnElement[bool]]:
    return [text.contains(word, autoescape=True) for word in words]
