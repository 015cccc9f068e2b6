"""Asking a tie for an introduction to somebody they know, and taking back what one began. The caller commits."""

from flask import abort
from flask_babel import gettext as _

from networking_app.clock import now
from networking_app.errors import DomainError
from networking_app.extensions import db
from networking_app.introductions.becoming import make_if_agreed
from networking_app.introductions.models import Introduction, Side
from networking_app.introductions.pairs import (
    ASKED_FOR,
    between,
    declined_at,
    found_for,
    gone,
    lock,
    shown_side,
    withdraw,
)
from networking_app.introductions.reach import way_to
from networking_app.introductions.states import AGREED, ASKED, state_for


def ask(user_id: int, opening_id: int, request: str, opened: str = "") -> Introduction:
    """Ask by an opening within reach, else 404; asking again changes the words.

    `opened` is since when the one is open that they were shown; 409 where its id is that of another by now. Two who ask
    for each other do not learn of it: each question stands by itself until the connector passes one on.
    """
    way = way_to(user_id, opening_id) or abort(404)
    if opened not in ("", way.opened_at.isoformat()):
        raise gone()
    connector_id, wanted_id = way.owner_id, way.peer_user_id
    lock(connector_id, user_id, wanted_id)
    for found in between(user_id, wanted_id, connector_id):
        if _counts_for(found, user_id, request):
            return found
    found = Introduction(
        connector_id=connector_id, first_id=user_id, second_id=wanted_id, request=request, asked_at=now(),
        first_yes_at=now(), expires_at=now() + ASKED_FOR, closed_at=declined_at(connector_id, user_id, wanted_id))
    db.session.add(found)
    db.session.flush()
    return found


def _counts_for(found: Introduction, user_id: int, request: str) -> bool:
    """Let the words count for what that user has asked already, or as their yes to what is offered to both."""
    mine = found.side(user_id)
    if state_for(found, user_id, now()) == ASKED:
        mine.put_request(request)
        return True
    if found.offered_at is None or found.closed_at or found.made_at or found.expires_at <= now():
        return False
    mine.put(yes_at=mine.yes_at or now(), no_at=None)
    make_if_agreed(found)
    return True


def take_back(user_id: int, introduction_id: int) -> Introduction:
    """Who began it ends it."""
    found = found_for(user_id, introduction_id)
    if found.made_at:
        raise DomainError(_("Both have said yes already."), 409)
    if user_id == found.connector_id:
        _take_back_offer(found)
    else:
        _take_back_question(shown_side(found, user_id), state_for(found, user_id, now()))
    return found


def _take_back_offer(found: Introduction) -> None:
    if found.asked_at or found.offered_at is None:
        abort(404)
    found.closed_at = found.closed_at or now()


def _take_back_question(mine: Side, state: str | None) -> None:
    if not mine.asked:
        abort(404)
    if state in (ASKED, AGREED):
        withdraw(mine)
