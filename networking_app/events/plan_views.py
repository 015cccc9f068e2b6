"""The page of a follow-up plan: the event's for its organizers, one's own for everybody else."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from networking_app.events.blueprint import bp
from networking_app.events.models import Attendance, Event, FollowUpPlan
from networking_app.events.plan_changes import drop_copy, keep_copy, keep_event_plan
from networking_app.events.plan_form import PlanForm
from networking_app.extensions import db
from networking_app.follow_ups.planning import Step


@bp.get("/events/<id:event_id>/plan")
def plan(event_id: int) -> str:
    event = Event.of(current_user.id, event_id)
    return _plan_page(event, PlanForm.of_steps(_steps(event)))


@bp.post("/events/<id:event_id>/plan")
def save_plan(event_id: int) -> Answer | str | tuple[str, int]:
    event = Event.of(current_user.id, event_id)
    form = PlanForm.submitted(request.form)
    if form.press(request.form.get("do", "save")):
        return _plan_page(event, form)
    if not form.valid:
        return _plan_page(event, form), 422
    _keep(event, form.steps({step.key for step in _steps(event)}))
    db.session.commit()
    flash(_("Saved. Follow-ups that are still open have moved with it."), "done")
    return redirect(url_for("events.plan", event_id=event.id), 303)


@bp.delete("/events/<id:event_id>/plan")
def reset_plan(event_id: int) -> Answer:
    event = Event.of(current_user.id, event_id)
    drop_copy(event, current_user.id)
    db.session.commit()
    flash(_("You follow the organizer's plan again."), "done")
    return redirect(url_for("events.plan", event_id=event.id), 303)


def _keep(event: Event, steps: list[Step]) -> None:
    if _organizes(event):
        keep_event_plan(event, steps)
    elif steps != _steps(event):
        keep_copy(event, current_user.id, steps)


def _organizes(event: Event) -> bool:
    attendance = Attendance.find(event.id, current_user.id)
    return bool(attendance and attendance.organizer_since)


def _steps(event: Event) -> list[Step]:
    owner_id = 0 if _organizes(event) else current_user.id
    found = FollowUpPlan.for_attendee(event.id, owner_id)
    return found.as_steps if found else []


def _plan_page(event: Event, form: PlanForm) -> str:
    own = FollowUpPlan.for_attendee(event.id, current_user.id)
    return render_template("events/plan.html", event=event, form=form, organizes=_organizes(event),
                           has_copy=bool(own and own.owner_id))
