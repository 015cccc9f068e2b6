"""What organizers do with an event."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from networking_app.clock import now
from networking_app.events.blueprint import bp
from networking_app.events.forms import NewOrganizer
from networking_app.events.models import Event
from networking_app.events.organizing import make_organizer, step_down
from networking_app.events.views import event_page
from networking_app.extensions import db
from networking_app.flashes import flash_undoable
from networking_app.forms import submitted
from networking_app.rate_limits import limit


def _back_to(event: Event) -> Answer:
    return redirect(url_for("events.show", event_id=event.id), 303)


@bp.post("/events/<id:event_id>/cancellation")
def cancel(event_id: int) -> Answer:
    event = Event.organized_by(current_user.id, event_id)
    event.cancelled_at = event.cancelled_at or now()
    db.session.commit()
    flash_undoable(_("The event is cancelled. Everybody who joined sees that."),
                   url_for("events.restore", event_id=event.id))
    return _back_to(event)


@bp.delete("/events/<id:event_id>/cancellation")
def restore(event_id: int) -> Answer:
    event = Event.organized_by(current_user.id, event_id)
    event.cancelled_at = None
    db.session.commit()
    flash(_("The event takes place."), "done")
    return _back_to(event)


@bp.post("/events/<id:event_id>/organizers")
def add_organizer(event_id: int) -> Answer | tuple[str, int]:
    limit("organizer", current_user.id, most=20, per_seconds=3600)
    event = Event.organized_by(current_user.id, event_id)
    form = submitted(NewOrganizer)
    if not form.valid:
        return event_page(event, email=form["email"], email_error=form.errors["email"]), 422
    make_organizer(event.id, form.data.email)
    db.session.commit()
    flash(_("If somebody who joined has that address, they organize it with you now."), "done")
    return _back_to(event)


@bp.delete("/events/<id:event_id>/organizers/<id:user_id>")
def drop_organizer(event_id: int, user_id: int) -> Answer | tuple[str, int]:
    event = Event.organized_by(current_user.id, event_id)
    if not step_down(event, user_id):
        return event_page(event, _("An event needs an organizer. Add another one first.")), 409
    db.session.commit()
    flash(_("That person attends, and no longer organizes."), "done")
    return _back_to(event)
