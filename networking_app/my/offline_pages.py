"""Which of a person's pages their phone should have when the network goes, and how soon each of them is out of date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from flask import Response, current_app, jsonify, request, url_for
from flask_login import current_user
from sqlalchemy import select

from networking_app.cards.models import Badge, Card
from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.local_time import today
from networking_app.my.blueprint import bp
from networking_app.my.syncing import latest_change, latest_changes_by_event
from networking_app.owed.listing import pages_at_hand
from networking_app.pwa import BESIDES, SHELL, static_files

# The most needed first; a place that is not there yet is left out.
PLACES = ("my.today", "ties.index", "ties.scan", "cards.index", "ties.frame", "ties.new", "my.not_sent", "events.index",
          "owed.index")
SHOWN = ("due", "later", "done")
RECENT = timedelta(days=45)
MOST_EVENTS = 20
# How long before and after an event its aims are at hand; who else is there is never kept, being about other people.
SOON = timedelta(days=3)
TEN_MINUTES, HOUR, DAY = 600, 3600, 86400


@dataclass(frozen=True)
class Page:
    """An address, what changes when its content does, and the seconds after which it is fetched again all the same."""

    path: str
    version: str
    seconds: int = HOUR


@bp.get("/offline-pages")
def offline_pages() -> Response:
    """The pages, and the static files of this version unless the phone says that it has them all."""
    pages, shape = list(_pages()), current_app.extensions["asset_version"]
    has_files = shape in request.args.get("complete", "").split()
    return jsonify(
        pages=[page.path for page in pages], version=str(latest_change(current_user.id)), shape=shape,
        details={page.path: _detail(page) for page in pages},
        files=[] if has_files else static_files(*SHELL, *BESIDES),
    )


def _detail(page: Page) -> dict[str, str | int | bool]:
    # A visit to Today is answered without the days to come.
    return {"version": page.version, "seconds": page.seconds, "warmed": page.path == url_for("my.today")}


def _pages() -> Iterator[Page]:
    mine = f"{latest_change(current_user.id)} {today()}"
    for place in PLACES:
        if place in current_app.view_functions:
            yield Page(url_for(place), mine)
    for which, offset in pages_at_hand(current_user.id):
        first = url_for("owed.index", show=which)
        yield Page(f"{first}&from={offset}" if offset else first, mine)
    for badge in _badges():
        yield Page(url_for("cards.badge", badge_id=badge.id), f"{badge.change_seq} {badge.card.change_seq}", DAY)
    changes = latest_changes_by_event(current_user.id)
    for event in _events():
        if event.starts_at - SOON < now() < event.ends_at + SOON:
            # Up to five people who let themselves be found are named there, and may leave the list at any time.
            version = f"{mine} {event.updated_at.isoformat()}"
            yield Page(url_for("standing.aims", event_id=event.id), version, TEN_MINUTES)
        yield from _pages_of(event, changes.get(event.id, 0))


def _pages_of(event: Event, change: int) -> Iterator[Page]:
    recent = event.ends_at > now() - RECENT
    version = f"{change} {event.updated_at.isoformat()} {today() if recent else ''}"
    seconds = HOUR if event.ends_at > now() else DAY
    for show in (None, *SHOWN):
        yield Page(url_for("my.checklist", event_id=event.id, show=show), version, seconds)
    yield Page(url_for("events.show", event_id=event.id), version, seconds)


def _badges() -> list[Badge]:
    mine = select(Badge).join(Card).where(Badge.user_id == current_user.id, Badge.revoked_at.is_(None))
    return list(db.session.scalars(mine.order_by(Badge.id.desc())))


def _events() -> list[Event]:
    mine = Event.attended_by(current_user.id).order_by(Event.starts_at.desc()).limit(MOST_EVENTS)
    return list(db.session.scalars(mine))
