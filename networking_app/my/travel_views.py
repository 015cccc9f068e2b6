"""Going by the clocks of another place, with one tap."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from networking_app.access import safe_next
from networking_app.accounts.models import User
from networking_app.errors import DomainError
from networking_app.extensions import db
from networking_app.flashes import flash_undoable
from networking_app.follow_ups.planning import Rhythm
from networking_app.follow_ups.redating import redate
from networking_app.forms import Form
from networking_app.my.blueprint import bp
from networking_app.my.forms import MoveToZone
from networking_app.prompts import alarms


@bp.post("/settings/time-zone")
def move_to_zone() -> Response:
    """The hour and the days off stay; open follow-ups come up at that hour there."""
    form = Form(MoveToZone, request.values.to_dict())
    if not form.valid:
        raise DomainError(form.errors["time_zone"], 422, fields=form.errors)
    user = db.session.get_one(User, current_user.id)
    before, back = Rhythm.of(user), safe_next(url_for("my.today"))
    _move(user, form.data.time_zone)
    db.session.commit()
    place = user.time_zone.rpartition("/")[2].replace("_", " ")
    said = _("From now on at %(time)s in %(place)s.", time=f"{user.preferred_hour}:00", place=place)
    if user.time_zone == before.time_zone:
        flash(said, "done")
    else:
        undo_url = url_for("my.move_to_zone", time_zone=before.time_zone, next=back)
        flash_undoable(said, undo_url, "POST")
    return redirect(back, 303)


def _move(user: User, zone: str) -> None:
    before, user.time_zone = Rhythm.of(user), zone
    redate(user.id, before, Rhythm.of(user))
    alarms.reset(user.id)
