"""The way into an event: what its link, its code and its poster lead to."""

from hashlib import sha256

from flask import Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response as Answer

from networking_app.access import public
from networking_app.clock import now
from networking_app.errors import DomainError
from networking_app.events.blueprint import bp
from networking_app.events.models import Attendance, Event
from networking_app.extensions import db
from networking_app.formats.codes import grouped, read_join_code
from networking_app.formats.qr_code import qr_svg
from networking_app.rate_limits import caller, limit, refuse_after
from networking_app.urls import public_url

# A hall shares one network address, and mistypes.
MISSES = {"most": 60, "per_seconds": 600}


@bp.get("/JOIN/<code>", endpoint="preview_join_in_capitals")
@bp.get("/join/<code>")
@public
def preview_join(code: str) -> str:
    event = find_by_join_code(code)
    joined = current_user.is_authenticated and Attendance.find(event.id, current_user.id) is not None
    return render_template("events/join.html", event=event, joined=joined, running=event.running(now()),
                           over=event.ends_at < now())


@bp.get("/join")
@public
def typed_join() -> Answer | tuple[str, int] | str:
    typed = request.args.get("code", "")
    code = read_join_code(typed.rpartition("/")[2])
    if code and _event_of(code):
        return redirect(url_for("events.preview_join", code=code), 303)
    error = _no_event() if code else _("A join code has ten letters. Please check it on the poster.")
    return render_template("events/type_code.html", typed=typed, error=error if typed else None), 422 if typed else 200


def find_by_join_code(code: str) -> Event:
    """The event with that join code, in any spelling; raises DomainError (404 or 429)."""
    event = _event_of(read_join_code(code))
    if event is None:
        raise DomainError(_no_event(), 404)
    return event


def _event_of(code: str | None) -> Event | None:
    refuse_after("join-miss", caller(), **MISSES)
    event = db.session.scalar(select(Event).where(Event.join_code == code)) if code else None
    if event is None:
        limit("join-miss", caller(), **MISSES)
    return event


def _no_event() -> str:
    return _("There is no event with this code. Please check it, or ask for the link again.")


@bp.get("/events/<id:event_id>/poster")
def poster(event_id: int) -> str:
    event = Event.of(current_user.id, event_id)
    return render_template("events/poster.html", event=event, code=grouped(event.join_code),
                           site=public_url("events.typed_join").partition("://")[2])


@bp.get("/events/<id:event_id>/poster.svg")
def poster_svg(event_id: int) -> Answer:
    event = Event.of(current_user.id, event_id)
    # In capitals the code needs fewer modules, so it reads from farther away.
    link = public_url("events.preview_join_in_capitals", code=event.join_code).upper()
    response = Response(qr_svg(link, level="Q"), mimetype="image/svg+xml")
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(sha256(link.encode()).hexdigest()[:16])
    return response.make_conditional(request)
