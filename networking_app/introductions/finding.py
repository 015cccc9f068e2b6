"""Which introductions somebody may see at all, and which of them wait for their word."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select, union_all

from networking_app.clock import LONG_AGO, now
from networking_app.extensions import run
from networking_app.introductions.apart import Person, blocked_with, knows, willing
from networking_app.introductions.models import Introduction

PEOPLE = Introduction.connector_id, Introduction.first_id, Introduction.second_id
_OPEN = (Introduction.made_at.is_(None), Introduction.closed_at.is_(None))


def concerning(user_id: Person) -> Select[Introduction]:
    """Of the three that user is one, and apart from neither of the others; what they see of it `state_for` says."""
    apart = blocked_with(user_id)
    return select(Introduction).where(
        or_(*(person == user_id for person in PEOPLE)), *(person.not_in(apart) for person in PEOPLE))


def asked_of(user_id: Person, at: Any = None) -> Select[Introduction]:
    """Asks that wait for that user to pass them on, while they still know both."""
    asked = Introduction.offered_at.is_(None), Introduction.connector_id == user_id
    return _waiting(user_id, at, and_(*asked))


def waiting_for(user_id: Person, at: Any = None) -> Select[Introduction]:
    """Offers to which that user has said neither yes nor no, while they let themselves be introduced."""
    mine = or_(
        and_(Introduction.first_id == user_id, Introduction.first_yes_at.is_(None),
             Introduction.first_no_at.is_(None)),
        and_(Introduction.second_id == user_id, Introduction.second_yes_at.is_(None),
             Introduction.second_no_at.is_(None)),
    )
    return _waiting(user_id, at, and_(mine, Introduction.offered_at.is_not(None), willing(user_id)))


def number_waiting(user_id: int, since: datetime | None = None) -> int:
    """How many wait for that user's word, in either way; with an instant, of those that began to wait after it."""
    values = {"user_id": user_id, "at": now(), "since": since or LONG_AGO}
    return run(_number_waiting(), values).scalar() or 0


@cache
def _number_waiting() -> Select[int]:
    # Built once: the worker asks it for everybody.
    named: list[Any] = [bindparam(name) for name in ("user_id", "at", "since")]
    user_id, at, since = named
    asked = asked_of(user_id, at).where(Introduction.asked_at > since)
    waiting = waiting_for(user_id, at).where(Introduction.offered_at > since)
    both = union_all(*(some.with_only_columns(Introduction.id) for some in (asked, waiting))).subquery()
    return select(func.count()).select_from(both)


def _waiting(user_id: Person, at: Any, what: ColumnElement[bool]) -> Select[Introduction]:
    known = [knows(Introduction.connector_id, side) for side in (Introduction.first_id, Introduction.second_id)]
    return concerning(user_id).where(what, *_OPEN, Introduction.expires_at > (now() if at is None else at), *known)
