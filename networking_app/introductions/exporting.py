"""What somebody's export says of introductions: their own words and answers, and what they may see."""

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from networking_app.clock import now
from networking_app.extensions import db
from networking_app.introductions.finding import PEOPLE, concerning
from networking_app.introductions.models import IntroducedTie, Introducible, Introduction, Opening
from networking_app.introductions.seeing import Reader, Seen
from networking_app.introductions.states import OVER, state_for


def exported(user_id: int) -> dict[str, Any]:
    """Times are UTC in ISO 8601."""
    since = db.session.scalar(select(Introducible.since).where(Introducible.user_id == user_id))
    opened = db.session.execute(
        select(Opening.tie_id, Opening.opened_at).where(Opening.owner_id == user_id).order_by(Opening.tie_id))
    led = db.session.execute(
        select(IntroducedTie.tie_id, IntroducedTie.by_tie_id).where(IntroducedTie.owner_id == user_id)
        .order_by(IntroducedTie.id))
    return {
        "introducible_since": since.isoformat() if since else None,
        "opened_ties": [{"tie_id": tie_id, "opened_at": at.isoformat()} for tie_id, at in opened],
        "introduced_ties": [{"tie_id": tie_id, "by_tie_id": by_tie_id} for tie_id, by_tie_id in led],
        "introductions": _introductions(user_id),
    }


def _introductions(user_id: int) -> list[dict[str, Any]]:
    """With people who are blocked nothing but one's own words; what one was never told of is left out."""
    of_them = select(Introduction).where(or_(*(person == user_id for person in PEOPLE))).order_by(Introduction.id)
    visible = set(db.session.scalars(concerning(user_id).with_only_columns(Introduction.id)))
    found = db.session.scalars(of_them).all()
    reader, at, rows = Reader.of(user_id, found), now(), []
    for one in found:
        state, own = state_for(one, user_id, at), _own(one, user_id)
        shown = _shown(reader.seen(one, state or OVER)) if one.id in visible and (state or own) else {}
        if shown or own:
            rows.append({**shown, **own})
    return rows


def _shown(seen: Seen) -> dict[str, Any]:
    return {
        "state": seen.state, "connector": seen.connector.name if seen.connector else None,
        "people": [person.name for person in seen.people], "words": seen.context,
        "said": [{"by": person.name, "words": words} for person, words in seen.said],
    }


def _own(found: Introduction, user_id: int) -> dict[str, Any]:
    """What they wrote and answered; a no that was carried over from another offer is no answer to this one."""
    if user_id == found.connector_id:
        return {"words": found.context, "offered_at": _iso(found.offered_at)} if found.offered_at else {}
    mine = found.side(user_id)
    refused = mine.no_at and found.offered_at and mine.no_at >= found.offered_at
    own = {"my_request": mine.request, "i_said_yes_at": _iso(mine.yes_at), "what_i_told_of_it": mine.result,
           "i_said_no_at": _iso(mine.no_at) if refused else None}
    return own if any(own.values()) else {}


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
