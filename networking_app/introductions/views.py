"""The page of introductions, and the two switches: may I be introduced, and may a tie of mine be known of."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from networking_app.errors import DomainError
from networking_app.extensions import db
from networking_app.introductions import opening
from networking_app.introductions.blueprint import bp
from networking_app.introductions.reach import SHOWN, within_reach
from networking_app.introductions.seeing import overview
from networking_app.ties.models import Tie


@bp.get("/introductions")
def index() -> str:
    seen = overview(current_user.id)
    under_way, near = {found.other_id for found in (*seen.waiting, *seen.pending)}, within_reach(current_user.id)
    return render_template(
        "introductions/index.html", seen=seen, introducible=opening.is_introducible(current_user.id),
        within_reach=[found for found in near if found.user_id not in under_way], is_reach_cut=len(near) == SHOWN,
    )


@bp.post("/introductions/permission")
def let_introduce() -> Response:
    opening.let_introduce(current_user.id)
    db.session.commit()
    flash(_("People you know may introduce you now. You still say yes or no each time."), "done")
    return redirect(url_for("introductions.index"), 303)


@bp.delete("/introductions/permission")
def stop_introducing() -> Response:
    opening.stop_introducing(current_user.id)
    db.session.commit()
    flash(_("Nobody introduces you any more."), "done")
    return redirect(url_for("introductions.index"), 303)


@bp.post("/ties/<id:tie_id>/opening")
def open_tie(tie_id: int) -> Response:
    tie = Tie.of(current_user.id, tie_id)
    if tie.peer_user_id is None:
        raise DomainError(_("Only people with an account can be introduced."), 422)
    opening.open_tie(tie)
    db.session.commit()
    flash(_("Your other ties may know now that you know %(name)s.", name=tie.name), "done")
    return redirect(url_for("my.tie", tie_id=tie.id), 303)


@bp.delete("/ties/<id:tie_id>/opening")
def close_tie(tie_id: int) -> Response:
    tie = Tie.of(current_user.id, tie_id)
    opening.close_tie(tie)
    db.session.commit()
    flash(_("Nobody else sees any more that you know %(name)s.", name=tie.name), "done")
    return redirect(url_for("my.tie", tie_id=tie.id), 303)
