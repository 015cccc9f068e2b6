"""A hall full of people with badges, and the requests of their phones."""

import json
import os
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from uuid import uuid4

from flask import Flask
from flask_migrate import upgrade

from bench.load import Request
from networking_app import create_app
from networking_app.accounts.models import Session, User, hashed
from networking_app.cards.models import Badge, Card
from networking_app.clock import now
from networking_app.events.models import Attendance, Event, FollowUpPlan
from networking_app.events.plans import as_rows, default_steps
from networking_app.extensions import db
from tests.machine import postgresql

SCANNERS, SHOWN = 40, 400
SECRET = "a secret for measuring only"  # noqa: S105


class Hall:
    """One event; 40 people scan the badges of 400 others (or of `shown`), nobody the same one twice."""

    def __init__(self, environment: dict[str, str], shown: int = SHOWN) -> None:
        self.environment, self.shown = environment, shown
        self.app = create_app(environment | {"LOG_LEVEL": "ERROR"})
        with self.app.app_context():
            upgrade()
            self._fill()
        self._pairs = ((scanner, code) for code in self.codes for scanner in self.cookies)
        self._number = count()

    def _fill(self) -> None:
        event = Event(summary="Bench", starts_at=now() - timedelta(hours=1), ends_at=now() + timedelta(hours=9),
                      time_zone="Europe/Berlin", join_code="BENCHBENCH")
        people = [User(name=f"Person {n}", password_hash="-", time_zone="Europe/Berlin")  # noqa: S106
                  for n in range(SCANNERS + self.shown)]
        db.session.add_all([event, *people])
        db.session.flush()
        db.session.add(FollowUpPlan(event_id=event.id, steps=as_rows(default_steps())))
        db.session.add_all(Attendance(event_id=event.id, user_id=person.id) for person in people)
        cards = [Card(user_id=person.id, full_name=person.name) for person in people[SCANNERS:]]
        db.session.add_all(cards)
        db.session.flush()
        badges = [Badge(user_id=card.user_id, card_id=card.id, event_id=event.id) for card in cards]
        db.session.add_all(badges)
        self.cookies = [_sign_in(self.app, person) for person in people[:SCANNERS]]
        db.session.flush()
        self.codes = [badge.code for badge in badges]
        self.keys = {cookie: person.phone_key for cookie, person in zip(self.cookies, people, strict=False)}
        db.session.commit()

    def scans(self, number: int) -> list[Request]:
        """So many new scans, ready to send."""
        return [self._scan() for _ in range(number)]

    def batch(self, cookie: str, codes: list[str]) -> Request:
        """The outbox of one phone that has scanned those badges."""
        items = [{"client_id": str(uuid4()), "kind": "scan", "made_at": now().isoformat(), "code": code,
                  "via": "camera", "note": f"talked about {next(self._number)}"} for code in codes]
        sent = {"owner": self.keys[cookie], "sent_at": now().isoformat(), "items": items}
        return "POST", "/outbox", json.dumps(sent).encode(), _headers(cookie)

    def _scan(self) -> Request:
        cookie, code = next(self._pairs)
        body = {"code": code, "client_id": str(uuid4()), "via": "camera", "note": f"talked about {next(self._number)}",
                "scanned_at": now().isoformat(), "sent_at": now().isoformat()}
        return "POST", "/scans", json.dumps(body).encode(), _headers(cookie)


def _headers(cookie: str) -> dict[str, str]:
    return {"Cookie": cookie, "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}


def _sign_in(app: Flask, person: User) -> str:
    token = secrets.token_urlsafe(32)
    db.session.add(Session(user_id=person.id, token_hash=hashed(token)))
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    value = signer.dumps({"_user_id": token, "_fresh": True, "_permanent": True})
    return f"{app.config['SESSION_COOKIE_NAME']}={value}"


@contextmanager
def on_sqlite() -> Iterator[dict[str, str]]:
    """The environment of an application on a new SQLite database."""
    with tempfile.TemporaryDirectory() as folder:
        yield {"DATA_DIR": folder, "DATABASE_URL": f"sqlite:///{Path(folder) / 'bench.sqlite'}", "SECRET_KEY": SECRET,
               "PUBLIC_URL": "http://localhost", "LOG_LEVEL": "ERROR", "PYTHONPATH": os.getcwd()}


@contextmanager
def on_postgresql() -> Iterator[dict[str, str]]:
    """The same on a throw-away PostgreSQL cluster that keeps what it acknowledged (fsync on)."""
    with tempfile.TemporaryDirectory() as folder, postgresql.cluster(durable=True) as url:
        yield {"DATA_DIR": folder, "DATABASE_URL": url, "SECRET_KEY": SECRET, "PUBLIC_URL": "http://localhost",
               "LOG_LEVEL": "ERROR", "PYTHONPATH": os.getcwd()}


def on_each(measure: Callable[[str, AbstractContextManager[dict[str, str]]], None]) -> None:
    """Measure on both databases, or on those that the command line names."""
    for name, database in (("SQLite", on_sqlite), ("PostgreSQL", on_postgresql)):
        if not sys.argv[1:] or name.lower() in sys.argv[1:]:
            measure(name, database())
