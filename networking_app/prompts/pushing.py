"""Handing a message to the push service of one browser (RFC 8030)."""

import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import delete, update

from networking_app.clock import now
from networking_app.extensions import db
from networking_app.formats.web_push import encrypt, read_point, read_secret, vapid
from networking_app.prompts import outside
from networking_app.prompts.models import PushSubscription
from networking_app.prompts.people import people
from networking_app.prompts.public_addresses import BlockedAddress
from networking_app.prompts.push_keys import may_push, push_key
from networking_app.prompts.push_messages import message_for, sample
from networking_app.prompts.queue import Claimed
from networking_app.prompts.sending import Gone, Refused, Undelivered

# A phone that is off gets it within a day, or not at all: tomorrow there is another one.
TTL_SECONDS = 86_400
TOKEN_LASTS = timedelta(hours=12)
GONE, TOO_LARGE = (404, 410), 413
# What a service says of why, as far as it is one word of its own: never an address.
REASON = re.compile(r'"(?:reason|error|code|errno|status)"\s*:\s*"?([A-Za-z0-9_]{1,40})"?')
LOG = logging.getLogger("knownby")


@dataclass(frozen=True)
class Push:
    """One message, encrypted for one browser."""

    subscription_id: int
    endpoint: str
    body: bytes
    headers: Mapping[str, str]
    allowed_hosts: tuple[str, ...]
    inside: tuple[str, ...]

    def send(self) -> None:
        """Raises Gone where the browser has unsubscribed, Refused where this will never be taken, else Undelivered."""
        try:
            answer = outside.post(self.endpoint, self.body, self.headers, self.allowed_hosts, self.inside)
        except BlockedAddress:
            raise Refused(0) from None
        if 200 <= answer.status < 300:
            return
        if answer.status in GONE:
            raise Gone(answer.status)
        self._say_why(answer)
        if answer.status == TOO_LARGE:
            raise Refused(answer.status)
        raise Undelivered(answer.status, pause_of(answer.headers))

    def settled(self, error: Exception | None) -> None:
        """Note that the browser was reached, or forget it where it is gone; a refusal proves neither."""
        this = PushSubscription.id == self.subscription_id
        if error is None:
            db.session.execute(update(PushSubscription).where(this).values(reached_at=now()))
        elif isinstance(error, Gone):
            db.session.execute(delete(PushSubscription).where(this, PushSubscription.endpoint == self.endpoint))

    def _say_why(self, answer: outside.Answer) -> None:
        reason = REASON.search(answer.body.decode("utf-8", "replace"))
        fields = {"service": urlsplit(self.endpoint).hostname, "status": answer.status,
                  "reason": reason[1] if reason else ""}
        LOG.warning("push refused", extra={"fields": fields})


def sending(row: Claimed) -> Push | None:
    """The message of that row as it is true now, or None where there is nothing to say or nobody to say it to."""
    subscription = db.session.get(PushSubscription, row.payload["subscription_id"])
    # The phone may have become another account's meanwhile.
    if subscription is None or subscription.user_id != row.user_id or not may_push():
        return None
    [reader] = people([subscription.user_id])
    message = sample() if row.payload.get("shown") else message_for(
        reader.id, row.payload["event_id"], row.payload["follow_ups"], reader.day(now()),
        row.payload.get("is_first", False), row.payload.get("besides", False))
    return _pushed(subscription, message) if message else None


def _pushed(subscription: PushSubscription, message: dict[str, Any]) -> Push:
    config, parts = current_app.config, urlsplit(subscription.endpoint)
    body = encrypt(json.dumps(message, ensure_ascii=False).encode(), read_point(subscription.p256dh),
                   read_secret(subscription.auth))
    origin = f"{parts.scheme}://{parts.netloc}".removesuffix(":443")
    token = vapid(push_key(), origin, config["VAPID_CONTACT"], now() + TOKEN_LASTS)
    headers = {
        "Authorization": token, "Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream",
        "TTL": str(TTL_SECONDS), "Urgency": "normal", "Topic": message["notification"]["tag"],
    }
    return Push(subscription.id, subscription.endpoint, body, headers, config["PUSH_HOSTS"],
                config["ALLOWED_HOSTS_INSIDE"])


def pause_of(headers: Mapping[str, str]) -> float:
    """The seconds that `Retry-After` asks for, given as a number or as a date; 0 where it asks for nothing."""
    text = headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text[:9])
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    return max(0.0, (_aware(at) - now()).total_seconds())


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)
