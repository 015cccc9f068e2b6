"""The key with which this installation signs what it pushes: made once, since every subscription hangs on it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from flask import current_app

from networking_app import push_key_file
from networking_app.config import ConfigError
from networking_app.formats.web_push import base64url, public_point


def check_push_key(config: Mapping[str, Any]) -> None:
    """Raise ConfigError at the start rather than when somebody opens a page."""
    if config["VAPID_PRIVATE_KEY"]:
        _read(config["VAPID_PRIVATE_KEY"])


def may_push() -> bool:
    """Whether messages are pushed at all: with a contact that push services can reach, and a key."""
    return bool(browser_key())


def browser_key() -> str:
    """What browsers subscribe with (`applicationServerKey`); empty where nothing is pushed."""
    if not current_app.config["VAPID_CONTACT"]:
        return ""
    try:
        return base64url(public_point(push_key()))
    except OSError:  # a folder that cannot be written to closes no page
        return ""


def push_key() -> EllipticCurvePrivateKey:
    """The private key, from VAPID_PRIVATE_KEY or DATA_DIR; raises ConfigError if it is none of the curve P-256."""
    given = current_app.config["VAPID_PRIVATE_KEY"]
    return _read(given) if given else _kept_in(Path(current_app.config["DATA_DIR"]))


@cache
def _kept_in(folder: Path) -> EllipticCurvePrivateKey:
    file = folder / push_key_file.NAME
    if not file.exists():
        _make(file)
    return _read(file.read_text())


@cache
def _read(text: str) -> EllipticCurvePrivateKey:
    try:
        # In a file of settings a line cannot be broken.
        key = load_pem_private_key(text.replace("\\n", "\n").encode(), None)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, EllipticCurvePrivateKey) or not isinstance(key.curve, SECP256R1):
        file = f"DATA_DIR/{push_key_file.NAME}"
        raise ConfigError(f"VAPID_PRIVATE_KEY or {file} holds no private key of the curve P-256 (PEM).")
    return key


def _make(file: Path) -> None:
    """Write a new key, for its owner alone to read; of several processes at once the first one's stays."""
    pem = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    push_key_file.write(file, pem, replace=False)
