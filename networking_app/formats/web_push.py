"""Web Push on the wire: messages encrypted for one browser (RFC 8291), and who sends them (VAPID, RFC 8292)."""

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

# Push services take 4096 bytes: less 86 of header, 16 of the cipher's tag and one that ends the text (RFC 8291, 4).
MOST_BYTES = 3993
RECORD_SIZE = 4096


def read_point(text: str) -> bytes:
    """The public key of a browser (`p256dh`) as 65 bytes; ValueError if it is no point of the curve P-256."""
    point = read_base64url(text)
    if len(point) != 65:
        raise ValueError("a public key has 65 bytes")
    EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
    return point


def read_secret(text: str) -> bytes:
    """What a browser shares with its senders (`auth`), 16 bytes; ValueError if it is anything else."""
    secret = read_base64url(text)
    if len(secret) != 16:
        raise ValueError("a secret has 16 bytes")
    return secret


def encrypt(text: bytes, point: bytes, secret: bytes, salt: bytes = b"",
            key: EllipticCurvePrivateKey | None = None) -> bytes:
    """The body (aes128gcm, RFC 8188) that only this browser can read; ValueError beyond MOST_BYTES.

    `salt` and `key` are made anew for each message unless the example of the RFC is to come out.
    """
    if len(text) > MOST_BYTES:
        raise ValueError("too long for a push service")
    salt, key = salt or secrets.token_bytes(16), key or generate_private_key(SECP256R1())
    shared = key.exchange(ECDH(), EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point))
    own = public_point(key)
    seed = _derived(32, secret, b"WebPush: info\0" + point + own, shared)
    cipher = AESGCM(_derived(16, salt, b"Content-Encoding: aes128gcm\0", seed))
    nonce = _derived(12, salt, b"Content-Encoding: nonce\0", seed)
    header = salt + RECORD_SIZE.to_bytes(4, "big") + bytes([len(own)]) + own
    return header + cipher.encrypt(nonce, text + b"\x02", None)


def vapid(key: EllipticCurvePrivateKey, audience: str, contact: str, expires_at: datetime) -> str:
    """The Authorization header: a token for the push service at that origin, good until then (24 h at most)."""
    claims = {"aud": audience, "exp": int(expires_at.timestamp()), "sub": contact}
    parts = ".".join(base64url(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
    r, s = decode_dss_signature(key.sign(parts.encode(), ECDSA(hashes.SHA256())))
    signature = base64url(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={parts}.{signature}, k={base64url(public_point(key))}"


def public_point(key: EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def base64url(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def read_base64url(text: str) -> bytes:
    """The bytes, with or without the padding that browsers leave out; ValueError if it is something else."""
    return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))


def _derived(length: int, salt: bytes, info: bytes, secret: bytes) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)
