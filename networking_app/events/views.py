"""The pages of events: mine, a new one, one of them, its file for calendars."""

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from networking_app import local_time
from networking_app.accounts.zones import zone_names
from networking_app.clock import now
from networking_app.events.blueprint import bp
from networking_app.events.calendar_entry import calendar_entry
from networking_app.events.creating import create_event, new_draft
from networking_app.events.forms import EventDetails, as_proposed, as_typed
from networking_app.events.models import Attendance, Event
from networking_app.events.organizing import count_attendees, organizers_of
from networking_app.events.plan_changes import redate_event
from networking_app.events.series import after, attended_of_series, before, earlier_of, linkable, put_into
from networking_app.events.wording import cover_names, kind_names
from networking_app.extensions import db
from networking_app.formats.icalendar import calendar_of
from networking_app.forms import Form, submitted
from networking_app.rate_limits import limit
from networking_app.urls import public_url


@bp.get("/events")
def index() -> str:
    at = now()
    events = db.session.scalars(Event.attended_by(current_user.id).order_by(Event.starts_at)).all()
    past = [event for event in events if event.ends_at < at]
    running = [event for event in events if event.running(at)]
    coming = [event for event in events if event not in past and event not in running]
    return render_template("events/index.html", running=running, coming=coming, past=past[::-1])


@bp.get("/events/new")
def new() -> str:
    form: Form[EventDetails] = Form(EventDetails)
    proposed = as_proposed(now().astimezone(local_time.zone()), current_user.time_zone)
    form.typed.update(proposed, draft=new_draft(current_user.id))
    return _form_page(form)


@bp.post("/events/new")
def create() -> Answer | tuple[str, int]:
    limit("new event", current_user.id, most=30, per_seconds=3600)
    form = _read_details()
    if not form.valid:
        return _form_page(form), 422
    event = create_event(current_user.id, form.data)
    db.session.commit()
    flash(_("Your event is ready. Share its link, or hang up the poster."), "done")
    return redirect(url_for("events.show", event_id=event.id), 303)


@bp.get("/events/<id:event_id>")
def show(event_id: int) -> str:
    return event_page(Event.of(current_user.id, event_id))


def event_page(event: Event, problem: str = "", email: str = "", email_error: str = "") -> str:
    """The page of an event as the signed-in attendee sees it: with a problem on top, or with one of the form there."""
    attendance = Attendance.find(event.id, current_user.id)
    return render_template(
        "events/show.html", event=event, running=event.running(now()), over=event.ends_at < now(),
        problem=problem, email=email, email_error=email_error,
        organizes=bool(attendance and attendance.organizer_since), organizers=organizers_of(event.id),
        earlier=before(event), later=after(event), attended=attended_of_series(event, current_user.id),
        people=count_attendees(event.id), join_link=public_url("events.preview_join", code=event.join_code),
    )


@bp.get("/events/<id:event_id>/edit")
def edit(event_id: int) -> str:
    event = Event.organized_by(current_user.id, event_id)
    form: Form[EventDetails] = Form(EventDetails)
    form.typed.update(as_typed(event))
    return _form_page(form, event)


@bp.post("/events/<id:event_id>/edit")
def update(event_id: int) -> Answer | tuple[str, int]:
    event = Event.organized_by(current_user.id, event_id)
    form = _read_details(event)
    if not form.valid:
        return _form_page(form, event), 422
    day = event.day
    for column, value in form.data.columns(event).items():
        setattr(event, column, value)
    put_into(event, form.data.series, current_user.id)
    if event.day != day:
        redate_event(event)
    db.session.commit()
    flash(_("Saved. Follow-ups that are still open have moved with it.") if event.day != day else _("Saved."), "done")
    return redirect(url_for("events.show", event_id=event.id), 303)


@bp.get("/events/<id:event_id>/event.ics")
def calendar(event_id: int) -> Response:
    written = calendar_of([calendar_entry(Event.of(current_user.id, event_id))], [])
    headers = {"Content-Disposition": 'attachment; filename="event.ics"'}
    return Response(written, content_type="text/calendar; charset=utf-8", headers=headers)


def _read_details(event: Event | None = None) -> Form[EventDetails]:
    form = submitted(EventDetails)
    if form.valid and form.data.series.isdecimal():
        starts_at = form.data.columns(event)["starts_at"]
        if earlier_of(current_user.id, int(form.data.series), starts_at, event.id if event else None) is None:
            form.refuse("series", _("Please choose one of your events that begins before this one."))
    return form


def _form_page(form: Form[EventDetails], event: Event | None = None) -> str:
    zones = [(name, name.replace("_", " ")) for name in dict.fromkeys((*zone_names(), current_user.time_zone))]
    return render_template("events/form.html", form=form, event=event, zones=zones, covers=cover_names(),
                           kinds=kind_names(), linkable=linkable(current_user.id, event))
