"""How many people know a person, beside how many that person knows: in which direction, from where, since when."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from networking_app.accounts.models import User
from networking_app.cards.models import CardSave
from networking_app.events.models import AROUND, Event
from networking_app.extensions import db
from networking_app.standing.ledger import Ledger, events_of, ledger_of
from networking_app.standing.shares import percent


@dataclass(frozen=True)
class AtEvent:
    """Of those who met at one event: who know the person, who of them did not before, and whom the person knows.

    `mutual` are those who met each other there.
    """

    event: Event
    people: int
    gained: int
    known: int
    mutual: int

    @property
    def directions(self) -> tuple[int, int, int]:
        """Both ways, towards the person, from the person."""
        return self.mutual, self.people - self.mutual, self.known - self.mutual


@dataclass(frozen=True)
class KnownBy:
    """Every number counts people, one each; `saves` counts taps of people whom nobody can tell apart."""

    people: int
    known: int
    mutual: int
    one_way_in: int
    one_way_out: int
    wrote_first: int
    saves: int
    # Of those the person knows, how many of a hundred come with words; None where they know nobody.
    with_context_percent: int | None
    by_event: list[AtEvent]
    # How many knew the person, and how many the person knew, by the end of each day on which one of them changed.
    over_time: list[tuple[date, int, int]]


def known_by(user_id: int) -> KnownBy:
    return counted(user_id, ledger_of(user_id))


def counted(user_id: int, ledger: Ledger) -> KnownBy:
    """The numbers of a ledger that has been read."""
    since = ledger.since
    mutual = len(since.keys() & ledger.mine.keys())
    return KnownBy(
        people=len(since), known=len(ledger.mine), mutual=mutual,
        one_way_in=len(since) - mutual, one_way_out=len(ledger.mine) - mutual,
        wrote_first=len(ledger.wrote.keys() & since.keys()), saves=_saves(user_id),
        with_context_percent=percent(sum(mine.has_context for mine in ledger.mine.values()), len(ledger.mine)),
        by_event=_by_event(ledger, since), over_time=_over_time(ledger, _zone(user_id)),
    )


def _saves(user_id: int) -> int:
    saved = select(func.coalesce(func.sum(CardSave.number), 0)).where(CardSave.user_id == user_id)
    return int(db.session.execute(saved).scalar_one())


def _zone(user_id: int) -> ZoneInfo:
    return ZoneInfo(db.session.get_one(User, user_id).time_zone)


def _by_event(ledger: Ledger, since: dict[int, datetime]) -> list[AtEvent]:
    found = []
    for event_id, event in events_of(ledger.met_me.keys() | ledger.met.keys()).items():
        people, known = ledger.met_me.get(event_id, set()), ledger.met.get(event_id, set())
        gained = sum(since[person] >= event.starts_at - AROUND for person in people)
        found.append(AtEvent(event, len(people), gained, len(known), len(people & known)))
    return sorted(found, key=lambda one: (one.event.starts_at, one.event.id), reverse=True)


def _over_time(ledger: Ledger, zone: ZoneInfo) -> list[tuple[date, int, int]]:
    came = Counter(at.astimezone(zone).date() for at in ledger.since.values())
    met = Counter(mine.since.astimezone(zone).date() for mine in ledger.mine.values())
    days = sorted({*came, *met})
    return list(zip(days, accumulate(came[day] for day in days), accumulate(met[day] for day in days), strict=True))
