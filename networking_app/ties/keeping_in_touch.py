"""Each tie that has a cadence has one open follow-up, counted from the last real contact; the caller commits.

Set-based: a few statements for one tie as for thousands. Doing it twice is doing it once.
"""

from collections import defaultdict
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
from networking_app.follow_ups.planning import ALWAYS, Rhythm, evening_of
from networking_app.many_rows import many
from networking_app.ties.cadence_rules import among, rules_of
from networking_app.ties.cadences import Contact, Round, Touch, base_of, clock_of, read_key, touch_after
from networking_app.ties.models import OUT, Cadence, Encounter, Interaction, Tie

# More ties than these are looked for among all, and written in several statements.
MANY = 500
Step = Any  # a row of the columns that _clocks asks for
_HAS_CADENCES = select(Cadence.id).where(Cadence.owner_id == bindparam("owner_id")).limit(1)
_insert = many(
    FollowUp, ("owner_id", "tie_id", "source", "step_key", "position", "title", "hint", "condition", "planned_on",
               "due_on", "due_at", "change_seq", "created_at"),
    "ON CONFLICT (tie_id, step_key) WHERE event_id IS NULL DO UPDATE SET planned_on = excluded.planned_on, "
    "due_on = excluded.due_on, due_at = excluded.due_at, nudges = 0, withdrawn_at = NULL, "
    "change_seq = excluded.change_seq",
)


@dataclass
class Clock:
    """What the follow-ups of one tie hang on, as it stands in the database."""

    contacts: list[Contact] = field(default_factory=list)
    rows: list[Step] = field(default_factory=list)

    @property
    def open(self) -> list[Step]:
        return [row for row in self.rows if not (_is_closed(row) or row.withdrawn_at)]

    def closed(self, time_zone: str) -> dict[str, Round]:
        """By what they followed the rounds that the person has ended: done on that day, or not this time."""
        rounds: dict[str, Round] = {}
        for row in self.rows:
            if _is_closed(row):
                on = evening_of(row.completed_at or row.skipped_at, time_zone)
                ended = Round(f"f{row.id}", on if row.completed_at else max(on, row.planned_on))
                base, _interval = read_key(row.step_key)
                rounds[base] = max(ended, rounds.get(base, ended), key=lambda one: one.on)
        return rounds


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
    clocks = _clocks(owner_id, some, days)
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
               if row.snoozed_until and not _is_closed(row) and read_key(row.step_key)[0] == base]
    right = put_off[:1] or [row for row in clock.open if touch and row.step_key == touch.key]
    changes.gone += [row.id for row in clock.open if row not in right]
    changes.back += [row.id for row in right if row.withdrawn_at]
    if touch and not right:
        changes.new.append((tie_id, touch))


def _clocks(owner_id: int, tie_ids: Collection[int] | None, ruled: Collection[int]) -> dict[int, Clock]:
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


def _is_closed(row: Step) -> bool:
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
