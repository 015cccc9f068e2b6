"""A worker that looks after people at a moment, and what it queues."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import time_machine
from flask import Flask
from sqlalchemy import select

from networking_app.accounts.models import Outgoing, Session, User
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.follow_ups.nudging import next_prompt_at
from networking_app.follow_ups.planning import Rhythm
from networking_app.prompts import alarms
from networking_app.prompts.models import PromptSettings, PushSubscription
from networking_app.prompts.shift import Shift
from networking_app.prompts.worker import ring_batch
from networking_app.ties.models import Tie
from tests.factories import Make

MONDAY, TUESDAY, WEDNESDAY, SATURDAY = (date(2026, 11, day) for day in (23, 24, 25, 28))


def at(day: date, hour: int = 9, minute: int = 0, zone: str = "UTC") -> datetime:
    return datetime.combine(day, time(hour, minute), ZoneInfo(zone)).astimezone(UTC)


@dataclass
class World:
    """One person's follow-ups, and a worker that looks after them at a moment."""

    app: Flask
    make: Make

    def follow_up(self, owner: User, day: date, tie: Tie | None = None, event: Event | None = None,
                  **columns: Any) -> FollowUp:
        tie = tie or self.make.tie(owner)
        due_at = next_prompt_at(day, 0, Rhythm.of(owner))
        steps = {"step_key": f"{day}", "position": 0, "title": "Say hello", "condition": "always"}
        return self.make.saved(FollowUp(**{"owner_id": owner.id, "tie_id": tie.id, "due_on": day, "due_at": due_at,
                                           "event_id": event.id if event else None, **steps, **columns}))

    def work(self, instant: datetime) -> list[Outgoing]:
        """Ring what is due at that instant; everything that is queued by then, oldest first."""
        with time_machine.travel(instant, tick=False), self.app.app_context():
            alarms.enrol()
            db.session.commit()
            while ring_batch(Shift()):
                pass
        return self.queued()

    def queued(self) -> list[Outgoing]:
        with self.app.app_context():
            return list(db.session.scalars(select(Outgoing).where(Outgoing.key.is_not(None)).order_by(Outgoing.id)))

    def all(self, model: type[Any]) -> list[Any]:
        with self.app.app_context():
            return list(db.session.scalars(select(model)))

    def change(self, statement: Any) -> None:
        with self.app.app_context():
            db.session.execute(statement)
            db.session.commit()

    def wants(self, user: User, **settings: Any) -> None:
        self.make.saved(PromptSettings(user_id=user.id, **settings))

    def device(self, user: User, name: str = "phone") -> PushSubscription:
        session = self.make.saved(Session(user_id=user.id, token_hash=name))
        keys = {"endpoint": f"https://push.example/{name}", "p256dh": "p", "auth": "a"}
        return self.make.saved(PushSubscription(user_id=user.id, session_id=session.id, device=name, **keys))
