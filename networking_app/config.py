"""Every setting once: its name in the environment, its type and its default."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from networking_app.push_contact import contact_from, read_contact


class ConfigError(RuntimeError):
    """A setting is missing or unusable; the text says which and what to do."""


@dataclass(frozen=True)
class Setting:
    name: str
    read: Callable[[str], Any]
    default: str
    about: str


def _whole_number(text: str) -> int:
    return int(text)


def _origin(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("write it like https://knownby.example")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip().lower() for name in text.split(",") if name.strip())


def _places(text: str) -> tuple[str, ...]:
    places = _names(text)
    if not all(place.rpartition(":")[0] and place.rpartition(":")[2].isdecimal() for place in places):
        raise ValueError("write it like n8n.lan:5678,127.0.0.1:8080")
    return places


SETTINGS = (
    Setting("APP_NAME", str, "Knownby", "the name on every page"),
    Setting("PUBLIC_URL", _origin, "http://localhost:8000", "the address people open; every link is built from it"),
    Setting("DATA_DIR", str, "instance", "folder of the SQLite database and of the generated secret"),
    Setting("DATABASE_URL", str, "", "empty: SQLite in DATA_DIR; or postgresql+psycopg://user:password@host/name"),
    Setting("SECRET_KEY", str, "", "empty: read from DATA_DIR/secret_key, which `flask serve` makes"),
    Setting("SMTP_HOST", str, "", "empty: mails are printed by the worker instead of sent"),
    Setting("SMTP_PORT", _whole_number, "587", "port of the mail server"),
    Setting("SMTP_USER", str, "", "empty: no sign-in at the mail server"),
    Setting("SMTP_PASSWORD", str, "", "password of SMTP_USER"),
    Setting("SMTP_SECURITY", str, "starttls", "starttls, tls or none"),
    Setting("MAIL_FROM", str, "Knownby <knownby@localhost>", "sender of every mail"),
    Setting("VAPID_CONTACT", read_contact, "",
            "mailto: or https: address at which push services reach you; empty: MAIL_FROM or PUBLIC_URL, if real"),
    Setting("VAPID_PRIVATE_KEY", str, "", "empty: DATA_DIR/vapid_key.pem, made when first needed; or that file's text"),
    Setting("PUSH_HOSTS", _names, "fcm.googleapis.com,jmt17.google.com,updates.push.services.mozilla.com,"
            "push.apple.com,notify.windows.com", "push services that phones may name, and all hosts under them"),
    Setting("ALLOWED_HOSTS_INSIDE", _places, "",
            "host:port list of your own network that webhooks may be sent to, also without https; empty: none"),
    Setting("TRUSTED_PROXIES", _whole_number, "0", "how many reverse proxies set X-Forwarded-For and -Proto"),
    Setting("LOG_LEVEL", str, "INFO", "DEBUG, INFO, WARNING or ERROR"),
)


def from_environment(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """All settings as Flask configuration; raises ConfigError with one clear line."""
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        text = environment.get(setting.name, setting.default)
        try:
            values[setting.name] = setting.read(text)
        except ValueError as error:
            raise ConfigError(f"{setting.name}={text!r} cannot be used ({error}): {setting.about}.") from None
    return values


def complete(values: dict[str, Any]) -> dict[str, Any]:
    """Add what follows from the settings: secret, database address, cookie rules, trusted hosts."""
    data_dir = Path(values["DATA_DIR"]).absolute()
    https = values["PUBLIC_URL"].startswith("https:")
    values["SECRET_KEY"] = values["SECRET_KEY"] or _secret_in(data_dir)
    values["DATA_DIR"] = str(data_dir)
    values["VAPID_CONTACT"] = values["VAPID_CONTACT"] or contact_from(values["MAIL_FROM"], values["PUBLIC_URL"])
    values["SQLALCHEMY_DATABASE_URI"] = values["DATABASE_URL"] or f"sqlite:///{data_dir / 'knownby.sqlite'}"
    values.setdefault("MAX_CONTENT_LENGTH", 300_000)
    values.setdefault("MAX_FORM_MEMORY_SIZE", 200_000)
    values.setdefault("MAX_FORM_PARTS", 300)
    values["SESSION_COOKIE_SECURE"] = https
    values["SESSION_COOKIE_NAME"] = "__Host-session" if https else "session"
    values["SESSION_COOKIE_HTTPONLY"] = True
    values["SESSION_COOKIE_SAMESITE"] = "Lax"
    values["PERMANENT_SESSION_LIFETIME"] = 180 * 24 * 3600
    values["SESSION_REFRESH_EACH_REQUEST"] = False
    return values


def _secret_in(data_dir: Path) -> str:
    try:
        return (data_dir / "secret_key").read_text().strip()
    except OSError:
        raise ConfigError(f"SECRET_KEY is not set and {data_dir / 'secret_key'} cannot be read.") from None
