"""How warm a tie is, from meetings, from contacts both ways and from how often its owner wants to be in touch.

A tie is new until the first word after the meeting was answered, by whichever side.
"""

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from networking_app.clock import now
from networking_app.follow_ups.planning import evening_of
from networking_app.standing.states import MET, NEW, STATES, Warmth
from networking_app.ties.models import BOTH, IN, OUT
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


def warmth_on(page: TiePage, zone: str) -> Warmth:
    """The same for a tie whose page is shown, of what has been read for it."""
    contacts = [(one.happened_at, one.direction) for one in page.tie.interactions]
    # A step that is done is a word of the owner's; one that a contact has answered is done with it.
    done = [(one.completed_at, OUT) for one in page.follow_ups if one.completed_at and one.answered_by_id is None]
    met = tuple(one.met_at for one in page.tie.encounters)
    return warmth(Facts(met, (*contacts, *done), page.rule.days if page.rule else None, zone), now())


def _turns(last_on: date, days: int) -> tuple[date, date, date]:
    after = (days, days + math.ceil(days / 2), max(ROUNDS * days, YEAR))
    cooling, cold, dormant = (last_on + timedelta(days=number) for number in after)
    return cooling, cold, dormant


def _waiting(facts: Facts, last: tuple[datetime, str] | None) -> date | None:
    sent = [at for at, direction in facts.contacts if direction == OUT and (last is None or at > last[0])]
    return evening_of(min(sent), facts.zone) if sent else None
