"""Who may have to do with whom: no block between any two, and ties that stand."""

from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, or_, select, union

from networking_app.accounts.models import Block
from networking_app.extensions import db
from networking_app.introductions.models import Introducible
from networking_app.ties.models import Tie

Person = int | Any


def blocked_with(user_id: Person) -> CompoundSelect[Any]:
    """The users whom that user has blocked, and who have blocked them."""
    return union(
        select(Block.blocked_id).where(Block.blocker_id == user_id),
        select(Block.blocker_id).where(Block.blocked_id == user_id),
    )


def block_between(one: Person, other: Person) -> ColumnElement[bool]:
    """Whether either has blocked the other; both may be columns."""
    block = Block.__table__.alias().c
    return _any(select(block.id).where(or_(
        and_(block.blocker_id == one, block.blocked_id == other),
        and_(block.blocker_id == other, block.blocked_id == one),
    )))


def nobody_apart(one: Person, other: Person, third: Person) -> list[ColumnElement[bool]]:
    """That no block stands between any two of three."""
    return [~block_between(*pair) for pair in ((one, other), (one, third), (other, third))]


def knows(owner: Person, peer: Person) -> ColumnElement[bool]:
    """Whether the one holds a tie to the other; both may be columns."""
    tie = Tie.__table__.alias().c
    return _any(select(tie.id).where(tie.owner_id == owner, tie.peer_user_id == peer))


def willing(user_id: Person) -> ColumnElement[bool]:
    """Whether they let the people they know introduce them; may be a column."""
    row = Introducible.__table__.alias().c
    return _any(select(row.user_id).where(row.user_id == user_id))


def _any(rows: Select[Any]) -> ColumnElement[bool]:
    # Not EXISTS: PostgreSQL makes joins of those, and guesses the sizes badly; this is one look into an index a row.
    return rows.limit(1).scalar_subquery().is_not(None)


def holds(*conditions: ColumnElement[bool]) -> bool:
    """Whether all of that is so."""
    return bool(db.session.scalar(select(and_(*conditions))))
