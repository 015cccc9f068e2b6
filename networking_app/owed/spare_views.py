"""Five spare minutes: three people to greet. Who is skipped comes back the next day; this device alone knows of it."""

from flask import redirect, render_template, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from networking_app.local_time import today
from networking_app.owed.blueprint import bp
from networking_app.owed.greeting_today import Day, greetings
from networking_app.owed.replies import people_waiting
from networking_app.ties.models import Tie

SKIPPED, MOST_SKIPPED = "not greeted", 30


@bp.get("/five-minutes")
def spare() -> str:
    found = greetings(current_user.id, Day(today(), current_user.time_zone), _skipped())
    return render_template("owed/spare.html", chosen=found, waiting=people_waiting(current_user.id))


@bp.post("/five-minutes/<id:tie_id>/another")
def another(tie_id: int) -> Response:
    """Somebody else in the place of that one, for today."""
    tie = Tie.of(current_user.id, tie_id)
    session[SKIPPED] = [today().isoformat(), *[*_skipped(), tie.id][-MOST_SKIPPED:]]
    return redirect(url_for("owed.spare"), 303)


def _skipped() -> list[int]:
    day, *skipped = session.get(SKIPPED) or [""]
    return skipped if day == today().isoformat() else []
