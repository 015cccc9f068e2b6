"""Follow-ups done, skipped, put off; and each of them undone."""

from flask import flash, jsonify, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from networking_app.access import safe_next
from networking_app.clock import now
from networking_app.errors import DomainError, wants_json
from networking_app.extensions import db
from networking_app.flashes import flash_undoable
from networking_app.follow_ups import deciding
from networking_app.follow_ups.blueprint import bp
from networking_app.follow_ups.forms import Snooze
from networking_app.follow_ups.models import FollowUp
from networking_app.follow_ups.planning import Rhythm
from networking_app.forms import read_json, submitted
from networking_app.ties.deciding import decide


@bp.post("/follow-ups/<id:follow_up_id>/completion")
def complete(follow_up_id: int) -> Answer:
    return _decided(follow_up_id, deciding.COMPLETE, undone_at="follow_ups.complete")


@bp.delete("/follow-ups/<id:follow_up_id>/completion")
def uncomplete(follow_up_id: int) -> Answer:
    return _decided(follow_up_id, deciding.REOPEN)


@bp.post("/follow-ups/<id:follow_up_id>/skip")
def skip(follow_up_id: int) -> Answer:
    return _decided(follow_up_id, deciding.SKIP, undone_at="follow_ups.skip")


@bp.delete("/follow-ups/<id:follow_up_id>/skip")
def unskip(follow_up_id: int) -> Answer:
    return _decided(follow_up_id, deciding.REOPEN)


@bp.post("/follow-ups/<id:follow_up_id>/snooze")
def snooze(follow_up_id: int) -> Answer:
    follow_up = FollowUp.of(current_user.id, follow_up_id)
    if follow_up.completed_at or follow_up.skipped_at:
        raise DomainError(_("That is closed already. Open it again first."), 409)
    return _decided(follow_up_id, deciding.SNOOZE, _wanted(), undone_at="follow_ups.snooze")


@bp.delete("/follow-ups/<id:follow_up_id>/snooze")
def unsnooze(follow_up_id: int) -> Answer:
    return _decided(follow_up_id, deciding.UNSNOOZE)


def _decided(follow_up_id: int, kind: str, until: str = "", undone_at: str | None = None) -> Answer:
    follow_up = FollowUp.of(current_user.id, follow_up_id)
    rhythm = Rhythm.of(current_user)
    said = decide(follow_up, deciding.Decision(kind, now(), until), rhythm)
    return _stored(follow_up, said, undone_at)


def _wanted() -> str:
    if wants_json():
        return read_json(Snooze).until
    form = submitted(Snooze)
    return form.data.until if form.valid else ""


def _stored(follow_up: FollowUp, said: str, undone_at: str | None = None) -> Answer:
    db.session.commit()
    back = safe_next(url_for("my.today"))
    undo_url = url_for(undone_at, follow_up_id=follow_up.id, next=back) if undone_at else None
    if wants_json():
        return jsonify(id=follow_up.id, state=follow_up.state, day=follow_up.day.isoformat(), said=said,
                       undo_url=undo_url)
    if undo_url:
        flash_undoable(said, undo_url)
    else:
        flash(said, "done")
    return redirect(back, 303)
