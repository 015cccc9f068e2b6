"""The page of a series: its events, whom one met at each of them, and what its organizers do with it."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from networking_app.clock import now
from networking_app.events.forms import SeriesName
from networking_app.events.models import Event, EventSeries
from networking_app.events.series import in_no_series, series_with
from networking_app.extensions import db
from networking_app.forms import Form, submitted
from networking_app.standing.blueprint import bp
from networking_app.standing.in_series import parts_of

PAGE = 20


@bp.get("/series/<id:series_id>")
def series(series_id: int) -> str:
    return _page(EventSeries.of(current_user.id, series_id))


@bp.post("/series/<id:series_id>")
def name_series(series_id: int) -> Response | tuple[str, int]:
    found, form = EventSeries.organized_by(current_user.id, series_id), submitted(SeriesName)
    if not form.valid:
        return _page(found, form), 422
    found.summary = form.data.summary
    db.session.commit()
    flash(_("Saved."), "done")
    return _back(found.id)


@bp.post("/events/<id:event_id>/series")
def begin_series(event_id: int) -> Response:
    """A series of the event's name, for others to be linked to; the one it is in if there is one."""
    begun = series_with(Event.organized_by(current_user.id, event_id))
    db.session.commit()
    return _back(begun.id)


@bp.post("/series/<id:series_id>/events/<id:event_id>")
def link_event(series_id: int, event_id: int) -> Response:
    """Only an event of mine that is in no other series."""
    found = EventSeries.organized_by(current_user.id, series_id)
    event = Event.organized_by(current_user.id, event_id)
    if event.series_id not in (None, found.id):
        abort(404)
    event.series_id = found.id
    db.session.commit()
    flash(_("%(event)s is part of the series.", event=event.summary), "done")
    return _back(found.id)


@bp.delete("/series/<id:series_id>/events/<id:event_id>")
def unlink_event(series_id: int, event_id: int) -> Response:
    event = Event.organized_by(current_user.id, event_id)
    if event.series_id == series_id:
        event.series_id = None
    db.session.commit()
    flash(_("%(event)s is no part of the series any more.", event=event.summary), "done")
    still = db.session.scalar(EventSeries.seen_by(current_user.id).where(EventSeries.id == series_id))
    return _back(still.id) if still else redirect(url_for("events.show", event_id=event.id), 303)


def _page(found: EventSeries, form: Form[SeriesName] | None = None) -> str:
    me, at, offset = current_user.id, now(), min(max(request.args.get("from", 0, type=int), 0), 1_000_000)
    parts = parts_of(me, found.id, PAGE + 1, offset)
    coming = [part for part in parts[:PAGE] if part.event.ends_at >= at]
    organizes = db.session.scalar(Event.organizing(me).where(Event.series_id == found.id).limit(1)) is not None
    return render_template(
        "standing/series.html", series=found, at=at, coming=coming[::-1], organizes=organizes, form=form,
        past=[part for part in parts[:PAGE] if part not in coming], more=offset + PAGE if len(parts) > PAGE else None,
        others=in_no_series(me) if organizes else (),
    )


def _back(series_id: int) -> Response:
    return redirect(url_for("standing.series", series_id=series_id), 303)
