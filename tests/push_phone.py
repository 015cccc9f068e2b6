"""A browser's side of Web Push, written after the RFCs and without the code of the application."""

import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from networking_app.accounts.models import Session, User
from networking_app.prompts.models import PushSubscription
from tests.factories import Make


def _letters(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(letters: str) -> bytes:
    return urlsafe_b64decode(letters + "=" * (-len(letters) % 4))


@dataclass
class PushPhone:
    """A subscription with its own keys."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def point(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def subscription(self, endpoint: str) -> dict[str, Any]:
        """What `PushSubscription.toJSON()` gives."""
        keys = {"p256dh": _letters(self.point), "auth": _letters(self.secret)}
        return {"endpoint": endpoint, "expirationTime": None, "keys": keys}

    def read(self, body: bytes) -> bytes:
        """Decrypt a message (RFC 8188, RFC 8291)."""
        salt, size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
        sender, rest = body[21:21 + length], body[21 + length:]
        assert length == 65 and 17 <= len(rest) <= size
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
        seed = self._derive(32, self.secret, b"WebPush: info\0" + self.point + sender, shared)
        key = self._derive(16, salt, b"Content-Encoding: aes128gcm\0", seed)
        nonce = self._derive(12, salt, b"Content-Encoding: nonce\0", seed)
        text = AESGCM(key).decrypt(nonce, rest, None)
        assert text.endswith(b"\x02")
        return text[:-1]

    def _derive(self, length: int, salt: bytes, info: bytes, secret: bytes) -> bytes:
        return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


def subscribed(make: Make, user: User, phone: PushPhone, endpoint: str, **columns: Any) -> PushSubscription:
    """A browser in which the user is signed in and has asked to be woken."""
    session = make.saved(Session(user_id=user.id, token_hash=_letters(os.urandom(16))))
    values = {"user_id": user.id, "session_id": session.id, "endpoint": endpoint, "device": "Firefox on Android",
              "p256dh": _letters(phone.point), "auth": _letters(phone.secret)}
    return make.saved(PushSubscription(**{**values, **columns}))


def claims_of(authorization: str) -> dict[str, Any]:
    """The claims of a VAPID header (RFC 8292); raises where its key has not signed them."""
    scheme, _space, rest = authorization.partition(" ")
    fields = dict(part.strip().split("=", 1) for part in rest.split(","))
    head, claims, signature = fields["t"].split(".")
    assert scheme == "vapid" and json.loads(_bytes(head)) == {"typ": "JWT", "alg": "ES256"}
    signed = _bytes(signature)
    assert len(signed) == 64
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(fields["k"]))
    both = encode_dss_signature(int.from_bytes(signed[:32], "big"), int.from_bytes(signed[32:], "big"))
    point.verify(both, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    return dict(json.loads(_bytes(claims)))
