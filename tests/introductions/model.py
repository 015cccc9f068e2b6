"""Introductions of two people by two connectors as rules on plain sets: what each of the four is shown, and no more.

Days are counted from the beginning. Refused acts raise Refused and change nothing.
"""

from dataclasses import dataclass, field
from itertools import combinations

CONNECTORS, PAIR = ("ann", "dee"), ("bob", "cat")
PEOPLE = CONNECTORS + PAIR


class Refused(Exception):
    pass


def other(side: str) -> str:
    return PAIR[1 - PAIR.index(side)]


@dataclass
class Row:
    by: str
    until: float
    asked: set[str] = field(default_factory=set)
    yes: dict[str, float] = field(default_factory=dict)
    no: dict[str, float] = field(default_factory=dict)
    offered: float | None = None
    ended: float | None = None
    made: bool = False
    ever_asked: bool = False
    declined: bool = False


@dataclass
class Model:
    day: float = 0
    rows: list[Row] = field(default_factory=list)
    knows: set[tuple[str, str]] = field(default_factory=set)
    willing: set[str] = field(default_factory=lambda: set(PAIR))
    blocks: set[frozenset[str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.knows |= {pair for by in CONNECTORS for side in PAIR for pair in ((by, side), (side, by))}

    def apart(self, *people: str) -> bool:
        return any(frozenset(pair) in self.blocks for pair in combinations(people, 2))

    def seen(self, row: Row, me: str) -> str | None:
        """The state in which that person is shown it."""
        if any(self.apart(me, person) for person in {row.by, *PAIR} - {me}):
            return None
        late = row.until <= self.day
        if row.made:
            return "made"
        if me == row.by:
            if row.offered is None:
                knows_both = all((me, side) in self.knows for side in PAIR)
                return "asked of me" if row.ended is None and not late and knows_both else None
            return ("over" if row.ever_asked else None) if row.ended is not None else "over" if late else "offered"
        if me in row.no or me not in row.yes and row.offered is None:
            return None
        if row.offered is None:
            return "over" if late else "asked"
        if me in row.yes:
            return "over" if late or row.ended is not None else "agreed"
        open_for_me = me in self.willing and all((row.by, side) in self.knows for side in PAIR)
        return None if late or row.ended is not None or not open_for_me else "waiting"

    def shown(self, me: str) -> list[tuple[str, str]]:
        """For how long it is said that something is over is not looked at: the tests end before."""
        found = [(row.by, self.seen(row, me)) for row in self.rows if me in (row.by, *PAIR)]
        return sorted((by, state) for by, state in found if state)

    def ask(self, me: str, by: str) -> None:
        ways = {(me, by), (by, me), (by, other(me)), (other(me), by)}
        if not ways <= self.knows or (me, other(me)) in self.knows or other(me) not in self.willing or self.apart(
                me, by, other(me)):
            raise Refused
        for row in self._of(by):
            if self.seen(row, me) == "asked":
                return
            if row.offered is not None and row.ended is None and not row.made and row.until > self.day:
                row.yes.setdefault(me, self.day)
                row.no.pop(me, None)
                return self._make(row)
        declined = [row.ended for row in self._of(by) if row.ended is not None and row.declined]
        ended = max((day for day in declined if day > self.day - 180), default=None)
        self.rows.append(Row(by, self.day + 14, {me}, {me: self.day}, ended=ended, ever_asked=True,
                             declined=ended is not None))

    def offer(self, by: str) -> None:
        if not all((by, side) in self.knows and not self.apart(by, side) for side in PAIR):
            raise Refused
        for row in self._of(by):
            if row.made or row.offered is not None and row.ended is None and row.until > self.day:
                return
            elif row.offered is None and row.yes and row.until > self.day:
                return self._send(row)
        possible = all((side, by) in self.knows and side in self.willing for side in PAIR)
        if not possible:
            raise Refused
        self.rows.append(Row(by, 0))
        self._send(self.rows[-1])

    def pass_on(self, by: str) -> None:
        row = self._newest(by, by)
        if self.seen(row, by) == "asked of me":
            self._send(row)
        elif self.seen(row, by) not in ("offered", "made"):
            raise Refused

    def yes(self, me: str, by: str) -> None:
        row = self._newest(by, me)
        if self.seen(row, me) == "waiting":
            row.yes[me] = self.day
        elif self.seen(row, me) not in ("agreed", "made"):
            raise Refused
        self._make(row)

    def no(self, me: str, by: str) -> None:
        row = self._newest(by, me)
        if me == by:
            if row.offered is not None:
                raise Refused
            if row.ended is None and row.until > self.day:
                row.ended, row.declined = self.day, True
            return
        if me in row.no and not (row.offered is not None and row.no[me] < row.offered):
            return
        # A no counts also from a page that was opened before one switched off.
        if self.seen(row, me) != "agreed" and not self._unanswered(row, me):
            raise Refused
        for each in self.rows:
            if each is row or self._unanswered(each, me):
                each.no[me] = self.day
                each.yes.pop(me, None)

    def _unanswered(self, row: Row, me: str) -> bool:
        open_now = row.offered is not None and row.ended is None and not row.made and row.until > self.day
        return open_now and me not in row.yes and me not in row.no

    def take_back(self, me: str, by: str) -> None:
        row = self._newest(by, me)
        if row.made or (row.ever_asked if me == by else me not in row.asked):
            raise Refused
        if me == by:
            row.ended = self.day if row.ended is None else row.ended
        elif self.seen(row, me) in ("asked", "agreed"):
            row.yes.pop(me, None)
            row.ended = self.day if row.ended is None else row.ended

    def _of(self, by: str) -> list[Row]:
        return [row for row in reversed(self.rows) if row.by == by]

    def _newest(self, by: str, me: str) -> Row:
        """The last one by that connector, where nobody is blocked who would be seen in it."""
        rows = self._of(by)
        if not rows or any(self.apart(me, person) for person in {by, *PAIR} - {me}):
            raise Refused
        return rows[0]

    def _send(self, row: Row) -> None:
        row.offered, row.ended, row.until, row.declined = self.day, None, self.day + 21, False
        for side in PAIR:
            if side not in row.yes and (asked := self._question(side, row.by)):
                row.yes[side] = asked.yes.pop(side)
                row.asked.add(side)
                asked.asked.remove(side)
                asked.ended, asked.declined = self.day if asked.ended is None else asked.ended, False
            elif side not in row.yes and (last := self._last_no(side)) is not None:
                row.no[side] = last
        self._make(row)

    def _question(self, side: str, by: str) -> Row | None:
        """What that side has asked of that connector, and nobody has passed on."""
        return next((row for row in self._of(by) if side in row.yes and row.offered is None and row.until > self.day),
                    None)

    def _last_no(self, side: str) -> float | None:
        no = max((row.no[side] for row in self.rows if side in row.no), default=None)
        yes = max((row.yes[side] for row in self.rows if side in row.yes), default=-1)
        return no if no is not None and no > self.day - 180 and yes < no else None

    def _make(self, row: Row) -> None:
        agreed = set(row.yes) == set(PAIR) and row.offered is not None and row.ended is None and row.until > self.day
        if agreed and not row.made and not self.apart(row.by, *PAIR) and all(
                (row.by, side) in self.knows for side in PAIR):
            row.made = True
            self.knows |= {PAIR, (PAIR[1], PAIR[0])}
