"""Offering to introduce two ties to each other, and passing on what one of them asked for. The caller commits."""

from flask import abort
from flask_babel import gettext as _

from networking_app.clock import now
from networking_app.errors import DomainError
from networking_app.extensions import db
from networking_app.introductions.apart import block_between, holds, knows, willing
from networking_app.introductions.becoming import make_if_agreed
from networking_app.introductions.finding import asked_of
from networking_app.introductions.models import Introduction, Side
from networking_app.introductions.pairs import (
    OFFERED_FOR,
    between,
    found_for,
    gone,
    is_among,
    last_no,
    lock,
    was_shown,
    withdraw,
)
from networking_app.introductions.states import ASKED, ASKED_OF_ME, MADE, OFFERED, state_for
from networking_app.ties.models import Tie


def offer(connector_id: int, first: Tie, second: Tie, context: str) -> Introduction:
    """Offer to introduce two ties of the connector's; the same offer again finds the first.

    Raises DomainError, in one sentence for all reasons, where one of the two is not to be introduced to the other.
    """
    one, other = _two_people(first, second)
    lock(connector_id, one, other)
    if not holds(~block_between(connector_id, one), ~block_between(connector_id, other)):
        raise not_possible()
    for found in between(one, other, connector_id):
        if _is_offered(found, context):
            return found
    if not _possible(connector_id, one, other):
        raise not_possible()
    found = Introduction(connector_id=connector_id, first_id=one, second_id=other, expires_at=now() + OFFERED_FOR)
    db.session.add(found)
    _send(found, context)
    return found


def _two_people(first: Tie, second: Tie) -> tuple[int, int]:
    if first.peer_user_id is None or second.peer_user_id is None:
        raise DomainError(_("Only people with an account can be introduced."), 422)
    if first.peer_user_id == second.peer_user_id:
        raise DomainError(_("Choose two different people."), 422)
    return first.peer_user_id, second.peer_user_id


def _is_offered(found: Introduction, context: str) -> bool:
    """Whether this is it already; what one of the two has asked for becomes it. 409 for other words than were sent."""
    state = state_for(found, found.connector_id, now())
    if state == OFFERED or state == MADE and found.first_tie_id and found.second_tie_id:
        if context != found.context:
            raise DomainError(_("You have offered this already, and what you wrote then stands."), 409)
        return True
    asked = found.first_yes_at or found.second_yes_at
    if found.offered_at or not asked or found.expires_at <= now():
        return False
    _send(found, context)
    return True


def _possible(connector_id: int, one: int, other: int) -> bool:
    """People are introduced by those whom they know, once they have said that they may.

    Not asked is whether one has blocked the other: who may be introduced to anybody but one would tell that to the
    connector. Such an offer reaches neither of them.
    """
    return holds(*(condition for side in (one, other) for condition in (willing(side), knows(side, connector_id))))


def not_possible() -> DomainError:
    """None of the reasons is the connector's to know."""
    return DomainError(_("These two cannot be introduced now. Not everybody lets the people they know introduce them, "
                         "and each may have reasons of their own."), 409)


def pass_on(user_id: int, introduction_id: int, context: str, until: str = "") -> Introduction:
    """Offer to both what one of them has asked for."""
    found = found_for(user_id, introduction_id)
    if user_id != found.connector_id:
        abort(404)
    if state_for(found, user_id, now()) not in (OFFERED, MADE):
        if not (was_shown(found, until) and is_among(found, asked_of(user_id))):
            raise gone()
        _send(found, context)
    return found


def decline(found: Introduction) -> None:
    """The connector does not pass it on; who asked is not told, and asks in vain for a while."""
    state = state_for(found, found.connector_id, now())
    if state == ASKED_OF_ME:
        found.closed_at = now()
    elif found.offered_at is not None:
        raise gone()


def _send(found: Introduction, context: str) -> None:
    found.context, found.offered_at, found.closed_at = context, now(), None
    found.expires_at = now() + OFFERED_FOR
    db.session.flush()
    for side in found.sides:
        if side.yes_at is None and not _has_asked(side):
            # Whoever said no to this pair is not asked again for a while, and nobody is told.
            side.put(no_at=last_no(side))
    make_if_agreed(found)


def _has_asked(side: Side) -> bool:
    """Whether they asked that connector for the same; their question becomes a part of what is offered."""
    for other in between(side.user_id, side.other.user_id, side.introduction.connector_id):
        theirs = other.side(side.user_id)
        if state_for(other, side.user_id, now()) == ASKED:
            side.put(yes_at=theirs.yes_at)
            side.put_request(theirs.request)
            withdraw(theirs)
            theirs.put_request("")
            other.asked_at = None
            return True
    return False
