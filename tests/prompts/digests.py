"""Digests for tests: follow-ups that are due, the row that the worker delivers, and what arrived."""

import re
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

from flask import Flask

from networking_app.accounts.models import Outgoing, User
from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.prompts.delivering import deliver_batch
from networking_app.prompts.models import PromptSettings
from networking_app.ties.models import Tie
from tests.factories import Make


def due(make: Make, tie: Tie, event: Event | None = None, days: int = 0, **columns: Any) -> FollowUp:
    """A follow-up due in so many days, in UTC; one a call, with a title of its own."""
    day = now().date() + timedelta(days=days)
    columns = {"title": "Say thank you", "step_key": f"step {days}", "position": 0, "condition": "always", **columns}
    return make.saved(FollowUp(owner_id=tie.owner_id, tie_id=tie.id, event_id=event.id if event else None, due_on=day,
                               due_at=now(), **columns))


def reachable_always(user_id: int) -> None:
    """Have no hour and no day on which the worker leaves that person alone."""
    user = db.session.get_one(User, user_id)
    user.preferred_hour, user.days_off = 0, 0
    settings = PromptSettings.of(user_id)
    settings.quiet_from = settings.quiet_until = 0
    db.session.add(settings)


def deliver(app: Flask, user: User, *new: FollowUp, **payload: Any) -> Outgoing:
    """Have the worker deliver a digest of what is newly due; the row as it is then."""
    with app.app_context():
        payload = {"day": now().date().isoformat(), "follow_ups": [row.id for row in new], **payload}
        row = Outgoing(kind="digest", user_id=user.id, payload=payload)
        db.session.add(row)
        reachable_always(user.id)
        db.session.commit()
        row_id = row.id
        deliver_batch()
        row = db.session.get_one(Outgoing, row_id)
        db.session.expunge(row)
    return row


def part(mail: EmailMessage, kind: str) -> str:
    """The text of that part: plain or html."""
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def links(mail: EmailMessage, label: str) -> list[str]:
    """The paths behind a label of the plain text, in their order."""
    return re.findall(rf"{label}: http://localhost(\S+)", part(mail, "plain"))
