"""How warm a tie is, from meetings, from contacts both ways and from how often its owner wants to be in touch.

A tie is new until the first word after the meeting was answered, by whichever side.
"""

import math
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.planning import evening_of
from networking_app.standing.states import MET, NEW, STATES, Warmth
from networking_app.ties.cadence_rules import rules_of
from networking_app.ties.models import BOTH, IN, OUT, Encounter, Interaction
from networking_app.ties.pages import TiePage

# Days between two contacts where the owner has not said how often.
USUAL = 61
# Dormant after four intervals, a year at least.
ROUNDS, YEAR = 4, 365


@dataclass(frozen=True)
class Facts:
    """Meetings, contacts as (instant, direction), the owner's interval in days if there is one, and their zone."""

    met: tuple[datetime, ...]
    contacts: tuple[tuple[datetime, str], ...] = ()
    days: int | None = None
    zone: str = "UTC"

    @property
    def shared(self) -> list[tuple[datetime, str]]:
        """What the two had of each other, as (instant, how): what the owner wrote alone is not of both."""
        heard = [(at, direction) for at, direction in self.contacts if direction != OUT]
        return [*((at, MET) for at in self.met), *heard]

    @property
    def answered(self) -> bool:
        directions = {direction for _at, direction in self.contacts}
        return BOTH in directions or directions >= {IN, OUT}


def warmth(facts: Facts, at: datetime) -> Warmth:
    """How warm the tie is at that instant: pure."""
    last = max(facts.shared, default=None)
    last_on = (last[1], evening_of(last[0], facts.zone)) if last else None
    turns = _turns(last_on[1], facts.days or USUAL) if last_on and facts.answered else None
    state = STATES[1 + sum(evening_of(at, facts.zone) >= turn for turn in turns)] if turns else NEW
    return Warmth(state, last_on, turns, _waiting(facts, last), facts.days)


def warmth_of(owner_id: int, tie_ids: Collection[int]) -> dict[int, Warmth]:
    """The same for some ties of the owner's, asked of the database."""
    met, contacts = defaultdict(list), defaultdict(list)
    meetings = select(Encounter.tie_id, Encounter.met_at)
    for tie_id, at in db.session.execute(meetings.where(Encounter.tie_id.in_(tie_ids), Encounter.owner_id == owner_id)):
        met[tie_id].append(at)
    talks = select(Interaction.tie_id, Interaction.happened_at, Interaction.direction)
    talks = talks.where(Interaction.tie_id.in_(tie_ids), Interaction.owner_id == owner_id)
    for tie_id, at, direction in db.session.execute(talks):
        contacts[tie_id].append((at, direction))
    rules, zone = rules_of(owner_id, tie_ids), db.session.get_one(User, owner_id).time_zone
    days = {tie_id: rule.days for tie_id, rule in rules.items()}
    return {tie_id: warmth(Facts(tuple(met[tie_id]), tuple(contacts[tie_id]), days.get(tie_id), zone), now())
            for tie_id in tie_ids}


def warmth_on(page: TiePage, zone: str) -> Warmth:
    """The same for a tie whose page is shown, of what has been read for it."""
    contacts = tuple((one.happened_at, one.direction) for one in page.tie.interactions)
    met = tuple(one.met_at for one in page.tie.encounters)
    return warmth(Facts(met, contacts, page.rule.days if page.rule else None, zone), now())


def _turns(last_on: date, days: int) -> tuple[date, date, date]:
    after = (days, days + math.ceil(days / 2), max(ROUNDS * days, YEAR))
    cooling, cold, dormant = (last_on + timedelta(days=number) for number in after)
    return cooling, cold, dormant


def _waiting(facts: Facts, last: tuple[datetime, str] | None) -> date | None:
    sent = [at for at, direction in facts.contacts if direction == OUT and (last is None or at > last[0])]
    return evening_of(min(sent), facts.zone) if sent else None
