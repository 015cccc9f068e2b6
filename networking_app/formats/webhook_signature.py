"""Signatures of messages to other programs, as Standard Webhooks wants them: HMAC-SHA256 of id, time and body."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

PREFIX = "whsec_"


def new_secret() -> str:
    """256 random bits, written so that the libraries of Standard Webhooks take them as they are."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signed_headers(secret: str, message_id: str, sent_at: datetime, body: bytes) -> dict[str, str]:
    """What lets the receiver tell who wrote that body, and when; the id is the same whenever it is sent again."""
    key, timestamp = base64.b64decode(secret.removeprefix(PREFIX)), str(int(sent_at.timestamp()))
    signed = b".".join((message_id.encode(), timestamp.encode(), body))
    signature = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    return {"webhook-id": message_id, "webhook-timestamp": timestamp, "webhook-signature": f"v1,{signature}"}
