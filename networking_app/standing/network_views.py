"""The picture of one's network, and the doors that events and people opened."""

from math import sqrt
from typing import Any

from flask import render_template, request
from flask_login import current_user

from networking_app.introductions.naming import first_name
from networking_app.standing.blueprint import bp
from networking_app.standing.colouring import by_circle, by_event
from networking_app.standing.doors import doors as doors_of
from networking_app.standing.network import network_of

COLOURINGS = {"event": by_event, "circle": by_circle}
DOORS_SHOWN = 20
# Of the table, before the rest is asked for: hundreds of rows hold a phone up, and nobody reads them all.
ROWS = 60
SMALLEST, LARGEST = 13.0, 30.0

bp.add_app_template_filter(first_name)


@bp.get("/network")
def network() -> str:
    by = request.args.get("by", "")
    by = by if by in COLOURINGS else "event"
    shown = network_of(current_user.id)
    return render_template("standing/network.html", network=shown, by=by, at_once=ROWS,
                           colours=COLOURINGS[by](current_user.id, shown.ties))


@bp.get("/doors")
def doors() -> str:
    return render_template("standing/doors.html", doors=doors_of(current_user.id), most=DOORS_SHOWN)


@bp.app_template_filter("radius_of")
def radius_of(known_by: list[Any]) -> float:
    """How large somebody is drawn whom so many are known to know, in units of the picture."""
    return min(LARGEST, round(SMALLEST + 5 * sqrt(len(known_by)), 1))
