"""What the other side of a tie can do: add back, say not now, withdraw the card, block."""

from uuid import uuid4

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from networking_app.access import safe_next
from networking_app.clock import now
from networking_app.errors import DomainError
from networking_app.extensions import db
from networking_app.flashes import flash_undoable
from networking_app.forms import submitted
from networking_app.ties.blueprint import bp
from networking_app.ties.forms import TieBackRequest
from networking_app.ties.meeting import Capture
from networking_app.ties.models import Tie
from networking_app.ties.mutual import block as block_user
from networking_app.ties.mutual import tie_back as add_back
from networking_app.ties.mutual import withdraw_card as take_card_back
from networking_app.ties.scan_views import recorder


@bp.post("/ties/<id:tie_id>/tie-back")
def tie_back(tie_id: int) -> Response:
    """One tap: `tie_id` is the tie that the other person holds."""
    theirs = Tie.of_me(current_user.id, tie_id)
    form = submitted(TieBackRequest)
    if not form.valid:
        raise DomainError(next(iter(form.errors.values())), 422)
    met_at = theirs.encounters[0].met_at if theirs.encounters else now()
    capture = Capture(form.data.client_id or str(uuid4()), "link", met_at, note=form.data.note)
    mine = add_back(recorder(), theirs, capture)
    db.session.commit()
    flash(_("%(name)s is saved. Now you know each other.", name=theirs.owner.name), "done")
    return redirect(url_for("my.tie", tie_id=mine), 303)


@bp.post("/ties/<id:tie_id>/tie-back/dismissal")
def dismiss(tie_id: int) -> Response:
    theirs = Tie.of_me(current_user.id, tie_id)
    theirs.peer_dismissed_at = now()
    db.session.commit()
    flash_undoable(_("Put aside."), url_for("ties.undo_dismissal", tie_id=tie_id))
    return redirect(safe_next(url_for("my.today")), 303)


@bp.delete("/ties/<id:tie_id>/tie-back/dismissal")
def undo_dismissal(tie_id: int) -> Response:
    Tie.of_me(current_user.id, tie_id).peer_dismissed_at = None
    db.session.commit()
    return redirect(safe_next(url_for("my.today")), 303)


@bp.delete("/known-by/<id:tie_id>/card")
def withdraw_card(tie_id: int) -> Response:
    theirs = Tie.of_me(current_user.id, tie_id)
    take_card_back(theirs)
    db.session.commit()
    flash(_("%(name)s no longer has your card.", name=theirs.owner.name), "done")
    return redirect(safe_next(url_for("my.today")), 303)


@bp.post("/ties/<id:tie_id>/block")
def block(tie_id: int) -> Response:
    """Block the peer of a tie of mine, or the holder of a tie to me."""
    peer_id, name = _other_side(tie_id)
    block_user(current_user.id, peer_id)
    db.session.commit()
    flash(_("%(name)s is blocked. Neither of you sees the other's card.", name=name), "done")
    return redirect(url_for("accounts.blocks"), 303)


def _other_side(tie_id: int) -> tuple[int, str]:
    if request.args.get("side") == "theirs":
        theirs = Tie.of_me(current_user.id, tie_id)
        return theirs.owner_id, theirs.owner.name
    mine = Tie.of(current_user.id, tie_id)
    if mine.peer_user_id is None:
        raise DomainError(_("Only people with an account can be blocked."), 422)
    return mine.peer_user_id, mine.name
