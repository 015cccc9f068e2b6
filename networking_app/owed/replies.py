"""Who waits for an answer: their word was the last, and the two have not met since."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from networking_app.accounts.models import Block
from networking_app.cards.models import Card
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.owed.models import MINE, REPLY, Owed
from networking_app.ties.models import IN, Encounter, Interaction, Tie


@dataclass(frozen=True)
class ReplyDebt:
    """Whose words wait: since the first that was not answered, and the last of them."""

    tie: Tie
    since: datetime
    last_at: datetime


def reply_debts(owner_id: int, most: int = 200) -> list[ReplyDebt]:
    """Whom the owner owes an answer, who waits longest at the top."""
    waiting = _waiting(owner_id).subquery()
    rows = select(Tie, waiting.c.since, waiting.c.last_at).join(waiting, waiting.c.tie_id == Tie.id)
    in_order = rows.options(joinedload(Tie.card).joinedload(Card.photo)).order_by(waiting.c.since, Tie.id).limit(most)
    return [ReplyDebt(*row) for row in db.session.execute(in_order)]


def people_waiting(owner_id: int) -> int:
    """How many there are."""
    return db.session.scalar(select(func.count()).select_from(_waiting(owner_id).subquery())) or 0


def need_no_answer(tie: Tie, at: datetime | None = None) -> Owed:
    """Let the answer go that is owed now; what they write later waits for one again."""
    at = at or now()
    values = {"owner_id": tie.owner_id, "tie_id": tie.id, "kind": REPLY, "side": MINE}
    let_go = Owed(**values, opened_at=at, closed_at=at)
    db.session.add(let_go)
    return let_go


def waits_since(tie: Tie) -> datetime | None:
    """Since when they wait: the first of their words after the last contact of both or of the owner's."""
    answers = [met.met_at for met in tie.encounters]
    answers += [contact.happened_at for contact in tie.interactions if contact.direction != IN]
    came = [contact.happened_at for contact in tie.interactions if contact.direction == IN]
    return min((at for at in came if not answers or at > max(answers)), default=None)


def last_touch(tie: Tie) -> datetime:
    """When the two were last in touch, met or not."""
    met = [encounter.met_at for encounter in tie.encounters]
    return max([*met, *(contact.happened_at for contact in tie.interactions)], default=tie.created_at)


def _waiting(owner_id: int) -> Any:
    mine = Interaction.owner_id == owner_id
    answers = [
        _latest(Interaction.tie_id, Interaction.happened_at, mine, Interaction.direction != IN),
        _latest(Encounter.tie_id, Encounter.met_at, Encounter.owner_id == owner_id),
        _latest(Owed.tie_id, Owed.closed_here_at, Owed.owner_id == owner_id, Owed.kind == REPLY, Owed.side == MINE),
    ]
    at = Interaction.happened_at
    came = select(Interaction.tie_id, func.min(at).label("since"), func.max(at).label("last_at"))
    came = came.where(mine, Interaction.direction == IN).join(Tie, Tie.id == Interaction.tie_id)
    for answer in answers:
        came = came.outerjoin(answer, answer.c.tie_id == Interaction.tie_id).where(
            answer.c.at.is_(None) | (at > answer.c.at))
    return came.where(*not_blocked(owner_id)).group_by(Interaction.tie_id)


def _latest(tie_id: Any, at: Any, *of_them: Any) -> Any:
    return select(tie_id.label("tie_id"), func.max(at).label("at")).where(*of_them).group_by(tie_id).subquery()


def not_blocked(owner_id: int) -> tuple[Any, ...]:
    """Of ties: neither has blocked the other."""
    blocked = select(Block.blocked_id).where(Block.blocker_id == owner_id)
    blocking = select(Block.blocker_id).where(Block.blocked_id == owner_id)
    known = Tie.peer_user_id.is_not(None)
    return (~(known & Tie.peer_user_id.in_(blocked)), ~(known & Tie.peer_user_id.in_(blocking)))
