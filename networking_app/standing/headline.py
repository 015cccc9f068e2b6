"""How many people know somebody, and how many they know: the first two numbers of `known_by`, with one question."""

from typing import Any

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from networking_app.extensions import db
from networking_app.introductions.apart import blocked_with
from networking_app.ties.models import BY_HAND, CardLeft, Tie


def headline(user_id: int) -> tuple[int, int]:
    """People who hold a tie to that user or left them a card, and people to whom they hold one."""
    apart, theirs = blocked_with(user_id), aliased(Tie)
    holding = and_(theirs.peer_user_id == user_id, theirs.origin != BY_HAND)
    mine: Any = and_(Tie.owner_id == user_id, or_(Tie.peer_user_id.is_(None), Tie.peer_user_id.not_in(apart)))
    left = exists().where(CardLeft.tie_id == Tie.id, CardLeft.withdrawn_at.is_(None))
    besides = ~exists().where(holding, theirs.owner_id == Tie.peer_user_id)
    numbers = (
        select(func.count()).select_from(theirs).where(holding, theirs.owner_id.not_in(apart)),
        select(func.count()).select_from(Tie).where(mine, left, besides),
        select(func.count()).select_from(Tie).where(mine),
    )
    held, besides_them, known = db.session.execute(select(*(one.scalar_subquery() for one in numbers))).one()
    return held + besides_them, known
