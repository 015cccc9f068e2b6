"""Who waits for an answer: their word was the last, and the two have not met since."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import joinedload

from networking_app.accounts.models import Block
from networking_app.cards.models import Card
from networking_app.clock import LONG_AGO, now
from networking_app.extensions import db
from networking_app.owed.models import MINE, REPLY, Owed
from networking_app.ties.models import IN, Encounter, Interaction, Tie


@dataclass(frozen=True)
class ReplyDebt:
    """Whose words wait: since the first that was not answered, and the last of them."""

    tie: Tie
    since: datetime
    last_at: datetime


class Waiting(NamedTuple):
    """The same, with no more of the tie than its id and its name."""

    tie_id: int
    name: str
    since: datetime
    last_at: datetime


def reply_debts(owner_id: int, most: int = 200) -> list[ReplyDebt]:
    """Whom the owner owes an answer, who waits longest at the top."""
    return debts_of(waiting_in_order(owner_id)[:most])


def waiting_in_order(owner_id: int) -> list[Waiting]:
    """All of them, who waits longest at the top."""
    waiting = _waiting(owner_id).subquery()
    since = _first_unanswered(waiting).label("since")
    rows = select(Tie.id, Tie.name, since, waiting.c.last_in).join(waiting, waiting.c.tie_id == Tie.id)
    return [Waiting(*row) for row in db.session.execute(rows.order_by(since, Tie.id))]


def debts_of(waiting: Sequence[Waiting]) -> list[ReplyDebt]:
    """Those, each with its tie and the card of which it is shown."""
    if not waiting:
        return []
    there = select(Tie).where(Tie.id.in_([one.tie_id for one in waiting]))
    ties = {tie.id: tie for tie in db.session.scalars(there.options(joinedload(Tie.card).joinedload(Card.photo)))}
    return [ReplyDebt(ties[one.tie_id], one.since, one.last_at) for one in waiting]


def people_waiting(owner_id: int) -> int:
    """How many there are."""
    return db.session.scalar(select(func.count()).select_from(_waiting(owner_id).subquery())) or 0


def ties_waiting(owner_id: int) -> set[int]:
    """Their ties, by id."""
    return set(db.session.scalars(waiting_ties(owner_id)))


def waiting_ties(owner_id: int) -> Select[int]:
    return select(_waiting(owner_id).subquery().c.tie_id)


def need_no_answer(tie: Tie, at: datetime | None = None, client_id: str | None = None) -> Owed:
    """Let the answer go that is owed at that time; what they write later waits for one again."""
    at = at or now()
    values = {"owner_id": tie.owner_id, "tie_id": tie.id, "client_id": client_id, "kind": REPLY, "side": MINE}
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
    """The ties whose last word came in, with the time of it and of the last of the owner's or of both."""
    at, came = Interaction.happened_at, Interaction.direction == IN
    last: Any = select(Interaction.tie_id, func.max(at).filter(came).label("last_in"),
                  func.max(at).filter(~came).label("last_out"))
    last = last.where(Interaction.owner_id == owner_id).group_by(Interaction.tie_id).subquery()
    answered = last.c.last_out.is_not(None) & (last.c.last_out >= last.c.last_in)
    return select(last.c.tie_id, last.c.last_in, last.c.last_out).join(Tie, Tie.id == last.c.tie_id).where(
        last.c.last_in.is_not(None), ~answered, *not_blocked(owner_id),
        *(~exists().where(*of_tie, when >= last.c.last_in) for of_tie, when in _other_answers(last.c.tie_id)))


def _first_unanswered(waiting: Any) -> Any:
    """Of each of those ties the first word that came in after whatever answers."""
    after = [func.coalesce(waiting.c.last_out, LONG_AGO)]
    after += [func.coalesce(select(func.max(when)).where(*of_tie).correlate(waiting).scalar_subquery(), LONG_AGO)
              for of_tie, when in _other_answers(waiting.c.tie_id)]
    came = (Interaction.tie_id == waiting.c.tie_id, Interaction.direction == IN)
    first = select(func.min(Interaction.happened_at)).where(*came, *(Interaction.happened_at > one for one in after))
    return first.correlate(waiting).scalar_subquery()


def _other_answers(tie_id: Any) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Besides a word: a meeting, and an answer that was let go."""
    yield (Encounter.tie_id == tie_id,), Encounter.met_at
    yield (Owed.tie_id == tie_id, Owed.kind == REPLY, Owed.side == MINE), Owed.closed_here_at


def not_blocked(owner_id: int) -> tuple[Any, ...]:
    """Of ties: neither has blocked the other."""
    blocked = select(Block.blocked_id).where(Block.blocker_id == owner_id)
    blocking = select(Block.blocker_id).where(Block.blocked_id == owner_id)
    known = Tie.peer_user_id.is_not(None)
    return (~(known & Tie.peer_user_id.in_(blocked)), ~(known & Tie.peer_user_id.in_(blocking)))
