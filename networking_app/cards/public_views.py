"""What a scanned code opens: the card at once, for anybody, without scripts."""

import re
from functools import lru_cache
from urllib.parse import quote
from uuid import uuid4

from flask import Response, current_app, render_template, request
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from networking_app.access import public
from networking_app.accounts.models import Block
from networking_app.cards.blueprint import bp
from networking_app.cards.counting_saves import count_save, is_tap, owners_day
from networking_app.cards.models import Badge
from networking_app.cards.public_page import Version, answer, find_version
from networking_app.cards.saving import card_file
from networking_app.cards.showing import shown
from networking_app.clock import now
from networking_app.errors import DomainError
from networking_app.events.models import AROUND, Attendance
from networking_app.extensions import begin_writing, db
from networking_app.formats.codes import ALPHABET, LENGTH, read_code
from networking_app.rate_limits import allowance, caller, limit

_AS_MADE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


@bp.get("/C/<code>", endpoint="public_card_in_capitals")
@bp.get("/c/<code>")
@public
def public_card(code: str) -> Response | str:
    """The card of a badge; a code in any spelling that it may have been typed in."""
    version = find_card(code)
    if _signed_in():
        return _page_for_a_person(db.session.get_one(Badge, version.badge_id))
    return answer(version, _encoding(request.headers.get("Accept-Encoding", "")))


@bp.get("/c/<code>.vcf")
@public
def public_vcard(code: str) -> Response:
    """The card as a file that phones put among their contacts; a tap of somebody without an account is counted."""
    badge = db.session.get_one(Badge, find_card(code).badge_id)
    text, name = card_file(badge)
    if is_tap(request) and not _signed_in():
        _count_tap(badge)
    response = Response(text, content_type="text/vcard; charset=utf-8")
    response.headers["Content-Disposition"] = f"attachment; filename=\"card.vcf\"; filename*=UTF-8''{quote(name)}.vcf"
    return response


def _count_tap(badge: Badge) -> None:
    tap = (badge.id, badge.user_id, owners_day(badge))
    try:
        if allowance("card-save", f"{caller()} {badge.id}", 1, most=60, per_seconds=600):
            begin_writing()
            count_save(*tap)
            db.session.commit()
    except OperationalError:
        # The card matters, its number does not.
        db.session.rollback()


def find_card(code: str) -> Version:
    """The live badge with that code as the caller may see it; raises DomainError (404, 410 or 429)."""
    read = code if _AS_MADE.fullmatch(code) else read_code(code) or ""
    version = find_version(read) if len(read) == LENGTH else None
    if version is None or (_signed_in() and Block.stands_between(current_user.id, version.owner_id)):
        # Only codes that never were count as guesses: a hall may well try a revoked one.
        limit("card-miss", caller(), most=60, per_seconds=600)
        raise DomainError(_("There is no card with this code. Ask to see it again."), 404)
    if version.revoked_at is not None:
        raise DomainError(_("This card is no longer shown here. Ask its owner for the new code."), 410)
    return version


def _signed_in() -> bool:
    # Without the cookie there is nobody to look up.
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies and current_user.is_authenticated


def _page_for_a_person(badge: Badge) -> str:
    event = badge.event
    attends = event is None or Attendance.find(event.id, current_user.id) is not None
    joinable = not attends and event is not None and event.running(now(), AROUND)
    return render_template("cards/met.html", badge=badge, card=shown(badge.card), event=event, joinable=joinable,
                           is_own=badge.user_id == current_user.id, client_id=uuid4())


@lru_cache(256)
def _encoding(header: str) -> str:
    """The best content encoding that an Accept-Encoding header admits and we make."""
    admitted = parse_accept_header(header, Accept)
    return str(admitted.best_match(("br", "gzip")) or "")
