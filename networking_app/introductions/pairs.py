"""What three people have said of one introduction before: the ground on which each act stands.

Each act begins with the locks of the three, in one order, so that two who say yes at the same moment make one pair of
ties.
"""

from datetime import datetime, timedelta

from flask import abort
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, or_, select

from networking_app.accounts.changes import lock_users
from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.errors import DomainError
from networking_app.extensions import db
from networking_app.introductions.finding import concerning
from networking_app.introductions.models import Introduction, Side

ASKED_FOR, OFFERED_FOR, FINAL_FOR = timedelta(days=14), timedelta(days=21), timedelta(days=180)


def lock(*user_ids: int) -> None:
    """Let nobody else act for these people until the transaction ends; 404 where one of them is gone."""
    if len(lock_users(User.id.in_(user_ids))) < len(set(user_ids)):
        abort(404)


def found_for(user_id: int, introduction_id: int) -> Introduction:
    """An introduction of which that user is one of the three, under their locks; else 404."""
    wanted = concerning(user_id).where(Introduction.id == introduction_id)
    lock(*db.first_or_404(wanted).people)
    found = db.session.scalar(wanted.execution_options(populate_existing=True))
    return found or abort(404)


def was_shown(found: Introduction, until: str) -> bool:
    """Whether it is the one that runs out then, as its page said, if it said so.

    SQLite gives the id of one that is gone to the next: nobody must say yes or no to that from an old page.
    """
    return until in ("", found.expires_at.isoformat())


def shown_side(found: Introduction, user_id: int) -> Side:
    """That user's side of an introduction that they were shown; 404 where they were not."""
    if user_id == found.connector_id:
        abort(404)
    side = found.side(user_id)
    never_offered = side.no_at and found.offered_at and side.no_at < found.offered_at
    if never_offered or found.offered_at is None and not side.asked:
        abort(404)
    return side


def between(one: int, other: int, connector_id: int | None = None) -> list[Introduction]:
    """Introductions of those two to each other, by one connector or by anybody, the newest first."""
    pair = or_(and_(Introduction.first_id == one, Introduction.second_id == other),
               and_(Introduction.first_id == other, Introduction.second_id == one))
    by: list[ColumnElement[bool]] = [Introduction.connector_id == connector_id] if connector_id else []
    return list(db.session.scalars(select(Introduction).where(pair, *by).order_by(Introduction.id.desc())))


def declined_at(connector_id: int, one: int, other: int) -> datetime | None:
    """Since when that connector does not want to introduce these two, if they have said so lately."""
    declined = [found.closed_at for found in between(one, other, connector_id)
                if found.closed_at and found.asked_at and found.offered_at is None]
    return max((at for at in declined if at > now() - FINAL_FOR), default=None)


def withdraw(asked: Side) -> None:
    """Take a question back: it was never asked, unless it is passed on; what was declined stays declined."""
    found = asked.introduction
    asked.put(yes_at=None)
    if found.closed_at is None and found.offered_at is None:
        found.asked_at = None
    found.closed_at = found.closed_at or now()


def last_no(side: Side) -> datetime | None:
    """When that person last said no to the other, if that still holds and they have not said yes since."""
    said = [found.side(side.user_id) for found in between(side.user_id, side.other.user_id)]
    no = max((mine.no_at for mine in said if mine.no_at), default=None)
    yes = max((mine.yes_at for mine in said if mine.yes_at), default=None)
    return no if no and no > now() - FINAL_FOR and (yes is None or yes < no) else None


def is_among(found: Introduction, some: Select[Introduction]) -> bool:
    return db.session.scalar(some.where(Introduction.id == found.id)) is not None


def gone() -> DomainError:
    """What is said of all that is over, however that came about."""
    return DomainError(_("That introduction is no longer open."), 409)
