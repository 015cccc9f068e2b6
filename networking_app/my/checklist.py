"""The checklist of one event: people with their next step, the note beside it and a ready draft."""

from flask import abort, render_template, request
from flask_login import current_user
from sqlalchemy import select

from networking_app.events.models import Attendance, Event
from networking_app.extensions import db
from networking_app.local_time import today
from networking_app.my.blueprint import bp
from networking_app.prompts.drafts import drafts_for
from networking_app.prompts.next_steps import closed_steps, next_steps, progress
from networking_app.prompts.voices import Voice
from networking_app.ties.models import Encounter
from networking_app.ties.setting_cadences import cadence_of

VIEWS = ("due", "later", "done")


@bp.get("/events/<id:event_id>/follow-ups")
def checklist(event_id: int) -> str:
    event = _event_met_at(event_id)
    shown = request.args.get("show", "due")
    steps = next_steps(current_user.id, event_id=event.id)
    due = [step for step in steps if step.follow_up.day <= today()]
    listed = {"due": due, "later": [step for step in steps if step not in due]}.get(shown, [])
    drafts = drafts_for([(step.follow_up, step.tie) for step in listed], Voice.of(current_user, today()))
    return render_template(
        "my/checklist.html",
        event=event,
        show=shown if shown in VIEWS else "due",
        steps=list(zip(listed, drafts, strict=True)),
        closed=closed_steps(current_user.id, event.id),
        progress=progress(current_user.id, event.id),
        later=len(steps) - len(due),
        cadence=cadence_of(current_user.id, event_id=event.id),
    )


def _event_met_at(event_id: int) -> Event:
    """An event that the person attends or met somebody at, or 404."""
    event = db.session.get(Event, event_id)
    met = select(Encounter.id).where(Encounter.event_id == event_id, Encounter.owner_id == current_user.id).limit(1)
    if event is None or not (Attendance.find(event_id, current_user.id) or db.session.scalar(met)):
        abort(404)
    return event
