"""Name, rhythm and the ways to everything else about one's account."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from networking_app.accounts.changes import next_change
from networking_app.accounts.models import Address, User
from networking_app.accounts.zones import zone_names
from networking_app.extensions import db
from networking_app.follow_ups.planning import Rhythm
from networking_app.follow_ups.redating import redate
from networking_app.forms import Form, submitted
from networking_app.my.blueprint import bp
from networking_app.my.forms import AddAddress, Settings
from networking_app.my.weekdays import days_in, weekdays
from networking_app.prompts import alarms


@bp.get("/settings")
def settings() -> str:
    return settings_page()


@bp.post("/settings")
def store_settings() -> str | tuple[str, int] | Response:
    form = submitted(Settings, days_off="days_off")
    if not form.valid:
        return settings_page(form), 422
    user = db.session.get_one(User, current_user.id)
    wanted, before = form.data, Rhythm.of(user)
    user.name, user.time_zone = wanted.name, wanted.time_zone
    user.preferred_hour, user.days_off = wanted.preferred_hour, wanted.days_off_bits
    _show_name(user, wanted.name_in_code)
    redate(user.id, before, Rhythm.of(user))
    alarms.reset(user.id)
    db.session.commit()
    flash(_("Saved."), "done")
    return redirect(url_for("my.settings"), 303)


def _show_name(user: User, wanted: bool) -> None:
    if user.name_in_code != wanted:
        user.name_in_code = wanted
        # Phones keep badges with the code drawn in them.
        next_change(user.id)


def settings_page(form: Form | None = None, adding: Form | None = None) -> str:
    """The page, with what was typed into one of its two forms."""
    mine = select(Address).where(Address.user_id == current_user.id).order_by(Address.id)
    form = form or _stored()
    return render_template(
        "my/settings.html", form=form, adding=adding or Form(AddAddress), addresses=db.session.scalars(mine).all(),
        zones=[(name, name.replace("_", " ")) for name in sorted({*zone_names(), current_user.time_zone})],
        hours=[(hour, f"{hour:02}:00") for hour in range(24)], weekdays=weekdays(),
        days_off=[str(day) for day in form["days_off"] or ()],
    )


def _stored() -> Form:
    user = db.session.get_one(User, current_user.id)
    return Form(Settings, {"name": user.name, "time_zone": user.time_zone, "preferred_hour": user.preferred_hour,
                           "days_off": days_in(user.days_off), "name_in_code": user.name_in_code})
