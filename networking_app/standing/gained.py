"""How many people know somebody since one event: the number of `known_by`, asked of that event alone."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, or_, select

from networking_app.events.models import AROUND, Event
from networking_app.extensions import db
from networking_app.introductions.apart import blocked_with
from networking_app.ties.models import BY_HAND, CardLeft, Encounter, Tie


def gained_at(user_id: int, event: Event) -> int:
    """Those who met the user there or left their card there, and did not know them before its doors opened."""
    since, there = _left(user_id, event)
    for person, at, met_there in db.session.execute(_held(user_id, event, there)):
        since[person] = min(at, since.get(person, at))
        if met_there:
            there.add(person)
    return sum(since[person] >= event.starts_at - AROUND for person in there)


def _left(user_id: int, event: Event) -> tuple[dict[int, datetime], set[int]]:
    """By person when they left their first card, and who left one there; without an account the tie stands for them."""
    cards = select(Tie.id, Tie.peer_user_id, CardLeft.consented_at, Encounter.event_id).join(
        CardLeft, CardLeft.tie_id == Tie.id).outerjoin(Encounter, Encounter.id == CardLeft.encounter_id).where(
        CardLeft.owner_id == user_id, CardLeft.withdrawn_at.is_(None),
        or_(Tie.peer_user_id.is_(None), Tie.peer_user_id.not_in(blocked_with(user_id))))
    since: dict[int, datetime] = {}
    there = set()
    for tie_id, peer_id, at, event_id in db.session.execute(cards):
        person = peer_id or -tie_id
        since[person] = min(at, since.get(person, at))
        if event_id == event.id:
            there.add(person)
    return since, there


def _held(user_id: int, event: Event, left: Collection[int]) -> Any:
    """Owner, first meeting and whether they met there, of the ties to that user from there or of who left a card."""
    met_there = exists().where(Encounter.tie_id == Tie.id, Encounter.event_id == event.id)
    first = select(func.min(Encounter.met_at)).where(Encounter.tie_id == Tie.id).scalar_subquery()
    since = func.coalesce(first, Tie.created_at, type_=Tie.created_at.type)
    return select(Tie.owner_id, since, met_there).where(
        Tie.peer_user_id == user_id, Tie.origin != BY_HAND, Tie.owner_id.not_in(blocked_with(user_id)),
        or_(met_there, Tie.owner_id.in_([person for person in left if person > 0])))
