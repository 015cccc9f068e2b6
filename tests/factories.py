"""Rows for tests, committed at once and readable without a session."""

from datetime import datetime, timedelta
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import insert, select

from networking_app.accounts.changes import Synced, next_change
from networking_app.accounts.models import Address, User, address_key
from networking_app.cards.models import Badge, Card
from networking_app.cards.words import index_words
from networking_app.clock import now
from networking_app.events.models import Attendance, Event, FollowUpPlan
from networking_app.events.plans import as_rows, default_steps
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.follow_ups.planning import Rhythm
from networking_app.formats.codes import new_join_code
from networking_app.ties.meeting import MetAt, Recorder, add_follow_ups
from networking_app.ties.models import Encounter, Note, Tie
from tests.hashing import QUICK

PASSWORD = "correct horse battery staple"  # noqa: S105
_HASH = QUICK.hash(PASSWORD)

Row = TypeVar("Row")


class Make:
    """`make.user("Dana", time_zone="Asia/Tokyo")`; every keyword is a column."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def saved(self, row: Row) -> Row:
        """The row, committed, with all its columns loaded and without a session."""
        given = {name: value for name, value in vars(row).items() if name != "_sa_instance_state"}
        with self.app.app_context():
            if isinstance(row, Synced):
                given["change_seq"] = next_change(given[row.sync_owner])
            # In one question what a flush and a refresh take two for: a third of all the time that tests prepare.
            made = db.session.scalars(insert(type(row)).returning(type(row)), [given]).one()
            db.session.expunge_all()
            db.session.commit()
        return made

    def user(self, name: str = "Dana", email: str | None = None, verified: bool = True, **columns: Any) -> User:
        """A user whose password is PASSWORD and whose address, `name@example.org` by default, is verified."""
        email = email or f"{name.split()[0].lower()}@example.org"
        user = self.saved(User(name=name, password_hash=_HASH, **columns))
        verified_at = now() if verified else None
        self.saved(Address(user_id=user.id, email=email, key=address_key(email), verified_at=verified_at))
        return user

    def card(self, user: User, **columns: Any) -> Card:
        """A card, with the words by which it meets others."""
        card = self.saved(Card(**{"user_id": user.id, "full_name": user.name, **columns}))
        with self.app.app_context():
            index_words(db.session.get_one(Card, card.id))
            db.session.commit()
        return card

    def event(self, organizer: User, *attendees: User, **columns: Any) -> Event:
        """An event that runs now, in UTC, with the default plan: since an hour ago or midnight, and for three more."""
        began = max(now() - timedelta(hours=1), noon(0) - timedelta(hours=12))
        times = {"starts_at": began, "ends_at": now() + timedelta(hours=3), "time_zone": "UTC"}
        event = self.saved(Event(**{"summary": "PyData", "join_code": new_join_code(), **times, **columns}))
        with self.app.app_context():
            steps = as_rows(default_steps())
        self.saved(FollowUpPlan(event_id=event.id, steps=steps))
        self.saved(Attendance(event_id=event.id, user_id=organizer.id, organizer_since=now()))
        for attendee in attendees:
            self.attendance(event, attendee)
        return event

    def attendance(self, event: Event, user: User, **columns: Any) -> Attendance:
        return self.saved(Attendance(**{"event_id": event.id, "user_id": user.id, **columns}))

    def badge(self, card: Card, event: Event | None = None, **columns: Any) -> Badge:
        place = {"user_id": card.user_id, "card_id": card.id, "event_id": event.id if event else None}
        return self.saved(Badge(**{**place, **columns}))

    def tie(self, owner: User, peer: User | None = None, **columns: Any) -> Tie:
        """A tie to a user, or to somebody known by `name` alone; it has no encounter and no follow-ups."""
        person = {"peer_user_id": peer.id, "name": peer.name} if peer else {"name": "Grace Hopper"}
        return self.saved(Tie(**{"owner_id": owner.id, "origin": "badge" if peer else "by hand", **person, **columns}))

    def encounter(self, tie: Tie, event: Event | None = None, **columns: Any) -> Encounter:
        place = {"owner_id": tie.owner_id, "tie_id": tie.id, "event_id": event.id if event else None}
        return self.saved(Encounter(**{**place, "met_at": now(), **columns}))

    def note(self, tie: Tie, text: str, **columns: Any) -> Note:
        place = {"owner_id": tie.owner_id, "tie_id": tie.id}
        return self.saved(Note(**{**place, "text": text, "written_at": now(), **columns}))

    def follow_ups(self, tie: Tie, event: Event | None = None) -> list[FollowUp]:
        """What recording that tie at that event plans for its owner, in the order of the plan."""
        with self.app.app_context():
            owner = db.session.get_one(User, tie.owner_id)
            recorder = Recorder(owner.id, Rhythm(owner.time_zone, owner.preferred_hour, owner.days_off))
            met_at = MetAt(event.id, event.day) if event else None
            add_follow_ups(recorder, tie.id, met_at, now(), next_change(owner.id))
            db.session.commit()
        return follow_ups_of(self.app, tie)


def noon(days_ago: int) -> datetime:
    """Noon of that day, in UTC: what began or ended then did so on that day, at whatever hour the tests run."""
    return now().replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=days_ago)


def follow_ups_of(app: Flask, tie: Tie) -> list[FollowUp]:
    """The follow-ups of a tie as they now are, in the order of the plan."""
    with app.app_context():
        rows = db.session.scalars(select(FollowUp).where(FollowUp.tie_id == tie.id).order_by(FollowUp.position)).all()
        db.session.expunge_all()
    return list(rows)
