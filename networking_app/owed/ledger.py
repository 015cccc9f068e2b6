"""What is owed: how much of it is due, what was closed of late, and what there is on some ties."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from networking_app.cards.models import Card
from networking_app.clock import now
from networking_app.extensions import db, run
from networking_app.follow_ups.models import FollowUp
from networking_app.owed.models import MINE, REPLY, Owed
from networking_app.owed.replies import waiting_ties
from networking_app.ties.models import Note, Tie

LATELY, MOST_CLOSED = timedelta(days=60), 20
# So many stand on the page of a tie: those that are due first.
MOST = 50


@dataclass(frozen=True)
class TieLedger:
    """What is open on one tie, and what was closed there of late."""

    open: list[Owed] = field(default_factory=list)
    closed: list[Owed] = field(default_factory=list)

    @property
    def first(self) -> list[Owed]:
        """Those that are shown, the first to be due."""
        return self.open[:MOST]

    @property
    def last_closed(self) -> list[Owed]:
        """Those that are shown, the newest first."""
        newest = sorted(self.closed, key=lambda one: (one.closed_at or one.opened_at, one.id), reverse=True)
        return newest[:MOST_CLOSED]

    def of_note(self, note: Note, side: str) -> Owed | None:
        """What that note is kept to say that this side owes."""
        return next((one for one in self.open if (one.note_id, one.side) == (note.place, side)), None)

    def of_step(self, row: FollowUp) -> Owed | None:
        """As what that follow-up is kept."""
        return next((one for one in self.open if one.follow_up_id == row.id), None)


def number_due(owner_id: int, on: date, after: date = date.min) -> int:
    """How many of the owner's own debts are due by that day and after the other, without those that a follow-up is
    due for."""
    return run(_number_due(), {"owner_id": owner_id, "on": on, "after": after}).scalar() or 0


@cache
def _number_due() -> Select[int]:
    # Built once: the worker asks it for everybody.
    owner_id: Any = bindparam("owner_id")
    due = Owed.open_for(owner_id).where(
        Owed.side == MINE, Owed.follow_up_id.is_(None), Owed.due_on <= bindparam("on"),
        Owed.due_on > bindparam("after"), (Owed.kind != REPLY) | Owed.tie_id.not_in(waiting_ties(owner_id)))
    return select(func.count()).select_from(due.with_only_columns(Owed.id).subquery())


def debts_on(owner_id: int, tie_ids: Collection[int]) -> dict[int, TieLedger]:
    """By tie what is open there, and what was closed of late."""
    found: dict[int, TieLedger] = defaultdict(TieLedger)
    there = select(Owed).where(Owed.owner_id == owner_id, Owed.tie_id.in_(tie_ids),
                               Owed.closed_at.is_(None) | _lately_closed())
    for one in in_order(db.session.scalars(there.options(joinedload(Owed.follow_up)))):
        (found[one.tie_id].closed if one.closed_at else found[one.tie_id].open).append(one)
    return found


def in_order(debts: Iterable[Owed]) -> list[Owed]:
    """The first to be due on top; what has no day comes last, the oldest first."""
    return sorted(debts, key=lambda one: (one.day or date.max, one.opened_at, one.id))


def closed_of_late(owner_id: int) -> list[Owed]:
    """Those of late, the newest first."""
    closed = select(Owed).where(Owed.owner_id == owner_id, _lately_closed())
    return list(db.session.scalars(whole(closed).order_by(Owed.closed_at.desc(), Owed.id.desc()).limit(MOST_CLOSED)))


def _lately_closed() -> ColumnElement[bool]:
    return (Owed.closed_at > now() - LATELY) & Owed.stood()


def whole(debts: Select[Owed]) -> Select[Owed]:
    """With all that a row of the page shows."""
    return debts.options(joinedload(Owed.tie).joinedload(Tie.card).joinedload(Card.photo), joinedload(Owed.follow_up))
