"""The page of all that is owed: list by list, how long each is, and the part of it that is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy import func, select

from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.formats.folding import fold
from networking_app.owed.ledger import closed_of_late, whole
from networking_app.owed.models import MINE, REPLY, THEIRS, Owed
from networking_app.owed.replies import ReplyDebt, Waiting, debts_of, waiting_in_order
from networking_app.ties.models import Tie

REPLIES = "replies"
LISTS = (REPLIES, MINE, THEIRS)
# So many of each list stand on the page of them all, on a page of one, and at hand without a network; what comes after
# those stands there on the pages of the ties.
FIRST, PAGE, AT_HAND = 20, 50, 100
WORDS_READ = 8

T = TypeVar("T")


@dataclass(frozen=True)
class Part(Generic[T]):
    """The rows of a list from `offset` on that are shown, of `number`."""

    rows: list[T]
    number: int
    offset: int = 0

    @property
    def after(self) -> int:
        """How many come after these."""
        return max(self.number - self.offset - len(self.rows), 0)


@dataclass(frozen=True)
class Ledger:
    """What waits and what is open, the first to be due on top, and what was closed of late."""

    replies: Part[ReplyDebt]
    mine: Part[Owed]
    theirs: Part[Owed]
    closed: list[Owed]

    @property
    def number(self) -> int:
        """Of all that waits or is open."""
        return self.replies.number + self.mine.number + self.theirs.number


@dataclass(frozen=True)
class Asked:
    """Which part of it: what all those words stand in, and of one of LISTS what comes from `offset` on."""

    words: str = ""
    show: str | None = None
    offset: int = 0

    def holds(self, *texts: str) -> bool:
        text = fold(*texts) if self.words else ""
        return all(word in text for word in fold(self.words).split()[:WORDS_READ])

    def part(self, which: str, rows: Sequence[Any], load: Callable[[Any], list[T]]) -> Part[T]:
        offset, most = (self.offset, PAGE) if self.show == which else (0, 0 if self.show else FIRST)
        return Part(load(rows[offset:offset + most]), len(rows), offset)


ALL = Asked()


def ledger_of(owner_id: int, asked: Asked = ALL) -> Ledger:
    """All of that owner's. Whoever waits for an answer stands among the replies alone."""
    waiting, mine, theirs = _lists(owner_id, asked)
    closed = [] if asked.show or asked.words else closed_of_late(owner_id)
    return Ledger(asked.part(REPLIES, waiting, debts_of), asked.part(MINE, mine, _debts),
                  asked.part(THEIRS, theirs, _debts), closed)


def pages_at_hand(owner_id: int) -> list[tuple[str, int]]:
    """What a phone keeps of those of LISTS of which the page of them all has only the first, and from which offset."""
    waiting, mine, theirs = _lists(owner_id, ALL)
    lengths = {REPLIES: len(waiting), MINE: len(mine), THEIRS: len(theirs)}
    return [(which, offset) for which in LISTS if lengths[which] > FIRST
            for offset in range(0, min(lengths[which], AT_HAND), PAGE)]


def _lists(owner_id: int, asked: Asked) -> tuple[list[Waiting], list[int], list[int]]:
    """Who waits, and the ids of what is open on either side, in their order."""
    waiting = waiting_in_order(owner_id)
    waits = {one.tie_id for one in waiting}
    sides: dict[str, list[int]] = {MINE: [], THEIRS: []}
    for debt in _open(owner_id):
        is_reply = debt.side == MINE and debt.kind == REPLY and debt.tie_id in waits
        if not is_reply and asked.holds(debt.name, debt.text):
            sides[debt.side].append(debt.id)
    return [one for one in waiting if asked.holds(one.name)], sides[MINE], sides[THEIRS]


def _open(owner_id: int) -> Sequence[Any]:
    """What is open, the first to be due on top; what has no day comes last, the oldest first."""
    day = func.coalesce(FollowUp.effective_day(), Owed.due_on, date.max)
    columns = (Owed.id, Owed.side, Owed.kind, Owed.tie_id, Owed.text, Tie.name)
    rows = Owed.open_for(owner_id).with_only_columns(*columns).join(Tie, Tie.id == Owed.tie_id)
    return db.session.execute(rows.outerjoin(FollowUp, FollowUp.id == Owed.follow_up_id).order_by(
        day, Owed.opened_at, Owed.id)).all()


def _debts(ids: Sequence[int]) -> list[Owed]:
    found = {debt.id: debt for debt in db.session.scalars(whole(select(Owed).where(Owed.id.in_(ids))))} if ids else {}
    return [found[owed_id] for owed_id in ids]
