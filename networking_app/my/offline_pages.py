"""Which of a person's pages their phone should have when the network goes."""

from datetime import timedelta

from flask import Response, jsonify, url_for
from flask_login import current_user
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.cards.models import Badge
from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.my.blueprint import bp
from networking_app.ties.models import Tie

PLACES = ("my.today", "cards.index", "ties.index", "events.index")
SHOWN = ("due", "later", "done")
BEFORE, AFTER = timedelta(days=14), timedelta(days=45)
MOST_EVENTS, MOST_BADGES, MOST_TIES = 4, 6, 10


@bp.get("/offline-pages")
def offline_pages() -> Response:
    """The addresses, the most needed first, with a version that changes when something of the person's does."""
    pages = [url_for(place) for place in PLACES]
    pages += [url_for("cards.badge", badge_id=badge_id) for badge_id in _badges()]
    for event_id in _events():
        pages += [url_for("my.checklist", event_id=event_id),
                  *(url_for("my.checklist", event_id=event_id, show=show) for show in SHOWN),
                  url_for("events.show", event_id=event_id)]
    pages += [url_for("ties.show", tie_id=tie_id) for tie_id in _ties()]
    changes = db.session.scalar(select(User.change_seq).where(User.id == current_user.id))
    return jsonify(pages=pages, version=str(changes))


def _badges() -> list[int]:
    mine = select(Badge.id).where(Badge.user_id == current_user.id, Badge.revoked_at.is_(None))
    return list(db.session.scalars(mine.order_by(Badge.id.desc()).limit(MOST_BADGES)))


def _events() -> list[int]:
    near = Event.attended_by(current_user.id).where(Event.starts_at < now() + BEFORE, Event.ends_at > now() - AFTER)
    return [event.id for event in db.session.scalars(near.order_by(Event.starts_at.desc()).limit(MOST_EVENTS))]


def _ties() -> list[int]:
    newest = select(Tie.id).where(Tie.owner_id == current_user.id).order_by(Tie.last_met_at.desc(), Tie.id.desc())
    return list(db.session.scalars(newest.limit(MOST_TIES)))
