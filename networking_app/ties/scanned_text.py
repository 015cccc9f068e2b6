"""What a scanned, typed or photographed text turns out to be."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from networking_app.errors import DomainError
from networking_app.events.models import Attendance, Event
from networking_app.extensions import db
from networking_app.formats.codes import code_in_link, read_code
from networking_app.rate_limits import limit
from networking_app.ties.recording import FoundBadge, find_badge

LONG = 26
# A short code can be typed up to a week after the event it was shown at.
TYPED_LATER = timedelta(days=7)


@dataclass(frozen=True)
class JoinFirst:
    """A short code of an event that the person has not joined."""

    event: Event


def code_of(text: str) -> str | None:
    """The badge code that a text holds, as a link of ours or typed; None for anything else."""
    return code_in_link(text, current_app.config["PUBLIC_URL"]) or read_code(text)


def join_code_of(text: str) -> str | None:
    """The join code in a link of ours to an event, as posters carry it."""
    start = f"{current_app.config['PUBLIC_URL']}/join/"
    head, rest = text.strip()[: len(start)], text.strip()[len(start) :]
    code = rest.partition("?")[0].partition("#")[0].strip("/")
    return code if (head + code).isascii() and head.lower() == start and code.isalnum() else None


def find_scanned(text: str, scanner_id: int, at: datetime, *, joining: bool = False) -> FoundBadge | JoinFirst:
    """The badge behind a text; raises DomainError (404, or 422 for a text that is no code of ours)."""
    code = code_of(text)
    if code is None:
        raise DomainError(_("This is not a card of %(app)s.", app=current_app.config["APP_NAME"]), 422)
    if len(code) == LONG:
        return _own_excluded(find_badge("code", code, scanner_id), scanner_id)
    return _by_short_code(code, scanner_id, at, joining)


def _by_short_code(code: str, scanner_id: int, at: datetime, joining: bool) -> FoundBadge | JoinFirst:
    limit("short-code", scanner_id, most=20, per_seconds=600)
    badge = find_badge("short_code", code, scanner_id)
    event = db.session.get(Event, badge.event_id) if badge and badge.event_id else None
    if event is None or not (event.starts_at <= at <= event.ends_at + TYPED_LATER):
        return _own_excluded(None, scanner_id)
    if not joining and Attendance.find(event.id, scanner_id) is None:
        return JoinFirst(event)
    return _own_excluded(badge, scanner_id)


def _own_excluded(badge: FoundBadge | None, scanner_id: int) -> FoundBadge:
    if badge is None:
        limit("code-miss", scanner_id, most=60, per_seconds=600)
        raise DomainError(_("Nobody shows a card with this code any more. Ask to see it again."), 404)
    if badge.user_id == scanner_id:
        raise DomainError(_("That is your own card."), 409)
    return badge


def attends(event_id: int, user_id: int) -> bool:
    """Whether that user has joined that event."""
    query = select(Attendance.id).where(Attendance.event_id == event_id, Attendance.user_id == user_id)
    return db.session.execute(query).first() is not None
