"""What waits for somebody besides their follow-ups: introductions for their word, and what they owe by that day.

It is told once, when it begins to wait: who has an alarm hears of what began since that rang last.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import ngettext
from sqlalchemy import func, or_, select

from networking_app.clock import LONG_AGO
from networking_app.extensions import db
from networking_app.introductions.finding import PEOPLE, number_waiting
from networking_app.introductions.models import Introduction
from networking_app.owed.ledger import number_due
from networking_app.owed.models import MINE, Owed
from networking_app.prompts.people import Person, with_something_due
from networking_app.urls import public_url

DAY = timedelta(days=1)
# What was written just before an alarm rang may not have been there to be seen: rather told twice than never.
UNSEEN = timedelta(minutes=1)


@dataclass(frozen=True)
class Besides:
    """How many of each wait now."""

    introductions: int = 0
    debts: int = 0

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What there is of it in words, each with the address of its page; no names."""
        said = (
            (self.introductions, ngettext("%(num)d introduction waits for your word",
                                          "%(num)d introductions wait for your word", self.introductions),
             "introductions.index"),
            (self.debts, ngettext("%(num)d thing that you owe is due", "%(num)d things that you owe are due",
                                  self.debts), "owed.index"),
        )
        return [(words, public_url(page)) for number, words, page in said if number]


def besides(user_id: int, day: date) -> Besides:
    """What waits for that user by that local day."""
    return Besides(number_waiting(user_id), number_due(user_id, day))


def is_news(person: Person, at: datetime) -> bool:
    """Whether some of it waits since the person's alarm last rang."""
    since = person.rang_at or LONG_AGO
    return bool(number_waiting(person.id, since - UNSEEN) or number_due(person.id, person.day(at), person.day(since)))


def with_something_to_tell(some: Sequence[Person], at: datetime) -> set[int]:
    """The ids of those who may have something to be told today; the others certainly have not."""
    by_id = {person.id: person for person in some}
    since = {person.id: person.rang_at or LONG_AGO for person in some}
    introduced = {user_id for *three, began_at in db.session.execute(_introductions_of(by_id, at)) for user_id in three
                  if user_id in by_id and began_at > since[user_id] - UNSEEN}
    days = min(since.values(), default=at), at
    owing = {user_id for user_id, due_on in db.session.execute(_debts_of(by_id, *days))
             if by_id[user_id].day(since[user_id]) < due_on <= by_id[user_id].day(at)}
    return with_something_due(some, at) | introduced | owing


def _introductions_of(user_ids: Collection[int], at: datetime) -> Any:
    """The three people of each that is open and concerns one of those, and when it began to wait for a word."""
    began_at: Any = func.coalesce(Introduction.offered_at, Introduction.asked_at, type_=Introduction.created_at.type)
    return select(*PEOPLE, began_at).where(
        or_(*(person.in_(user_ids) for person in PEOPLE)), Introduction.made_at.is_(None),
        Introduction.closed_at.is_(None), Introduction.expires_at > at, began_at.is_not(None))


def _debts_of(user_ids: Collection[int], since: datetime, until: datetime) -> Any:
    """Whose debts are due on which day, of the days that those instants have anywhere."""
    return select(Owed.owner_id, Owed.due_on).where(
        Owed.owner_id.in_(user_ids), Owed.closed_here_at.is_(None), Owed.side == MINE, Owed.follow_up_id.is_(None),
        Owed.due_on.between((since - DAY).date(), (until + DAY).date())).distinct()
