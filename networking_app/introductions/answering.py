"""Saying yes or no to an introduction, and telling what came of it. The caller commits."""

from networking_app.clock import now
from networking_app.introductions.becoming import make_if_agreed
from networking_app.introductions.finding import waiting_for
from networking_app.introductions.models import Introduction, Side
from networking_app.introductions.offering import decline
from networking_app.introductions.pairs import between, found_for, gone, is_among, shown_side, was_shown
from networking_app.introductions.states import AGREED, MADE, WAITING, state_for


def agree(user_id: int, introduction_id: int, until: str = "") -> Introduction:
    """Say yes; the second yes makes the ties."""
    found = found_for(user_id, introduction_id)
    side = shown_side(found, user_id)
    if state_for(found, user_id, now()) not in (AGREED, MADE):
        if not (was_shown(found, until) and is_among(found, waiting_for(user_id))):
            raise gone()
        side.put(yes_at=now())
    make_if_agreed(found)
    return found


def refuse(user_id: int, introduction_id: int, until: str = "") -> Introduction:
    """Say no, or no after all; the connector who was asked declines in the same way. Nobody is told."""
    found = found_for(user_id, introduction_id)
    if not was_shown(found, until):
        raise gone()
    if user_id == found.connector_id:
        decline(found)
    else:
        _say_no(shown_side(found, user_id))
    return found


def _say_no(side: Side) -> None:
    if side.no_at:
        return
    found, me = side.introduction, side.user_id
    if state_for(found, me, now()) not in (WAITING, AGREED):
        raise gone()
    # It holds for this pair, whoever else offers it.
    for other in between(me, side.other.user_id):
        if other is found or state_for(other, me, now()) == WAITING:
            other.side(me).put(no_at=now(), yes_at=None)


def report(user_id: int, introduction_id: int, result: str, until: str = "") -> Introduction:
    """Tell the connector what came of it; the last words stand."""
    found = found_for(user_id, introduction_id)
    side = shown_side(found, user_id)
    if not (was_shown(found, until) and found.made_at):
        raise gone()
    side.put(result=result)
    if all(each.result for each in found.sides):
        found.closed_at = found.closed_at or now()
    return found
