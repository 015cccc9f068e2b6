"""Whom and what an attendee wants to meet: wanted, found or not, carried over from the event before."""

from flask import flash, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from networking_app.accounts.changes import next_change
from networking_app.errors import DomainError
from networking_app.events.finding import FOUND, UNDO, mark
from networking_app.events.models import Event, Target
from networking_app.events.targets import want
from networking_app.extensions import db
from networking_app.flashes import flash_undoable
from networking_app.forms import submitted
from networking_app.standing.aims_forms import TargetForm
from networking_app.standing.aims_views import aims_page, back_to_aims
from networking_app.standing.blueprint import bp
from networking_app.standing.found import carried_over


@bp.post("/events/<id:event_id>/targets")
def add_target(event_id: int) -> Answer | tuple[str, int]:
    event, form = Event.of(current_user.id, event_id), submitted(TargetForm)
    if not form.valid:
        return aims_page(event, target=form), 422
    try:
        want(current_user.id, event.id, form.data.text)
    except DomainError as refused:
        db.session.rollback()
        form.refuse("text", refused.message)
        return aims_page(Event.of(current_user.id, event_id), target=form), refused.status
    db.session.commit()
    return back_to_aims(event, "targets")


@bp.delete("/targets/<id:target_id>")
def drop_target(target_id: int) -> Answer:
    target, event = _own(target_id)
    next_change(target.owner_id)
    db.session.delete(target)
    db.session.commit()
    flash(_("Taken away."), "done")
    return back_to_aims(event, "targets")


@bp.post("/targets/<id:target_id>/finding")
def find_target(target_id: int) -> Answer:
    target, event = _own(target_id)
    said = mark(target, FOUND)
    db.session.commit()
    flash_undoable(said, url_for("standing.miss_target", target_id=target.id))
    return back_to_aims(event, "targets")


@bp.delete("/targets/<id:target_id>/finding")
def miss_target(target_id: int) -> Answer:
    target, event = _own(target_id)
    said = mark(target, UNDO)
    db.session.commit()
    flash(said, "done")
    return back_to_aims(event, "targets")


@bp.post("/events/<id:event_id>/carried-targets")
def carry_targets(event_id: int) -> Answer:
    event = Event.of(current_user.id, event_id)
    carried = len(carried_over(current_user.id, event))
    db.session.commit()
    flash(ngettext("%(num)d aim came along.", "%(num)d aims came along.", carried), "done")
    return back_to_aims(event, "targets")


def _own(target_id: int) -> tuple[Target, Event]:
    target = Target.of(current_user.id, target_id)
    event = Event.of(current_user.id, target.event_id)
    return target, event
