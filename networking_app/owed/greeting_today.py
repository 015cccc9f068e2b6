"""The three people of a day, with all that is known of them at its beginning, by a fixed number of questions."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from networking_app.cards.models import Card
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.owed.greeting import ASKING, Facts, Reason, chosen
from networking_app.owed.replies import not_blocked, ties_waiting
from networking_app.ties.models import IN, Encounter, Interaction, Note, Tie

MOST_NOTES = 500


@dataclass(frozen=True)
class Greeting:
    """Somebody to greet, why, and whether the two were in touch today."""

    tie: Tie
    why: list[Reason]
    greeted: bool


@dataclass(frozen=True)
class Day:
    """A calendar day of somebody's."""

    on: date
    time_zone: str

    @property
    def begins_at(self) -> datetime:
        return datetime.combine(self.on, time(), ZoneInfo(self.time_zone))


def greetings(owner_id: int, day: Day, skipped: Collection[int] = ()) -> list[Greeting]:
    """Three people for that day; nobody who waits for an answer: that would be a debt paid, not a greeting."""
    drawn = chosen(owner_id, day.on, facts_of(owner_id, day), {*skipped, *ties_waiting(owner_id)})
    ids = [tie_id for tie_id, _why in drawn]
    ties = {tie.id: tie for tie in db.session.scalars(
        select(Tie).where(Tie.id.in_(ids)).options(joinedload(Tie.card).joinedload(Card.photo)))}
    greeted = _in_touch_since(owner_id, ids, day)
    return [Greeting(ties[tie_id], why, tie_id in greeted) for tie_id, why in drawn]


def facts_of(owner_id: int, day: Day) -> list[Facts]:
    """Of each of the owner's ties, blocked people excepted, what there was before that day."""
    met, notes, touched = _met(owner_id, day), _notes(owner_id, day), _touched(owner_id, day)
    mine = select(Tie.id).where(Tie.owner_id == owner_id, *not_blocked(owner_id))
    found = []
    for tie_id in db.session.scalars(mine):
        contacts, last_on = touched.get(tie_id, (0, None))
        found.append(Facts(tie_id, met[tie_id], contacts, last_on, notes[tie_id]))
    return found


def _met(owner_id: int, day: Day) -> dict[int, list[tuple[date, str]]]:
    rows = select(Encounter.tie_id, Encounter.met_at, Event.summary).outerjoin(Event, Event.id == Encounter.event_id)
    rows = rows.where(Encounter.owner_id == owner_id, Encounter.met_at < day.begins_at)
    found: dict[int, list[tuple[date, str]]] = defaultdict(list)
    for tie_id, at, summary in db.session.execute(rows.order_by(Encounter.met_at.desc())):
        found[tie_id].append((_local(at, day), summary or ""))
    return found


def _touched(owner_id: int, day: Day) -> dict[int, tuple[int, date]]:
    """By tie how many contacts there were, steps that are done among them, and when the last was."""
    contacts = select(Interaction.tie_id, Interaction.happened_at.label("at")).where(Interaction.owner_id == owner_id)
    steps = select(FollowUp.tie_id, FollowUp.completed_at).where(FollowUp.owner_id == owner_id, FollowUp.is_a_word())
    both = contacts.union_all(steps).subquery()
    rows = select(both.c.tie_id, func.count(), func.max(both.c.at)).where(both.c.at < day.begins_at)
    counted = db.session.execute(rows.group_by(both.c.tie_id))
    return {tie_id: (number, _local(last, day)) for tie_id, number, last in counted}


def _notes(owner_id: int, day: Day) -> dict[int, list[str]]:
    """By tie the newest notes that may say what somebody asked for."""
    asks = or_(*(func.lower(Note.text).contains(word.strip(), autoescape=True) for word in ASKING))
    rows = select(Note.tie_id, Note.text).where(
        Note.owner_id == owner_id, Note.replaced_at.is_(None), Note.written_at < day.begins_at, asks)
    found: dict[int, list[str]] = defaultdict(list)
    for tie_id, text in db.session.execute(rows.order_by(Note.written_at.desc()).limit(MOST_NOTES)):
        found[tie_id].append(text)
    return found


def _in_touch_since(owner_id: int, tie_ids: Sequence[int], day: Day) -> set[int]:
    wrote = select(Interaction.tie_id).where(
        Interaction.owner_id == owner_id, Interaction.tie_id.in_(tie_ids), Interaction.direction != IN,
        Interaction.happened_at >= day.begins_at)
    done = select(FollowUp.tie_id).where(
        FollowUp.tie_id.in_(tie_ids), FollowUp.is_a_word(), FollowUp.completed_at >= day.begins_at)
    met = select(Encounter.tie_id).where(Encounter.tie_id.in_(tie_ids), Encounter.met_at >= day.begins_at)
    return set(db.session.scalars(wrote.union(met, done)))


def _local(at: Any, day: Day) -> date:
    return at.astimezone(ZoneInfo(day.time_zone)).date()
