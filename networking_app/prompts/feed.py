"""The calendar of one person, for the program they keep theirs in: what is to be done on which day, and their events.

Notes are never in it: it lies at the company that runs the calendar.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Row, func, or_, select

from networking_app.accounts.models import User, hashed
from networking_app.events.calendar_entry import calendar_entry
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.follow_ups.nudging import next_prompt_day
from networking_app.formats.icalendar import DayEntry, TodoEntry, calendar_of
from networking_app.prompts.models import TODO, PromptSettings
from networking_app.prompts.next_steps import condition_holds
from networking_app.ties.models import Tie
from networking_app.urls import lasting_id, public_url

MOST = 5000
REFRESH = timedelta(hours=1)
PAST_EVENTS = timedelta(days=366)
# For so long a task that was done stands among the tasks, ticked.
DONE_TASKS = timedelta(days=30)


@dataclass(frozen=True)
class Subscriber:
    """Whose calendar it is, and how they want it."""

    user_id: int
    time_zone: str
    preferred_hour: int
    days_off: int
    component: str

    def day_of(self, instant: datetime) -> date:
        return instant.astimezone(ZoneInfo(self.time_zone)).date()

    def alarm_after(self, days: int) -> timedelta:
        """From the first minute of a day to the person's hour `days` later."""
        return timedelta(days=days, hours=self.preferred_hour)


def find_subscriber(secret: str) -> Subscriber | None:
    """Whom that secret belongs to; found by its hash, so how long it takes says nothing about the secret."""
    columns = (User.id, User.time_zone, User.preferred_hour, User.days_off, PromptSettings.feed_component)
    owner = select(*columns).join(PromptSettings, PromptSettings.user_id == User.id)
    row = db.session.execute(owner.where(PromptSettings.feed_hash == hashed(secret))).first()
    return Subscriber(*row) if row else None


def write_feed(reader: Subscriber, at: datetime) -> bytes:
    """The calendar as it is at that instant; the same until something changes or a day ends."""
    events = [calendar_entry(event) for event in db.session.scalars(_events(reader, at))]
    steps = db.session.execute(_follow_ups(reader, at)).all()
    todos, days = ((_todos(reader, steps, at), ()) if reader.component == TODO else ((), _days(reader, steps, at)))
    return calendar_of(events, todos, days, made_at=at, title=current_app.config["APP_NAME"], refresh=REFRESH)


def _events(reader: Subscriber, at: datetime) -> Any:
    mine = Event.attended_by(reader.user_id).where(Event.ends_at > at - PAST_EVENTS)
    return mine.order_by(Event.starts_at.desc(), Event.id).limit(MOST)


def _follow_ups(reader: Subscriber, at: datetime) -> Any:
    shown: ColumnElement[bool] = FollowUp.is_open() & condition_holds()
    if reader.component == TODO:
        shown = or_(shown, FollowUp.completed_at > at - DONE_TASKS)
    named = (FollowUp.title, FollowUp.hint, Tie.name, Event.summary.label("met_at"), FollowUp.tie_id)
    changed_at = func.coalesce(FollowUp.decided_at, FollowUp.completed_at, FollowUp.created_at).label("changed_at")
    dated = (FollowUp.effective_day().label("day"), FollowUp.completed_at, changed_at)
    counted = (FollowUp.id, FollowUp.change_seq, Tie.change_seq.label("tie_change_seq"))
    rows = select(*named, *dated, *counted).join(Tie, Tie.id == FollowUp.tie_id)
    rows = rows.outerjoin(Event, Event.id == FollowUp.event_id).where(FollowUp.owner_id == reader.user_id, shown)
    return rows.order_by(FollowUp.effective_day(), FollowUp.id).limit(MOST)


def _days(reader: Subscriber, steps: Iterable[Row], at: datetime) -> Iterable[DayEntry]:
    today, words = reader.day_of(at), _Words()
    for step in steps:
        prompts, day = _shown_on(reader, step, today)
        yield DayEntry(day=day, alarm=reader.alarm_after(0), **words.about(step, prompts))


def _todos(reader: Subscriber, steps: Iterable[Row], at: datetime) -> Iterable[TodoEntry]:
    today, words = reader.day_of(at), _Words()
    for step in steps:
        prompts, day = _shown_on(reader, step, today)
        alarm = None if step.completed_at else reader.alarm_after((day - step.day).days)
        about = words.about(step, prompts)
        yield TodoEntry(due_on=step.day, completed_at=step.completed_at, alarm=alarm, **about)


def _shown_on(reader: Subscriber, step: Row, today: date) -> tuple[int, date]:
    """Its day; what was left undone moves on, as prompts do: to a week later, then by quarters. With how many moves."""
    prompts, day = 0, step.day
    while day < today:
        prompts += 1
        day = next_prompt_day(step.day, prompts, reader.days_off)
    return prompts, day


class _Words:
    """What is said of each follow-up; what all have in common is looked up once, not thousands of times."""

    def __init__(self) -> None:
        self.summary, self.where = _("%(title)s: %(name)s"), _("You met at %(event)s.")
        self.ties = public_url("my.tie", tie_id=0).removesuffix("0")

    def about(self, step: Row, prompts: int) -> dict[str, Any]:
        where = self.where % {"event": step.met_at} if step.met_at else ""
        # Both numbers come from their owner's one sequence; a move that no row knows of counts within one of them.
        sequence = 100 * max(step.change_seq, step.tie_change_seq) + min(prompts, 99)
        return {
            "uid": lasting_id("follow-up", step.id), "summary": self.summary % {"title": step.title, "name": step.name},
            "description": "\n".join(filter(None, (step.hint, where))), "url": f"{self.ties}{step.tie_id}",
            "sequence": sequence, "changed_at": step.changed_at,
        }
