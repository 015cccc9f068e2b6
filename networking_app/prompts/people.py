"""The people whose alarms ring: when they want to be reached, and by which ways they can be."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, bindparam, exists, func, select

from networking_app.accounts.models import Address, User
from networking_app.accounts.zones import is_zone
from networking_app.extensions import db, run
from networking_app.follow_ups.models import FollowUp
from networking_app.follow_ups.nudging import end_of_day
from networking_app.follow_ups.planning import Rhythm
from networking_app.prompts.mail_settings import MOST_REFUSALS
from networking_app.prompts.models import DAILY, OFF, WEEKLY, Alarm, PromptSettings, PushSubscription, Webhook
from networking_app.prompts.moments import Quiet, first_working_weekday


@dataclass(frozen=True)
class Person:
    """`digest` is OFF where there is no verified address, or none that takes mails; `rang_at` is their alarm's."""

    id: int
    rhythm: Rhythm
    quiet: Quiet
    digest: str
    has_push: bool
    has_webhook: bool
    rang_at: datetime | None = None

    def day(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.rhythm.time_zone)).date()

    def is_mailed_on(self, day: date) -> bool:
        """Whether a digest goes out on that working day."""
        begins = day.weekday() == first_working_weekday(self.rhythm.days_off)
        return self.digest == DAILY or self.digest == WEEKLY and begins

    def is_reached_on(self, day: date) -> bool:
        """Whether anything can go out on that working day; in the app it stands anyway."""
        return self.has_push or self.has_webhook or self.is_mailed_on(day)


def people(user_ids: Collection[int]) -> list[Person]:
    """Those people, in any order."""
    return [
        Person(user_id, Rhythm(_readable(zone), hour, days_off), Quiet(start, end), digest if mailbox else OFF, *ways)
        for user_id, zone, hour, days_off, start, end, digest, mailbox, *ways in run(_people(), {"ids": list(user_ids)})
    ]


@cache
def _people() -> Select[*tuple[Any, ...]]:
    takes_mails = func.coalesce(PromptSettings.mail_refusals, 0) < MOST_REFUSALS
    columns = select(
        User.id, User.time_zone, User.preferred_hour, User.days_off,
        func.coalesce(PromptSettings.quiet_from, 21), func.coalesce(PromptSettings.quiet_until, 8),
        func.coalesce(PromptSettings.digest, DAILY),
        exists().where(Address.user_id == User.id, Address.verified_at.is_not(None)) & takes_mails,
        exists().where(PushSubscription.user_id == User.id),
        exists().where(Webhook.user_id == User.id, Webhook.listens()),
        Alarm.rang_at,
    )
    those = User.id.in_(bindparam("ids", expanding=True))
    settings = columns.outerjoin(PromptSettings, PromptSettings.user_id == User.id)
    return settings.outerjoin(Alarm, Alarm.user_id == User.id).where(those)


@cache
def _readable(zone: str) -> str:
    # A zone can vanish with an update of the machine; its people are still looked after.
    return zone if is_zone(zone) else "UTC"


def with_something_due(some: Sequence[Person], at: datetime) -> set[int]:
    """The ids of those who may have something to be told today; the others certainly have not."""
    by_zone: dict[str, list[int]] = defaultdict(list)
    for person in some:
        by_zone[person.rhythm.time_zone].append(person.id)
    # A weekly mail looks back and ahead as well.
    found = {person.id for person in some if person.digest == WEEKLY and person.is_mailed_on(person.day(at))}
    for zone, ids in by_zone.items():
        due = (FollowUp.owner_id.in_(ids), FollowUp.is_open(), FollowUp.due_at < end_of_day(at, zone))
        found.update(db.session.scalars(select(FollowUp.owner_id).where(*due).distinct()))
    return found
