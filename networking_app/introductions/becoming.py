"""An introduction becomes ties: both have said yes, so each holds the other's card, and owes the connector thanks."""

from dataclasses import dataclass, replace

from flask_babel import gettext as _
from sqlalchemy import select

from networking_app.accounts.changes import next_change
from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db, run
from networking_app.follow_ups.planning import ALWAYS, UNANSWERED, Rhythm, Step, evening_of, plan_follow_ups
from networking_app.introductions.apart import holds, knows, nobody_apart
from networking_app.introductions.models import IntroducedTie, Introduction, Side
from networking_app.introductions.naming import first_card_of, shown_names
from networking_app.owed.models import MINE, THANKS
from networking_app.owed.opening import open_owed
from networking_app.ties import statements
from networking_app.ties.keeping_in_touch import has_cadences, keep_in_touch
from networking_app.ties.meeting import Capture, Recorder, follow_up_row, tie_to_user
from networking_app.ties.models import INTRODUCTION, Tie


@dataclass(frozen=True)
class Introduced:
    """The other one, with the card that strangers see."""

    user_id: int
    card_id: int | None
    full_name: str


def make_if_agreed(found: Introduction) -> None:
    """Make the ties once both have said yes to what is open; the caller holds the locks of the three."""
    both = found.offered_at and found.first_yes_at and found.second_yes_at
    if both and not found.made_at and not found.closed_at and found.expires_at > now() and _may_become(found):
        _make(found)


def _may_become(found: Introduction) -> bool:
    """Whether nothing has come between since: the connector still knows both, and nobody has blocked anybody."""
    connector, first, second = found.people
    return holds(knows(connector, first), knows(connector, second), *nobody_apart(connector, first, second))


def _make(found: Introduction) -> None:
    """Make what is missing on both sides; a tie that stands already stays as it is."""
    found.made_at = now()
    names = shown_names([side.user_id for side in found.sides])
    for side in found.sides:
        side.put(tie_id=_tie(side, names[side.other.user_id]))
    db.session.flush()
    for side in found.sides:
        _owe_thanks(side, names[side.other.user_id])


def _tie(side: Side, name: str) -> int:
    owner, peer_id = db.session.get_one(User, side.user_id), side.other.user_id
    card_id = db.session.scalar(select(first_card_of(peer_id)))
    known = Tie.between(owner.id, peer_id)
    if known is not None:
        known.card_id = known.card_id or card_id
        return known.id
    change, at = next_change(owner.id), now()
    peer, capture = Introduced(peer_id, card_id, name), Capture("", "link", at)
    tie_id, _name = tie_to_user(owner.id, peer, capture, change, INTRODUCTION)
    if by := Tie.between(owner.id, side.introduction.connector_id):
        db.session.add(IntroducedTie(owner_id=owner.id, tie_id=tie_id, by_tie_id=by.id))
    _plan(Recorder(owner.id, Rhythm.of(owner)), tie_id, change)
    return tie_id


def _plan(recorder: Recorder, tie_id: int, change: int) -> None:
    """What follows, as after a meeting, in words for people who have not met."""
    day = evening_of(now(), recorder.rhythm.time_zone)
    # No first place: that one thanks for a meeting.
    planned = [replace(one, position=one.position + 1) for one in plan_follow_ups(_steps(), day, recorder.rhythm)]
    run(statements.insert_follow_up(), [follow_up_row(recorder.id, tie_id, None, one, change) for one in planned])
    if has_cadences(recorder.id):
        keep_in_touch(recorder.id, [tie_id])


def _steps() -> list[Step]:
    return [
        Step("introduced", 1, _("Write first"), _("Who introduced you, and why it could be good for both."), ALWAYS),
        Step("bump", 8, _("Ask once more"), _("One short line; no guilt, an easy way to answer."), UNANSWERED),
        Step("hello", 90, _("Say hello"), _("Ask for nothing: share something they would like."), ALWAYS),
    ]


def _owe_thanks(side: Side, name: str) -> None:
    found = side.introduction
    to_connector = Tie.between(side.user_id, found.connector_id)
    if to_connector is not None:
        open_owed(side.user_id, to_connector.id, THANKS, MINE, _("for introducing you to %(name)s", name=name),
                  client_id=f"introduction-{found.id}", introduction_id=found.id)
