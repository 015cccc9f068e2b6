"""Who the campaign is about: a crowd that shows badges, and for each trial a person with a few ties."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from flask import Flask
from sqlalchemy import delete, insert

from networking_app.accounts.models import Session, User, hashed
from networking_app.clock import now
from networking_app.events.models import Attendance, Event
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.ties.models import Interaction, Note, Tie
from tests.factories import Make

TIES, STEPS = 2, 3
CROWD = 12


@dataclass(frozen=True)
class Crowd:
    """An event that runs now, and the codes on the badges of its people."""

    event: Event
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """A tie that the phone has a copy of."""

    id: int
    note: int
    interaction: int
    follow_ups: tuple[int, ...]


@dataclass(frozen=True)
class Person:
    id: int
    hash: str
    ties: tuple[Known, ...]


def gather(app: Flask, seed: int) -> Crowd:
    """Make the event and the people who can be scanned there."""
    make, random = Make(app), Random(f"{seed} crowd")  # noqa: S311
    host = make.user("Host", f"host-{seed}@example.org")
    event = make.event(host, starts_at=now() - timedelta(hours=6), ends_at=now() + timedelta(hours=18))
    codes = []
    for number in range(CROWD):
        user = make.user(f"Guest {number}", f"guest-{seed}-{random.random()}@example.org")
        codes.append(make.badge(make.card(user), event).code)
    return Crowd(event, tuple(codes))


def people(app: Flask, crowd: Crowd, number: int) -> list[Person]:
    """So many new people at the event, each with two ties that have notes, contacts and follow-ups."""
    with app.app_context():
        users = _rows(User, [{"name": "Alice", "password_hash": "-"}] * number, User.id, User.phone_key)
        _rows(Attendance, [{"event_id": crowd.event.id, "user_id": user} for user, _ in users], Attendance.id)
        ties = _ties([user for user, _ in users])
        db.session.commit()
    return [Person(user, key, tuple(ties[TIES * place:TIES * (place + 1)])) for place, (user, key) in enumerate(users)]


def _ties(owners: Sequence[int]) -> list[Known]:
    wanted = [{"owner_id": owner, "origin": "by hand", "name": f"Known {place}"}
              for owner in owners for place in range(TIES)]
    places = [{"owner_id": each["owner_id"], "tie_id": tie} for each, (tie,) in zip(wanted, _rows(Tie, wanted, Tie.id),
                                                                                    strict=True)]
    notes = _rows(Note, [{**place, "text": "before", "written_at": now()} for place in places], Note.id)
    contact = {"channel": "call", "direction": "out", "happened_at": now()}
    contacts = _rows(Interaction, [{**place, **contact} for place in places], Interaction.id)
    steps = [{**place, **_step(number)} for place in places for number in range(STEPS)]
    follow_ups = [row for (row,) in _rows(FollowUp, steps, FollowUp.id)]
    return [Known(place["tie_id"], notes[i][0], contacts[i][0], tuple(follow_ups[STEPS * i:STEPS * (i + 1)]))
            for i, place in enumerate(places)]


def _step(number: int) -> dict[str, Any]:
    day = now().date() + timedelta(days=number + 1)
    return {"step_key": f"step {number}", "position": number, "title": f"Step {number}", "condition": "always",
            "planned_on": day, "due_on": day, "due_at": now() + timedelta(days=number + 1)}


def _rows(table: Any, values: list[dict[str, Any]], *columns: Any) -> list[Any]:
    statement = insert(table).returning(*columns, sort_by_parameter_order=True)
    return list(db.session.execute(statement, values))


def sign_in(app: Flask, *user_ids: int) -> list[str]:
    """The cookie header of a new session of each of them."""
    tokens = [secrets.token_urlsafe(32) for _ in user_ids]
    with app.app_context():
        rows = [{"user_id": user, "token_hash": hashed(token), "device": "Phone"}
                for user, token in zip(user_ids, tokens, strict=True)]
        db.session.execute(insert(Session), rows)
        db.session.commit()
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    values = [signer.dumps({"_user_id": token, "_fresh": True, "_permanent": True}) for token in tokens]
    return [f"{app.config['SESSION_COOKIE_NAME']}={value}" for value in values]


def sign_out(app: Flask, user_id: int) -> None:
    """End every session of the person, as another device of theirs can."""
    with app.app_context():
        db.session.execute(delete(Session).where(Session.user_id == user_id))
        db.session.commit()
