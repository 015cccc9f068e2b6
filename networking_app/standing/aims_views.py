"""The aims of an attendee: their page before, during and after the event, and whether others find them there."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from networking_app.cards.joining import join_event
from networking_app.cards.showing import shown
from networking_app.clock import now
from networking_app.events.models import Attendance, Event
from networking_app.events.series import after, attended_of_series
from networking_app.events.targets import MOST
from networking_app.extensions import db
from networking_app.flashes import flash_undoable
from networking_app.forms import Form, submitted
from networking_app.standing.aims import ON, OVER, may_be_found, own_card, phase_of, wanted_at
from networking_app.standing.aims_forms import AimsForm, TargetForm, as_typed
from networking_app.standing.blueprint import bp
from networking_app.standing.found import offered_again
from networking_app.standing.outside import outside_at
from networking_app.standing.retrospective import SOON, retrospective_of, tally_of
from networking_app.standing.shares import percent
from networking_app.standing.to_remember import without_a_line


@bp.get("/events/<id:event_id>/aims")
def aims(event_id: int) -> str:
    return aims_page(Event.of(current_user.id, event_id))


@bp.post("/events/<id:event_id>/aims")
def save_aims(event_id: int) -> Answer | tuple[str, int]:
    event, form = Event.of(current_user.id, event_id), submitted(AimsForm)
    if not form.valid:
        return aims_page(event, form=form), 422
    attendance = _attendance(event)
    for column, value in form.data.model_dump().items():
        setattr(attendance, column, value)
    db.session.commit()
    seen = _("Saved. Who looks into the list sees what you offer, nothing else.") if attendance.listed_at else None
    flash(seen or _("Saved. Only you see your aims."), "done")
    return back_to_aims(event)


@bp.post("/events/<id:event_id>/listing")
def enter_list(event_id: int) -> Answer:
    event = Event.of(current_user.id, event_id)
    # The list shows the card of a badge: whoever has none yet gets one.
    join_event(current_user.id, event.id)
    attendance = _attendance(event)
    attendance.listed_at = attendance.listed_at or now()
    db.session.commit()
    over = phase_of(event) == OVER
    said = _("Others who were there may find you now.") if over else _("Others who are here may find you now.")
    flash_undoable(said, url_for("standing.leave_list", event_id=event.id))
    return back_to_aims(event, "listing")


@bp.delete("/events/<id:event_id>/listing")
def leave_list(event_id: int) -> Answer:
    event = Event.of(current_user.id, event_id)
    _attendance(event).listed_at = None
    db.session.commit()
    flash(_("You are out of the list. Nobody finds you in it any more."), "done")
    return back_to_aims(event, "listing")


def back_to_aims(event: Event, part: str | None = None) -> Answer:
    """To the page, and there to the part with that id."""
    return redirect(url_for("standing.aims", event_id=event.id, _anchor=part), 303)


def aims_page(event: Event, form: Form[AimsForm] | None = None, target: Form[TargetForm] | None = None) -> str:
    """The page as the signed-in attendee sees it; a form that was wrong stands there as it was typed."""
    attendance, phase = _attendance(event), phase_of(event)
    if form is None:
        form = Form(AimsForm)
        form.typed.update(as_typed(attendance))
    card, wanted = own_card(current_user.id, event), wanted_at(current_user.id, event)
    found = sum(one.found for one in wanted)
    return render_template(
        "standing/aims.html", event=event, attendance=attendance, phase=phase, near=may_be_found(event), form=form,
        target_form=target or Form(TargetForm), wanted=wanted, found=found, found_percent=percent(found, len(wanted)),
        offered=[] if phase == OVER else offered_again(current_user.id, event),
        card=shown(card) if card else None, card_id=card.id if card else None, most=MOST, **_what_came(event, phase),
    )


def _what_came(event: Event, phase: str) -> dict[str, Any]:
    """The numbers that the phase has."""
    me = current_user.id
    if phase == ON:
        return {"tally": tally_of(me, event), "outside": outside_at(me, event)}
    if phase == OVER:
        back = retrospective_of(me, event)
        return {"back": back, "tally": back.tally, "outside": outside_at(me, event), "later": after(event),
                "attended": attended_of_series(event, me), "fresh": event.ends_at + SOON > now(),
                "to_remember": without_a_line(me, event)}
    return {}


def _attendance(event: Event) -> Attendance:
    return Attendance.find(event.id, current_user.id) or abort(404)
