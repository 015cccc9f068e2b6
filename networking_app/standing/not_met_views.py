"""Who you haven't met yet at an event, and the wish to meet one of them."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import delete, func
from werkzeug.wrappers import Response

from networking_app.access import safe_next
from networking_app.accounts.changes import next_change
from networking_app.accounts.models import User
from networking_app.cards.models import Card
from networking_app.cards.photo_views import small_photo
from networking_app.errors import DomainError
from networking_app.events.listing import listed_for
from networking_app.events.models import Attendance, Event, Target
from networking_app.events.targets import want
from networking_app.extensions import db
from networking_app.standing.blueprint import bp
from networking_app.standing.listed import not_met_at, with_card
from networking_app.standing.not_met import described, met_as_wanted
from networking_app.standing.unmet import unmet

PAGE = 50


@bp.get("/events/<id:event_id>/people")
def not_met(event_id: int) -> str:
    """The people in the list of the event to whom I hold no tie, for attendees alone."""
    event = Event.of(current_user.id, event_id)
    # PostgreSQL refuses to compare with a text that has a NUL in it.
    words = request.args.get("q", "").replace("\0", "")[:200]
    offset = min(max(request.args.get("from", 0, type=int), 0), 1_000_000)
    everybody = unmet(current_user.id, event.id, words)
    number = len(everybody.people)
    return render_template(
        "standing/not_met.html", event=event, q=words, number=number,
        people=described(current_user.id, event.id, everybody, PAGE, offset),
        offset=offset, more=offset + PAGE if number > offset + PAGE else None, listed=_am_listed(event.id),
        others=number > 0 or _others_listed(event.id), found=met_as_wanted(current_user.id, event.id),
        here=request.full_path.rstrip("?"),
    )


@bp.post("/events/<id:event_id>/people/<id:user_id>/want")
def want_to_meet(event_id: int, user_id: int) -> Response:
    """One tap; only somebody in the list whom I have not met can be wanted."""
    event = Event.of(current_user.id, event_id)
    them = with_card(not_met_at(current_user.id, event.id, func.coalesce(Card.full_name, User.name)))
    name = db.first_or_404(them.where(Attendance.user_id == user_id))
    try:
        want(current_user.id, event.id, name, wanted_user_id=user_id)
    except DomainError as refused:
        db.session.rollback()
        flash(refused.message, "error")
        return _back(event_id, user_id)
    db.session.commit()
    flash(_("You want to meet %(name)s.", name=name), "done")
    return _back(event_id, user_id)


@bp.delete("/events/<id:event_id>/people/<id:user_id>/want")
def want_no_more(event_id: int, user_id: int) -> Response:
    event = Event.of(current_user.id, event_id)
    next_change(current_user.id)
    mine = delete(Target).where(Target.owner_id == current_user.id, Target.event_id == event.id)
    db.session.execute(mine.where(Target.wanted_user_id == user_id))
    db.session.commit()
    return _back(event_id, user_id)


@bp.get("/events/<id:event_id>/people/<id:user_id>/photo")
def photo(event_id: int, user_id: int) -> Response:
    """The photo on the card that somebody in the list shows there, for who finds them in it."""
    event = Event.of(current_user.id, event_id)
    cards = with_card(listed_for(current_user.id, event.id).with_only_columns(Card))
    return small_photo(db.session.scalar(cards.where(Attendance.user_id == user_id)))


def _back(event_id: int, user_id: int) -> Response:
    return redirect(f"{safe_next(url_for('standing.not_met', event_id=event_id))}#person-{user_id}", 303)


def _am_listed(event_id: int) -> bool:
    attendance = Attendance.find(event_id, current_user.id)
    return bool(attendance and attendance.listed_at)


def _others_listed(event_id: int) -> bool:
    return db.session.scalar(listed_for(current_user.id, event_id).limit(1)) is not None
