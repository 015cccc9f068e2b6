"""What the clocks of ties hang on, read with a few statements: their contacts, and the follow-ups there have been."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from networking_app.extensions import db
from networking_app.follow_ups.models import CADENCE, FollowUp
from networking_app.follow_ups.planning import evening_of
from networking_app.ties.cadence_rules import among
from networking_app.ties.cadences import Contact, Round, read_key
from networking_app.ties.models import OUT, Encounter, Interaction, Tie

Step = Any  # a row of the columns that clocks_of asks for


@dataclass
class Clock:
    """What the follow-ups of one tie hang on, as it stands in the database."""

    contacts: list[Contact] = field(default_factory=list)
    rows: list[Step] = field(default_factory=list)

    @property
    def open(self) -> list[Step]:
        return [row for row in self.rows if not (is_closed(row) or row.withdrawn_at)]

    def closed(self, time_zone: str) -> dict[str, Round]:
        """By what they followed the rounds that the person has ended: done on that day, or not this time."""
        rounds: dict[str, Round] = {}
        for row in self.rows:
            if is_closed(row):
                on = evening_of(row.completed_at or row.skipped_at, time_zone)
                ended = Round(f"f{row.id}", on if row.completed_at else max(on, row.planned_on))
                base, _interval = read_key(row.step_key)
                rounds[base] = max(ended, rounds.get(base, ended), key=lambda one: one.on)
        return rounds


def clocks_of(owner_id: int, tie_ids: Collection[int] | None, ruled: Collection[int]) -> dict[int, Clock]:
    """By tie what counts for it: of those with a rule, and of those with an open follow-up that once had one."""
    columns = (FollowUp.id, FollowUp.tie_id, FollowUp.step_key, FollowUp.planned_on, FollowUp.snoozed_until,
               FollowUp.completed_at, FollowUp.skipped_at, FollowUp.withdrawn_at)
    mine = select(*columns).where(FollowUp.owner_id == owner_id, FollowUp.source == CADENCE)
    clocks: dict[int, Clock] = defaultdict(Clock)
    for row in db.session.execute(mine.where(*among(FollowUp.tie_id, tie_ids))):
        clocks[row.tie_id].rows.append(row)
    kept = {tie_id: clocks[tie_id] for tie_id in {*ruled, *clocks} if tie_id in ruled or clocks[tie_id].open}
    if kept:
        for tie_id, contact in _contacts(owner_id, tie_ids if tie_ids is None else kept):
            if tie_id in kept:
                kept[tie_id].contacts.append(contact)
        _begin_uncontacted({tie_id: clock for tie_id, clock in kept.items() if not clock.contacts})
    return kept


def is_closed(row: Step) -> bool:
    """Done or skipped."""
    return bool(row.completed_at or row.skipped_at)


def _contacts(owner_id: int, tie_ids: Collection[int] | None) -> Iterator[tuple[int, Contact]]:
    met = select(Encounter.tie_id, Encounter.id, Encounter.met_at).where(Encounter.owner_id == owner_id)
    for tie_id, row_id, at in db.session.execute(met.where(*among(Encounter.tie_id, tie_ids))):
        yield tie_id, Contact(at, f"e{row_id}")
    columns = (Interaction.tie_id, Interaction.id, Interaction.happened_at, Interaction.direction)
    talked = select(*columns).where(Interaction.owner_id == owner_id, *among(Interaction.tie_id, tie_ids))
    for tie_id, row_id, at, direction in db.session.execute(talked):
        yield tie_id, Contact(at, f"i{row_id}", direction != OUT)


def _begin_uncontacted(clocks: dict[int, Clock]) -> None:
    """Somebody never met since they were added: counted from when the tie was made."""
    if clocks:
        for tie_id, at in db.session.execute(select(Tie.id, Tie.created_at).where(Tie.id.in_(clocks))):
            clocks[tie_id].contacts.append(Contact(at, f"t{tie_id}"))
