"""Whether a contact of one's own was an ask: flagged where it was not said at once, and taken back."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from networking_app.extensions import db
from networking_app.owed.answering import told
from networking_app.owed.blueprint import bp
from networking_app.ties.models import IN, Interaction, Tie


@bp.post("/ties/<id:tie_id>/interactions/<id:interaction_id>/ask")
def flag_ask(tie_id: int, interaction_id: int) -> Response:
    return _said(tie_id, interaction_id, True, _("Kept: you asked for something."))


@bp.delete("/ties/<id:tie_id>/interactions/<id:interaction_id>/ask")
def unflag_ask(tie_id: int, interaction_id: int) -> Response:
    return _said(tie_id, interaction_id, False, _("Kept: it asked for nothing."))


def _said(tie_id: int, interaction_id: int, with_ask: bool, said: str) -> Response:
    tie = Tie.of(current_user.id, tie_id)
    contact = db.session.get(Interaction, interaction_id)
    if contact is None or contact.tie_id != tie.id or contact.direction == IN:
        abort(404)
    contact.with_ask = with_ask
    db.session.commit()
    return told(said, url_for("my.tie", tie_id=tie.id))
