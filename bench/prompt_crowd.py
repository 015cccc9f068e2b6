"""People with one follow-up due now, who are mailed, and some of whom have a phone that is pushed to."""

from base64 import urlsafe_b64encode
from datetime import date, timedelta

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from networking_app.accounts.models import Address, Session, User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.prompts.models import Alarm, PromptSettings, PushSubscription
from networking_app.ties.models import Tie


def fill(people: int, phones: int, push_port: int) -> None:
    """So many people, all of whose alarms ring now at any hour; the first `phones` of them are pushed to as well."""
    ids, at = range(1, people + 1), now()
    awake = {"preferred_hour": 0, "days_off": 0, "time_zone": "UTC", "password_hash": "-"}
    _add(User, ({"id": one, "name": f"Person {one}", **awake} for one in ids))
    _add(Address, ({"user_id": one, "email": address(one), "key": address(one), "verified_at": at} for one in ids))
    _add(PromptSettings, ({"user_id": one, "quiet_from": 0, "quiet_until": 0} for one in ids))
    _add(Tie, ({"id": one, "owner_id": one, "origin": "by hand", "name": f"Friend of {one}"} for one in ids))
    _add(FollowUp, (due(one, at.date()) for one in ids))
    keys = {"p256dh": _point(), "auth": "A" * 22, "device": "a phone"}
    _add(Session, ({"id": one, "user_id": one, "token_hash": str(one)} for one in ids[:phones]))
    _add(PushSubscription, ({"user_id": one, "session_id": one, "endpoint": f"http://localhost:{push_port}/{one}",
                             **keys} for one in ids[:phones]))
    _add(Alarm, ({"user_id": one, "next_at": at - timedelta(seconds=1)} for one in ids))
    db.session.commit()
    db.session.remove()


def due(owner_id: int, day: date, **columns: object) -> dict[str, object]:
    """A follow-up of that day with the person's only tie."""
    return {"owner_id": owner_id, "tie_id": owner_id, "step_key": f"{day}", "position": 0, "title": "Write a line",
            "condition": "always", "planned_on": day, "due_on": day, "due_at": now(), **columns}


def address(number: int) -> str:
    return f"p{number}@example.org"


def _add(model: type, rows: object) -> None:
    if filled := list(rows):  # type: ignore[call-overload]
        db.session.execute(model.__table__.insert(), filled)  # type: ignore[attr-defined]


def _point() -> str:
    point = ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(
        Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).rstrip(b"=").decode()
