"""Each tie that has a cadence has one open follow-up, counted from the last real contact; the caller commits.

Set-based: a few statements for one tie as for thousands. Doing it twice is doing it once.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, select, update

from networking_app.accounts.changes import next_change
from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db, run
from networking_app.follow_ups.models import CADENCE, FollowUp
from networking_app.follow_ups.planning import ALWAYS, Rhythm
from networking_app.many_rows import many
from networking_app.ties.cadence_rules import rules_of
from networking_app.ties.cadences import Touch, base_of, clock_of, read_key, touch_after
from networking_app.ties.clocks import Clock, clocks_of, is_closed
from networking_app.ties.models import Cadence

# More ties than these are looked for among all, and written in several statements.
MANY = 500
_HAS_CADENCES = select(Cadence.id).where(Cadence.owner_id == bindparam("owner_id")).limit(1)
_insert = many(
    FollowUp, ("owner_id", "tie_id", "source", "step_key", "position", "title", "hint", "condition", "planned_on",
               "due_on", "due_at", "change_seq", "created_at"),
    "ON CONFLICT (tie_id, step_key) WHERE event_id IS NULL DO UPDATE SET planned_on = excluded.planned_on, "
    "due_on = excluded.due_on, due_at = excluded.due_at, nudges = 0, withdrawn_at = NULL, "
    "change_seq = excluded.change_seq",
)


@dataclass
class Changes:
    """Ids of follow-ups that go and come back, and new ones by tie."""

    gone: list[int] = field(default_factory=list)
    back: list[int] = field(default_factory=list)
    new: list[tuple[int, Touch]] = field(default_factory=list)

    @property
    def number(self) -> int:
        return len(self.gone) + len(self.back) + len(self.new)


def has_cadences(owner_id: int) -> bool:
    """Whether there is anything to keep at all; for most people and most scans there is not."""
    return run(_HAS_CADENCES, {"owner_id": owner_id}).first() is not None


def keep_in_touch(owner_id: int, tie_ids: Collection[int] | None = None) -> int:
    """Plan and withdraw what the rules, contacts and decisions now ask for, of all ties or some; how many changed.

    A day that the person has chosen stays when a rule changes, and gives way to a contact.
    """
    db.session.flush()
    some = tie_ids if tie_ids is not None and len(tie_ids) <= MANY else None
    days = {tie_id: rule.days for tie_id, rule in rules_of(owner_id, some).items()}
    clocks = clocks_of(owner_id, some, days)
    if not clocks:
        return 0
    rhythm = Rhythm.of(db.session.get_one(User, owner_id))
    changes = Changes()
    for tie_id, clock in clocks.items():
        _settle(tie_id, clock, days.get(tie_id, 0), rhythm, changes)
    return _write(owner_id, changes)


def _settle(tie_id: int, clock: Clock, days: int, rhythm: Rhythm, changes: Changes) -> None:
    closed = clock.closed(rhythm.time_zone)
    touch = touch_after(clock.contacts, days, closed, rhythm)
    base, _on = base_of(clock_of(clock.contacts)[0], closed, rhythm)
    # A day chosen since the last contact: withdrawn only if a contact came in between, which was taken back.
    put_off = [row for row in clock.rows
               if row.snoozed_until and not is_closed(row) and read_key(row.step_key)[0] == base]
    right = put_off[:1] or [row for row in clock.open if touch and row.step_key == touch.key]
    changes.gone += [row.id for row in clock.open if row not in right]
    changes.back += [row.id for row in right if row.withdrawn_at]
    if touch and not right:
        changes.new.append((tie_id, touch))


def _write(owner_id: int, changes: Changes) -> int:
    if not changes.number:
        return 0
    change, at = next_change(owner_id), now()
    for ids, withdrawn_at in ((changes.gone, at), (changes.back, None)):
        for some in _in_parts(ids):
            moved = update(FollowUp).where(FollowUp.id.in_(some)).values(withdrawn_at=withdrawn_at, change_seq=change)
            db.session.execute(moved, execution_options={"synchronize_session": False})
    shared = {"owner_id": owner_id, "source": CADENCE, "position": 0, "title": _("Get in touch again"), "hint": "",
              "condition": ALWAYS, "change_seq": change, "created_at": at}
    for part in _in_parts(changes.new):
        _insert([shared | {"tie_id": tie_id, "step_key": touch.key, "planned_on": touch.planned_on,
                           "due_on": touch.due_on, "due_at": touch.due_at} for tie_id, touch in part])
    return changes.number


def _in_parts(rows: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while part := list(islice(left, MANY)):
        yield part
