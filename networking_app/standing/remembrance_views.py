"""What somebody will remember of the person of a tie: left, changed and taken back on its page."""

from typing import Annotated

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from pydantic import BeforeValidator, StringConstraints
from werkzeug.wrappers import Response

from networking_app.access import safe_next
from networking_app.errors import DomainError
from networking_app.extensions import db
from networking_app.forms import Line, RequestModel, submitted
from networking_app.standing import remembering
from networking_app.standing.blueprint import bp
from networking_app.ties.forms import RowId
from networking_app.ties.models import Tie


class RemembranceRequest(RequestModel):
    """One line; `event_id` is empty where they met at no event."""

    text: Annotated[Line, StringConstraints(min_length=1)]
    event_id: Annotated[RowId | None, BeforeValidator(lambda typed: typed or None)] = None


@bp.post("/ties/<id:tie_id>/remembrance")
def remember(tie_id: int) -> Response:
    tie, form = Tie.of(current_user.id, tie_id), submitted(RemembranceRequest)
    if not form.valid:
        raise DomainError(next(iter(form.errors.values())), 422, fields=form.errors)
    remembering.remember(tie, form.data.event_id, form.data.text)
    db.session.commit()
    flash(_("%(name)s can read it now, and nobody else.", name=tie.name), "done")
    return redirect(safe_next(url_for("my.tie", tie_id=tie.id)), 303)


@bp.delete("/ties/<id:tie_id>/remembrance")
def forget(tie_id: int) -> Response:
    tie = Tie.of(current_user.id, tie_id)
    event_id = request.args.get("event", type=int)
    remembering.forget(tie, event_id)
    db.session.commit()
    flash(_("Taken back."), "done")
    return redirect(url_for("my.tie", tie_id=tie.id), 303)
