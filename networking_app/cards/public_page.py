"""The page behind a badge's QR code: one look-up, then a body that was rendered and compressed once."""

import gzip
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

import brotli
from flask import Response, render_template
from flask_babel import get_locale
from markupsafe import Markup
from sqlalchemy import Dialect, bindparam, select

from networking_app.cards.models import Badge, Card, Photo
from networking_app.cards.showing import shown
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.security_headers import content_policy

# About twelve kilobytes each.
KEPT_PAGES = 1000


class Version(NamedTuple):
    """All that the page of a badge depends on, times as the driver gives them; a page is never older than this."""

    badge_id: int
    code: str
    owner_id: int
    card_id: int
    card_at: object
    card_seq: int
    event_id: int | None
    event_at: object
    photo: str | None
    revoked_at: object


_LOOK_UP = (
    select(Badge.id, Badge.code, Badge.user_id, Card.id, Card.updated_at, Card.change_seq, Badge.event_id,
           Event.updated_at, Photo.digest, Badge.revoked_at)
    .join(Card, Card.id == Badge.card_id)
    .outerjoin(Event, Event.id == Badge.event_id)
    .outerjoin(Photo, Photo.card_id == Card.id)
    .where(Badge.code == bindparam("code"))
)


def find_version(code: str) -> Version | None:
    """The badge with that canonical long code, live or revoked."""
    # Straight to the driver, without session or transaction: this is what a whole hall asks for at once.
    dialect, pooled = db.engine.dialect, db.engine.raw_connection()
    try:
        with _without_transaction(pooled.driver_connection):
            cursor = pooled.cursor()
            cursor.execute(_sql(dialect), (code,) if dialect.positional else {"code": code})
            row = cursor.fetchone()
    finally:
        pooled.close()
    return Version._make(row) if row else None


@lru_cache(4)
def _sql(dialect: Dialect) -> str:
    return str(_LOOK_UP.compile(dialect=dialect))


@contextmanager
def _without_transaction(connection: Any) -> Iterator[None]:
    """Spare PostgreSQL the round trips that begin and end a transaction; SQLite begins none by itself."""
    if not hasattr(connection, "pgconn"):
        yield
        return
    connection.autocommit = True
    try:
        yield
    finally:
        connection.autocommit = False


def answer(version: Version, encoding: str) -> Response:
    """The page for strangers in that content encoding ("br", "gzip" or "")."""
    return _response(_kept(version, str(get_locale()), encoding), encoding, 200)


def answer_refused(version: Version, form: Any) -> Response:
    """The page again, with what the guest typed and what is wrong with it."""
    return _response(_page(version, form).encode(), "", 422)


@lru_cache(KEPT_PAGES)
def _kept(version: Version, _locale: str, encoding: str) -> bytes:
    page = _page(version).encode()
    if encoding == "br":
        return brotli.compress(page, mode=brotli.MODE_TEXT)
    return gzip.compress(page, mtime=0) if encoding == "gzip" else page


def _page(version: Version, form: Any = None) -> str:
    badge = db.session.get_one(Badge, version.badge_id)
    style = _style()
    return render_template("cards/public.html", card=shown(badge.card), badge=badge, event=badge.event,
                           style=Markup(style), form=form)  # noqa: S704


@lru_cache(1)
def _style() -> str:
    return render_template("cards/_public.css").strip()


@lru_cache(1)
def _policy() -> str:
    digest = sha256(_style().encode()).digest()
    return content_policy(f"sha256-{b64encode(digest).decode()}")


def _response(body: bytes, encoding: str, status: int) -> Response:
    response = Response(body, status)
    headers = response.headers
    headers["Content-Security-Policy"] = _policy()
    headers["Cache-Control"] = "no-store"
    headers["Vary"] = "Cookie, Accept-Encoding"
    headers["X-Robots-Tag"] = "noindex"
    if encoding:
        headers["Content-Encoding"] = encoding
    return response
