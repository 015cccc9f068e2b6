"""Scanning: the page, who a code belongs to, and the recording of it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from flask import Response, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

from networking_app.cards.joining import join_event
from networking_app.cards.models import Card
from networking_app.clock import now
from networking_app.errors import DomainError, wants_json
from networking_app.events.models import AROUND, Event
from networking_app.extensions import db
from networking_app.follow_ups.planning import Rhythm
from networking_app.forms import Form, read_json, submitted
from networking_app.reading import only_reads
from networking_app.ties.blueprint import bp
from networking_app.ties.forms import LookUpRequest, ScanRequest
from networking_app.ties.meeting import Capture, Recorder
from networking_app.ties.models import Tie
from networking_app.ties.recording import FoundBadge, Recorded, earlier_arrival, record_scan
from networking_app.ties.scanned_text import JoinFirst, attends, find_scanned, join_code_of

# How far ahead a scanner that is opened without a network knows the events.
KEPT_AHEAD = timedelta(days=30)


def recorder() -> Recorder:
    """The signed-in person as recording needs them."""
    rhythm = Rhythm.of(current_user)
    return Recorder(current_user.id, rhythm)


@bp.get("/scan")
def scan() -> str:
    """The camera, with a photo and a typed code always beside it."""
    form = Form(LookUpRequest)
    if "typed" in request.args:
        return render_template("ties/type_code.html", form=form)
    running = Event.running_for(current_user.id, now())
    return render_template("ties/scan.html", form=form, running=running, events=_events_to_scan_at())


def _events_to_scan_at() -> list[dict[str, str]]:
    """What the phone needs to know of the events of these days to say where one meets, without asking."""
    near = Event.attended_by(current_user.id).where(
        Event.cancelled_at.is_(None), Event.ends_at > now() - AROUND, Event.starts_at < now() + KEPT_AHEAD
    )
    events = db.session.scalars(near.order_by(Event.starts_at).limit(30))
    return [{"summary": event.summary, "cover": event.cover, "starts": event.starts_at.isoformat(),
             "ends": event.ends_at.isoformat()} for event in events]


@bp.post("/look-ups")
@only_reads
def look_up() -> AnyResponse | str:
    """Who a code belongs to: the sheet that slides up, or a page of it without scripts."""
    form = submitted(LookUpRequest)
    if not form.valid:
        return _page("ties/type_code.html", 422, form=form)
    text = form.data.code
    if join_code := join_code_of(text):
        return _sheet("ties/_sheet_join.html", join_code=join_code)
    try:
        found = find_scanned(text, current_user.id, now())
    except DomainError as error:
        return _sheet("ties/_sheet_unknown.html", status=error.status, message=error.message, text=text)
    return _sheet("ties/_sheet.html", **_about(found), code=text, via=form.data.via, client_id=uuid4())


@bp.post("/scans")
def record() -> AnyResponse | tuple[Response, int]:
    """Record one scan; the same client id again answers 200 with what its first arrival made."""
    scan = read_json(ScanRequest) if request.is_json else _scan_from_form()
    try:
        recorded = _record(scan) or earlier_arrival(current_user.id, scan.client_id)
    except DomainError:
        # What has arrived before stays recorded, whatever became of the badge since.
        recorded = earlier_arrival(current_user.id, scan.client_id)
        if recorded is None:
            raise
    db.session.commit()
    return _answer(recorded)


def _record(scan: ScanRequest) -> Recorded | None:
    capture = _capture(scan)
    found = find_scanned(scan.code, current_user.id, capture.happened_at, joining=scan.join)
    if isinstance(found, JoinFirst):
        raise DomainError(_("Join %(event)s first to use its short codes.", event=found.event.summary), 409)
    if scan.join and found.event_id:
        join_event(current_user.id, found.event_id)
    return record_scan(recorder(), found, capture)


def _scan_from_form() -> ScanRequest:
    form = submitted(ScanRequest, tags="tags")
    if not form.valid:
        raise DomainError(next(iter(form.errors.values())), 422, fields=form.errors)
    return form.data


def _capture(scan: ScanRequest) -> Capture:
    return Capture(
        client_id=scan.client_id,
        via=scan.via,
        scanned_at=scan.scanned_at or now() - timedelta(seconds=scan.clock_offset),
        clock_offset=scan.clock_offset,
        note=scan.note,
        tags=tuple(dict.fromkeys(scan.tags)),
    )


def _answer(recorded: Recorded | None) -> AnyResponse | tuple[Response, int]:
    if recorded is None:
        raise LookupError("a scan that has arrived stands in the ledger")
    status = 201 if recorded.is_new else 200
    url = url_for("my.tie", tie_id=recorded.tie_id) if recorded.tie_id else url_for("ties.index")
    if wants_json():
        body = {"tie_id": recorded.tie_id, "event_id": recorded.event_id, "name": recorded.name, "url": url}
        return jsonify(body), status
    flash(_("%(name)s is saved.", name=recorded.name), "done")
    return redirect(url, 303)


def _about(found: FoundBadge | JoinFirst) -> dict[str, Any]:
    if isinstance(found, JoinFirst):
        return {"card": None, "event": found.event, "joined": False, "tie": None}
    at = now()
    shown_at = db.session.get(Event, found.event_id) if found.event_id else None
    event = shown_at if shown_at and shown_at.running(at, AROUND) else Event.running_for(current_user.id, at)
    return {
        "card": db.session.get(Card, found.card_id),
        "event": event,
        "joined": event is None or attends(event.id, current_user.id),
        "tie": Tie.between(current_user.id, found.user_id),
    }


def _sheet(partial: str, status: int = 200, **values: Any) -> AnyResponse:
    """The partial alone for the scanner's script, else a page around it."""
    template = partial if request.headers.get("X-Partial") else "ties/sheet.html"
    return _page(template, status, partial=partial, app_name=current_app.config["APP_NAME"], **values)


def _page(template: str, status: int, **values: Any) -> AnyResponse:
    return Response(render_template(template, status=status, **values), status)
