"""What happens between an owner and one person, told act by act; each act is committed."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.deciding import Decision
from networking_app.follow_ups.models import CADENCE, FollowUp
from networking_app.follow_ups.planning import Rhythm
from networking_app.ties import setting_cadences, writing
from networking_app.ties.deciding import decide
from networking_app.ties.forms import InteractionRequest
from networking_app.ties.keeping_in_touch import keep_in_touch
from networking_app.ties.models import Encounter, Interaction, Tie
from networking_app.ties.talking import talked, untalked


class Story:
    """Of one tie; days are counted from `begin`, which is long ago."""

    def __init__(self, app: Flask, tie: Tie, begin: datetime) -> None:
        self.app, self.tie_id, self.owner_id, self.begin = app, tie.id, tie.owner_id, begin

    def at(self, day: int) -> datetime:
        return self.begin + timedelta(days=day)

    def act(self, act: Callable[[Tie], Any]) -> Any:
        with self.app.app_context():
            result = act(db.session.get_one(Tie, self.tie_id))
            db.session.commit()
            return result.id if isinstance(result, Interaction) else result

    def talk(self, day: int, direction: str = "both", **more: Any) -> int:
        """The id of the contact."""
        contact = InteractionRequest.model_validate({"client_id": str(uuid4()), "direction": direction, **more})
        return int(self.act(lambda tie: talked(tie, contact, self.at(day))))

    def take_back(self, interaction_id: int) -> None:
        self.act(lambda tie: untalked(db.session.get_one(Interaction, interaction_id)))

    def meet(self, day: int, event_id: int | None = None) -> None:
        def met(tie: Tie) -> None:
            place = {"owner_id": tie.owner_id, "tie_id": tie.id, "event_id": event_id}
            if db.session.scalar(select(Encounter.id).filter_by(tie_id=tie.id, event_id=event_id)) is None:
                db.session.add(Encounter(**place, met_at=self.at(day)))
            keep_in_touch(tie.owner_id, [tie.id])

        self.act(met)

    def keep(self, days: int) -> None:
        self.act(lambda tie: setting_cadences.keep_tie(tie, days))

    def follow_the_rules(self) -> None:
        self.act(setting_cadences.follow_the_rules)

    def keep_tagged(self, tag: str, days: int) -> None:
        self.act(lambda tie: setting_cadences.keep_tagged(tie.owner_id, tag, days))

    def keep_met_at(self, event_id: int, days: int) -> None:
        self.act(lambda tie: setting_cadences.keep_met_at(tie.owner_id, event_id, days))

    def free(self, **of: Any) -> None:
        """Take the rule of a tag or an event away."""
        def gone(tie: Tie) -> None:
            if cadence := setting_cadences.cadence_of(tie.owner_id, **of):
                setting_cadences.remove(cadence)

        self.act(gone)

    def tag(self, name: str) -> None:
        self.act(lambda tie: (writing.add_tag(tie, name), keep_in_touch(tie.owner_id, [tie.id])))

    def untag(self, name: str) -> None:
        self.act(lambda tie: (writing.remove_tag(tie, name), keep_in_touch(tie.owner_id, [tie.id])))

    def decide(self, kind: str, day: int, until: str = "") -> None:
        """Decide on the open follow-up, if there is one."""
        def decided(tie: Tie) -> None:
            for row in db.session.scalars(self._cadences().where(FollowUp.is_open())).all():
                decide(row, Decision(kind, self.at(day), until), Rhythm.of(db.session.get_one(User, tie.owner_id)))

        self.act(decided)

    def again(self) -> int:
        """Bring everything of the owner in line once more; how many changed."""
        return int(self.act(lambda tie: keep_in_touch(tie.owner_id)))

    @property
    def rows(self) -> list[FollowUp]:
        with self.app.app_context():
            rows = list(db.session.scalars(self._cadences().order_by(FollowUp.id)))
            db.session.expunge_all()
        return rows

    @property
    def open(self) -> list[FollowUp]:
        return [row for row in self.rows if row.state in ("open", "put off")]

    @property
    def due(self) -> list[int]:
        """The days that open follow-ups are planned on."""
        return [(row.planned_on - self.begin.date()).days for row in self.open]

    def day(self, on: date) -> int:
        return (on - self.begin.date()).days

    def _cadences(self) -> Any:
        return select(FollowUp).where(FollowUp.tie_id == self.tie_id, FollowUp.source == CADENCE)


def long_ago() -> datetime:
    """Noon of a day 400 days ago."""
    return now().replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=400)
