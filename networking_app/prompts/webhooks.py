"""Telling another program what is due: signed, to the address that its owner gave. Notes are never in it."""

import json
import secrets
import ssl
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from http.client import HTTPException
from typing import Any

from flask import current_app
from sqlalchemy import update

from networking_app.clock import now
from networking_app.extensions import db
from networking_app.formats.webhook_signature import signed_headers
from networking_app.prompts import outside
from networking_app.prompts.models import GONE, Webhook
from networking_app.prompts.next_steps import NextStep, next_steps
from networking_app.prompts.people import people
from networking_app.prompts.public_addresses import BlockedAddress
from networking_app.prompts.pushing import pause_of
from networking_app.prompts.queue import MOST_ATTEMPTS, Claimed
from networking_app.prompts.sending import Gone, Refused, Undelivered
from networking_app.urls import public_url

KIND = "webhook"
DUE, TEST = "follow_ups.due", "test"
GONE_STATUS = 410
# How a failure is written down, and after the last of all attempts.
BLOCKED, SLOW, CERTIFICATE, UNREACHABLE, GIVEN_UP = "blocked", "slow", "certificate", "unreachable", " given up"


@dataclass(frozen=True)
class Message:
    """One message; its id is the same whenever it is sent again."""

    user_id: int
    url: str
    secret: str
    message_id: str
    body: bytes
    inside: Collection[str]
    is_last_attempt: bool = False

    def send(self) -> None:
        """Raises Gone for a 410, Refused where nothing may be sent to, Undelivered, OSError or HTTPException."""
        headers = signed_headers(self.secret, self.message_id, now(), self.body)
        headers |= {"Content-Type": "application/json", "User-Agent": "knownby-webhook"}
        try:
            answer = outside.post(self.url, self.body, headers, inside=self.inside)
        except BlockedAddress:
            raise Refused(0) from None
        if answer.status == GONE_STATUS:
            raise Gone(answer.status)
        if not 200 <= answer.status < 300:
            raise Undelivered(answer.status, pause_of(answer.headers))

    def settled(self, error: Exception | None) -> None:
        """Note for the owner that it was reached, or in a word why not; not where they have changed it meanwhile."""
        same = (Webhook.user_id == self.user_id, Webhook.url == self.url, Webhook.secret == self.secret)
        outcome = {"failure": self._in_a_word(error)} if error else {"failure": None, "reached_at": now()}
        db.session.execute(update(Webhook).where(*same).values(**outcome))

    def _in_a_word(self, error: Exception) -> str:
        if isinstance(error, Gone):
            return GONE
        if isinstance(error, Refused):
            return BLOCKED
        return _word_for(error) + (GIVEN_UP if self.is_last_attempt else "")


def _word_for(error: Exception) -> str:
    if isinstance(error, Undelivered):
        return str(error.status)
    if isinstance(error, ssl.SSLCertVerificationError):
        return CERTIFICATE
    return SLOW if isinstance(error, TimeoutError) else UNREACHABLE


CANNOT_SEND = (Undelivered, OSError, HTTPException)


def sending(row: Claimed) -> Message | None:
    """The message of that row as it is true now, or None where nothing is open or nobody listens any more."""
    hook = db.session.get(Webhook, row.user_id) if row.user_id else None
    if hook is None or hook.failure == GONE:
        return None
    [owner] = people([hook.user_id])
    steps = next_steps(owner.id, until=owner.day(now()), among=row.payload["follow_ups"])
    if not steps:
        return None
    about = {"day": row.payload["day"], "items": [_item(step) for step in steps]}
    message_id = f"msg_{row.id}_{row.created_at:%Y%m%d%H%M%S}"
    return _message(hook, message_id, DUE, row.created_at, about, is_last_attempt=row.attempts + 1 >= MOST_ATTEMPTS)


def trial(hook: Webhook) -> Message:
    """A message about nothing, to see whether it arrives."""
    return _message(hook, f"msg_test_{secrets.token_hex(8)}", TEST, now(), {})


def _item(step: NextStep) -> dict[str, Any]:
    day: date = step.follow_up.day
    return {
        "id": step.follow_up.id, "title": step.follow_up.title, "due_on": day.isoformat(),
        "url": public_url("my.tie", tie_id=step.tie.id), "name": step.tie.name,
        "event": step.event.summary if step.event else None,
    }


def _message(hook: Webhook, message_id: str, kind: str, at: datetime, data: dict, **more: bool) -> Message:
    body = {"type": kind, "timestamp": at.isoformat(timespec="seconds"), "data": data}
    written = json.dumps(body, ensure_ascii=False).encode()
    inside = current_app.config["ALLOWED_HOSTS_INSIDE"]
    return Message(hook.user_id, hook.url, hook.secret, message_id, written, inside, **more)
