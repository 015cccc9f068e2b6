"""Whom and what somebody wants to meet at an event, and what of it goes on to the next event of the series."""

from collections.abc import Collection, Iterable
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import or_, select

from networking_app.accounts.changes import next_change
from networking_app.clock import now
from networking_app.errors import DomainError
from networking_app.events.listing import kept_apart, listed_for
from networking_app.events.models import Attendance, Event, Target
from networking_app.extensions import db
from networking_app.formats.folding import fold

MOST = 5


def want(
    owner_id: int, event_id: int, text: str = "", wanted_user_id: int | None = None, at: datetime | None = None,
) -> Target:
    """The owner's wish of that time to meet that person, or whom or what `text` says; the same again finds the first.

    With a person, `text` is the name they are known by should they leave the list. Raises DomainError: 404 for a
    person who is not in the list of that event, 409 for more wishes than MOST.
    """
    # Two devices of one person wait for each other here.
    next_change(owner_id)
    wishes = targets_of(owner_id, event_id)
    same = next((one for one in wishes if _is_same(one, text, wanted_user_id)), None)
    if same is None and len(wishes) >= MOST:
        raise DomainError(_("Five are plenty for one event. Take one away first."), 409)
    return same or _add(Target(owner_id=owner_id, event_id=event_id, text=text, wanted_user_id=wanted_user_id,
                               created_at=at or now()))


def targets_of(owner_id: int, *event_ids: int) -> list[Target]:
    """The owner's wishes for those events in the order they came, without people whom a block keeps apart from them."""
    own = select(Target).where(Target.owner_id == owner_id, Target.event_id.in_(event_ids), or_(
        Target.wanted_user_id.is_(None), ~kept_apart(owner_id, Target.wanted_user_id),
    ))
    return list(db.session.scalars(own.order_by(Target.id)))


def wishes_before(owner_id: int, event: Event) -> list[Target]:
    """The owner's wishes for the event before of the series: the last for which they had any, over or cancelled."""
    return targets_of(owner_id, _event_before(owner_id, event) or 0)


def left_over(owner_id: int, event: Event, found: Collection[int] = ()) -> list[Target]:
    """Of the wishes before what was not found and is not wanted at this event yet.

    `found` are ids of wishes that need not be marked to count as found.
    """
    wishes = targets_of(owner_id, event.id)
    before = [one for one in wishes_before(owner_id, event) if not one.found_at and one.id not in found]
    there = listed_among(before, owner_id, event.id)
    return [one for one in before if (one.text or one.wanted_user_id in there)
            and not any(wish.carried_from_id == one.id or _is_same(wish, one.text, one.wanted_user_id)
                        for wish in wishes)]


def carry_over(owner_id: int, event_id: int, found: Collection[int] = ()) -> list[Target]:
    """Want at that event what is left over from the one before, as far as there is room; what is wanted anew.

    A person goes on as a person only if they are in the list there too; otherwise the text does.
    """
    next_change(owner_id)
    room = MOST - len(targets_of(owner_id, event_id))
    before = left_over(owner_id, db.session.get_one(Event, event_id), found)[:room]
    there = listed_among(before, owner_id, event_id)
    carried = [
        Target(owner_id=owner_id, event_id=event_id, text=one.text, carried_from_id=one.id,
               wanted_user_id=one.wanted_user_id if one.wanted_user_id in there else None)
        for one in before
    ]
    db.session.add_all(carried)
    db.session.flush()
    return carried


def listed_among(targets: Iterable[Target], owner_id: int, event_id: int) -> set[int]:
    """Ids of the wanted people whom the owner may find in the list of that event."""
    wanted = [one.wanted_user_id for one in targets if one.wanted_user_id is not None]
    return set(db.session.scalars(listed_for(owner_id, event_id).where(Attendance.user_id.in_(wanted))))


def _add(target: Target) -> Target:
    wanted = target.wanted_user_id
    if wanted is not None and not listed_among([target], target.owner_id, target.event_id):
        raise DomainError(_("That person is not in the list of who is there."), 404)
    db.session.add(target)
    db.session.flush()
    return target


def _is_same(target: Target, text: str, wanted_user_id: int | None) -> bool:
    if wanted_user_id is not None or target.wanted_user_id is not None:
        return target.wanted_user_id == wanted_user_id
    return fold(target.text) == fold(text)


def _event_before(owner_id: int, event: Event) -> int | None:
    wished = select(Target.event_id).where(Target.owner_id == owner_id, Target.event_id == Event.id).exists()
    earlier = select(Event.id).where(
        Event.series_id == (event.series_id or 0), Event.starts_at < event.starts_at, wished,
        or_(Event.ends_at < now(), Event.cancelled_at.is_not(None)),
    )
    return db.session.scalar(earlier.order_by(Event.starts_at.desc(), Event.id.desc()).limit(1))
