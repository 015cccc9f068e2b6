"""Which rule a tie is kept in touch by: its own if it has one, else the shortest of its tags and events."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.ties.models import Cadence, Encounter, TieTag


@dataclass(frozen=True, order=True)
class Rule:
    """Days between two contacts, 0 for never, and why: a tag, an event by its name, or neither for the tie itself."""

    days: int
    tag: str = ""
    event: str = ""
    cadence_id: int = 0

    @property
    def is_own(self) -> bool:
        return not (self.tag or self.event)


def rules_of(owner_id: int, tie_ids: Collection[int] | None = None) -> dict[int, Rule]:
    """By tie what applies to it, of all the owner's ties or of some."""
    cadences = db.session.scalars(select(Cadence).where(Cadence.owner_id == owner_id)).all()
    found: dict[int, Rule] = {}
    for tie_id, rule in (*_by_tag(cadences, owner_id, tie_ids), *_by_event(cadences, owner_id, tie_ids)):
        found[tie_id] = min(rule, found.get(tie_id, rule))
    own = {one.tie_id: Rule(one.days, cadence_id=one.id) for one in cadences if one.tie_id}
    return found | {tie_id: rule for tie_id, rule in own.items() if tie_ids is None or tie_id in tie_ids}


def among(column: InstrumentedAttribute[int], tie_ids: Collection[int] | None) -> Iterator[ColumnElement[bool]]:
    """The condition that a tie is one of these; none where all are meant."""
    if tie_ids is not None:
        yield column.in_(tie_ids)


def _by_tag(
    cadences: Collection[Cadence], owner_id: int, tie_ids: Collection[int] | None
) -> Iterator[tuple[int, Rule]]:
    rules = {one.tag: Rule(one.days, tag=one.tag, cadence_id=one.id) for one in cadences if one.tag and one.days}
    if not rules:
        return
    tagged = select(TieTag.tie_id, TieTag.name).where(TieTag.owner_id == owner_id, TieTag.name.in_(rules))
    for tie_id, tag in db.session.execute(tagged.where(*among(TieTag.tie_id, tie_ids))):
        yield tie_id, rules[tag]


def _by_event(
    cadences: Collection[Cadence], owner_id: int, tie_ids: Collection[int] | None
) -> Iterator[tuple[int, Rule]]:
    ruled = {one.event_id: one for one in cadences if one.event_id and one.days}
    if not ruled:
        return
    events = db.session.execute(select(Event.id, Event.summary).where(Event.id.in_(ruled)))
    rules: dict[int | None, Rule] = {
        event_id: Rule(ruled[event_id].days, event=name, cadence_id=ruled[event_id].id) for event_id, name in events
    }
    met = select(Encounter.tie_id, Encounter.event_id).where(Encounter.owner_id == owner_id)
    for tie_id, event_id in db.session.execute(
        met.where(Encounter.event_id.in_(rules), *among(Encounter.tie_id, tie_ids))
    ):
        yield tie_id, rules[event_id]
