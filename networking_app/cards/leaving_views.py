"""Leaving an event: the attendance ends, and the badge that was shown there with it."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

from networking_app.cards.blueprint import bp
from networking_app.cards.joining import revoke_at_event
from networking_app.events.models import Event
from networking_app.events.organizing import leave as leave_event
from networking_app.events.views import event_page
from networking_app.extensions import db


@bp.delete("/events/<id:event_id>/attendance")
def leave(event_id: int) -> AnyResponse | tuple[str, int]:
    """Attend no longer; ties and follow-ups stay."""
    event = Event.of(current_user.id, event_id)
    if not leave_event(event, current_user.id):
        said = _("You are its only organizer. Let somebody else organize it too, or cancel it; then you can leave.")
        return event_page(event, said), 409
    revoke_at_event(current_user.id, event.id)
    db.session.commit()
    flash(_("You have left %(event)s. Your ties and follow-ups stay.", event=event.summary), "done")
    return redirect(url_for("events.index"), 303)
