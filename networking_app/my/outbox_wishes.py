"""What becomes of whom and what somebody looks for at an event, as a phone kept it without a network."""

from datetime import UTC, datetime

from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from networking_app.errors import DomainError
from networking_app.events.finding import FOUND, is_void, mark
from networking_app.events.models import Event
from networking_app.events.targets import want as wish
from networking_app.extensions import db
from networking_app.my import outbox_forms as forms
from networking_app.my.outbox_desk import Body, Desk
from networking_app.my.outbox_names import wish_named


def want(desk: Desk, item: forms.WantItem, at: datetime) -> Body:
    try:
        event = Event.of(desk.recorder.id, item.event)
    except NotFound:
        raise DomainError(_("You are not at that event any more."), 404) from None
    wished_at = min(at, datetime.fromtimestamp(item.born / 1000, UTC)) if item.born else at
    target = wish(desk.recorder.id, event.id, item.text, item.person, wished_at)
    if item.found:
        mark(target, FOUND, at)
    return {"target_id": target.id}


def unwant(desk: Desk, item: forms.TargetItem, at: datetime) -> Body:
    """What is not there any more is taken away as well."""
    if target := wish_named(desk.recorder.id, item.target, item.born):
        db.session.delete(target)
    return {"target_id": item.target, "said": _("Taken away.")}


def finding(desk: Desk, item: forms.FindingItem, at: datetime) -> Body:
    target = wish_named(desk.recorder.id, item.target, item.born)
    if target is None:
        raise DomainError(_("This is not on your list any more."), 404)
    superseded = is_void(target, at)
    if superseded:
        said = _("Decided otherwise since, on another device: %(title)s", title=target.text)
    else:
        said = mark(target, item.answer, at)
    return {"target_id": target.id, "said": said, "superseded": superseded}
