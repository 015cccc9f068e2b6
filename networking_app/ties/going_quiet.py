"""Which ties go quiet: their time to be in touch has come; after one and a half times the interval they go cold."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from networking_app.extensions import db
from networking_app.follow_ups.models import CADENCE, FollowUp
from networking_app.ties.cadences import cold_on, read_key
from networking_app.ties.models import Tie

QUIET, COLD = "quiet", "cold"


@dataclass(frozen=True)
class Quiet:
    """From which local days on a tie is quiet, and cold."""

    quiet_on: date
    cold_on: date

    def state(self, today: date) -> str:
        """QUIET, COLD, or nothing yet."""
        return COLD if today >= self.cold_on else QUIET if today >= self.quiet_on else ""


def quiet_of(follow_ups: Iterable[FollowUp]) -> dict[int, Quiet]:
    """By tie when it goes quiet, read off its open follow-up; not of those that nobody keeps in touch."""
    kept = [row for row in follow_ups if row.source == CADENCE and row.state in ("open", "put off")]
    return {row.tie_id: Quiet(row.planned_on, cold_on(row.planned_on, read_key(row.step_key)[1])) for row in kept}


def quiet_among(tie_ids: Collection[int]) -> dict[int, Quiet]:
    """The same for some ties, asked of the database."""
    kept = select(FollowUp).where(FollowUp.tie_id.in_(tie_ids), FollowUp.source == CADENCE, FollowUp.is_open())
    return quiet_of(db.session.scalars(kept))


def is_quiet(owner_id: int, today: date) -> ColumnElement[bool]:
    """The condition that a tie of the owner's is quiet or cold."""
    kept = (FollowUp.owner_id == owner_id, FollowUp.source == CADENCE, FollowUp.is_open())
    return Tie.id.in_(select(FollowUp.tie_id).where(*kept, FollowUp.planned_on <= today))
