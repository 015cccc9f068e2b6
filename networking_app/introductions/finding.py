"""Which introductions somebody may see at all, and which of them wait for their word."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union_all

from networking_app.clock import now
from networking_app.extensions import db
from networking_app.introductions.apart import blocked_with, knows, willing
from networking_app.introductions.models import Introduction

PEOPLE = Introduction.connector_id, Introduction.first_id, Introduction.second_id
_OPEN = (Introduction.made_at.is_(None), Introduction.closed_at.is_(None))


def concerning(user_id: int) -> Select[Introduction]:
    """Of the three that user is one, and apart from neither of the others; what they see of it `state_for` says."""
    apart = blocked_with(user_id)
    return select(Introduction).where(
        or_(*(person == user_id for person in PEOPLE)), *(person.not_in(apart) for person in PEOPLE))


def asked_of(user_id: int) -> Select[Introduction]:
    """Asks that wait for that user to pass them on, while they still know both."""
    asked = Introduction.offered_at.is_(None), Introduction.connector_id == user_id
    return _waiting(user_id, and_(*asked))


def waiting_for(user_id: int) -> Select[Introduction]:
    """Offers to which that user has said neither yes nor no, while they let themselves be introduced."""
    mine = or_(
        and_(Introduction.first_id == user_id, Introduction.first_yes_at.is_(None),
             Introduction.first_no_at.is_(None)),
        and_(Introduction.second_id == user_id, Introduction.second_yes_at.is_(None),
             Introduction.second_no_at.is_(None)),
    )
    return _waiting(user_id, and_(mine, Introduction.offered_at.is_not(None), willing(user_id)))


def number_waiting(user_id: int, since: datetime | None = None) -> int:
    """How many wait for that user's word, in either way; with an instant, of those that began to wait after it."""
    asked, waiting = asked_of(user_id), waiting_for(user_id)
    if since is not None:
        asked, waiting = asked.where(Introduction.asked_at > since), waiting.where(Introduction.offered_at > since)
    both = union_all(*(some.with_only_columns(Introduction.id) for some in (asked, waiting))).subquery()
    return db.session.scalar(select(func.count()).select_from(both)) or 0


def _waiting(user_id: int, what: ColumnElement[bool]) -> Select[Introduction]:
    known = [knows(Introduction.connector_id, side) for side in (Introduction.first_id, Introduction.second_id)]
    return concerning(user_id).where(what, *_OPEN, Introduction.expires_at > now(), *known)
