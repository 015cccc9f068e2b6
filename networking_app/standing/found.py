"""Whom somebody wanted to meet and has met: alike for their aims, who they haven't met yet, and what is carried over.

Somebody wanted is found once there is a tie to them; a name once there is a tie of that name, kept or met since it was
wished for. Anything can be marked found as well.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import joinedload

from networking_app.cards.models import Card
from networking_app.events.models import Event, Target
from networking_app.events.targets import carry_over, left_over, wishes_before
from networking_app.extensions import db
from networking_app.formats.folding import fold
from networking_app.ties.models import Tie


def ties_found(owner_id: int, targets: Sequence[Target]) -> dict[int, Tie]:
    """By target the tie that its owner holds to whom it names."""
    held = _named_like(owner_id, targets) if targets else ()
    found = {one.id: row.id for one in targets for row in held if _is_of(one, row)}
    ties = select(Tie).where(Tie.id.in_(found.values())).options(joinedload(Tie.card).joinedload(Card.photo))
    by_id = {tie.id: tie for tie in db.session.scalars(ties)} if found else {}
    return {target_id: by_id[tie_id] for target_id, tie_id in found.items()}


def offered_again(owner_id: int, event: Event) -> list[Target]:
    """What was not found at the event before of the series."""
    return left_over(owner_id, event, _found_before(owner_id, event))


def carried_over(owner_id: int, event: Event) -> list[Target]:
    """The same, wanted anew; the caller commits."""
    return carry_over(owner_id, event.id, _found_before(owner_id, event))


def _found_before(owner_id: int, event: Event) -> set[int]:
    return set(ties_found(owner_id, wishes_before(owner_id, event)))


def _named_like(owner_id: int, targets: Sequence[Target]) -> Sequence[Row[Any]]:
    people = [one.wanted_user_id for one in targets if one.wanted_user_id]
    names = [Tie.search_text.contains(fold(one.text), autoescape=True) for one in targets if not one.wanted_user_id]
    ties: Any = select(Tie.id, Tie.name, Tie.peer_user_id, Tie.created_at, Tie.last_met_at).where(
        Tie.owner_id == owner_id, or_(Tie.peer_user_id.in_(people), *names))
    return db.session.execute(ties.order_by(Tie.last_met_at, Tie.id)).all()


def _is_of(target: Target, tie: Row[Any]) -> bool:
    if target.wanted_user_id:
        return bool(tie.peer_user_id == target.wanted_user_id)
    return fold(tie.name) == fold(target.text) and max(tie.created_at, tie.last_met_at) >= target.created_at
