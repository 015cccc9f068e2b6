"""The act of scanning, from a badge to a tie with its follow-ups: idempotent by constraint, one commit by the caller.

Written on Core statements: this is the path that a whole hall walks at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from networking_app.accounts.changes import next_change
from networking_app.clock import now
from networking_app.events.models import AROUND, Event, steps_from
from networking_app.events.plans import default_steps
from networking_app.extensions import run
from networking_app.follow_ups.planning import Planned, Rhythm, Step, day_of_event, evening_of, plan_follow_ups
from networking_app.formats.folding import fold
from networking_app.ties import statements
from networking_app.ties.models import BADGE

NOTHING_TYPED = {"org": "", "title": "", "email": "", "tel": "", "url": ""}


@dataclass(frozen=True)
class Recorder:
    """The person who records, as far as recording needs to know."""

    id: int
    rhythm: Rhythm


@dataclass(frozen=True)
class Capture:
    """What a phone says of one scan; `clock_offset` (seconds) corrects its clock."""

    client_id: str
    via: str
    scanned_at: datetime
    clock_offset: int = 0
    note: str = ""
    tags: Sequence[str] = field(default_factory=tuple)

    @property
    def happened_at(self) -> datetime:
        """The corrected time of the scan, never in the future."""
        return min(self.scanned_at + timedelta(seconds=self.clock_offset), now())


@dataclass(frozen=True)
class Recorded:
    tie_id: int | None
    encounter_id: int | None
    event_id: int | None
    name: str
    is_new: bool


@dataclass(frozen=True)
class FoundBadge:
    """A live badge with what recording needs of its card and event, in one row."""

    id: int
    user_id: int
    card_id: int
    full_name: str
    event_id: int | None
    starts_at: datetime | None
    ends_at: datetime | None
    time_zone: str | None
    cancelled_at: datetime | None


def find_badge(code_column: str, code: str, scanner_id: int) -> FoundBadge | None:
    """The live badge with that `code` or `short_code`, unless one of the two has blocked the other."""
    row = run(statements.BADGE_BY[code_column], {"code": code, "scanner_id": scanner_id}).first()
    return FoundBadge(*row) if row else None


def record_scan(recorder: Recorder, badge: FoundBadge, capture: Capture) -> Recorded | None:
    """Make scan, tie, encounter, note and follow-ups; None when that client id has arrived before."""
    scan_id = _insert_scan(recorder.id, badge.id, capture)
    if scan_id is None:
        return None
    change = next_change(recorder.id)
    event = event_of_meeting(recorder.id, badge, capture.happened_at)
    tie_id, name = tie_to_user(recorder.id, badge, capture, change)
    encounter_id = meet(recorder.id, tie_id, event.id if event else None, capture.happened_at, change)
    add_words(recorder.id, tie_id, encounter_id, capture, change)
    add_follow_ups(recorder, tie_id, event, capture.happened_at, change)
    run(statements.LINK_SCAN, {"scan_id": scan_id, "met": encounter_id})
    return Recorded(tie_id, encounter_id, event.id if event else None, name, True)


def earlier_arrival(owner_id: int, client_id: str) -> Recorded | None:
    """What the first arrival of that scan made; without a tie id when its owner has removed the tie since."""
    row = run(statements.EARLIER_ARRIVAL, {"owner_id": owner_id, "client_id": client_id}).first()
    return Recorded(row.tie_id, row.id, row.event_id, row.name or "", False) if row else None


def _insert_scan(owner_id: int, badge_id: int, capture: Capture) -> int | None:
    scan = {"owner_id": owner_id, "client_id": capture.client_id, "badge_id": badge_id, "via": capture.via,
            "scanned_at": capture.scanned_at, "clock_offset": capture.clock_offset, "received_at": now()}
    return run(statements.insert_scan(), scan).scalar()


@dataclass(frozen=True)
class MetAt:
    """The event an encounter belongs to, and the day its follow-ups count from."""

    id: int
    day: date


def event_of_meeting(owner_id: int, badge: FoundBadge, at: datetime) -> MetAt | None:
    """The badge's event if `at` lies around it, else the event that the owner of the tie is at, else none."""
    if badge.event_id and badge.starts_at and badge.ends_at and badge.time_zone and not badge.cancelled_at:
        if badge.starts_at - AROUND <= at <= badge.ends_at + AROUND:
            return MetAt(badge.event_id, day_of_event(badge.starts_at, badge.ends_at, badge.time_zone))
    running = Event.running_for(owner_id, at)
    return MetAt(running.id, running.day) if running else None


class Peer(Protocol):
    """The other user of a tie, with the card they were met with."""

    @property
    def user_id(self) -> int: ...
    @property
    def card_id(self) -> int | None: ...
    @property
    def full_name(self) -> str: ...


def tie_to_user(owner_id: int, peer: Peer, capture: Capture, change: int, origin: str = BADGE) -> tuple[int, str]:
    """Id and name of the owner's one tie to that user; meeting again brings the newest card and adds the words."""
    words = fold(capture.note, *capture.tags)
    tie = {"owner_id": owner_id, "peer_user_id": peer.user_id, "card_id": peer.card_id, "origin": origin,
           "name": peer.full_name, "search_text": f"{fold(peer.full_name)} {words}", "words": words,
           "last_met_at": capture.happened_at, "change_seq": change, "created_at": now(), **NOTHING_TYPED}
    tie_id, name = run(statements.upsert_tie(), tie).one()
    return tie_id, name


def meet(owner_id: int, tie_id: int, event_id: int | None, at: datetime, change: int) -> int:
    """The encounter of that tie at that event (or at none): the first one stands, a second meeting adds to it."""
    statement = statements.upsert_encounter_at_event() if event_id else statements.upsert_encounter_elsewhere()
    encounter = {"owner_id": owner_id, "tie_id": tie_id, "event_id": event_id, "met_at": at, "change_seq": change}
    return run(statement, {**encounter, "line": ""}).scalar_one()


def add_words(owner_id: int, tie_id: int, encounter_id: int, capture: Capture, change: int) -> None:
    """Keep the note and the tags of a capture on its tie."""
    place = {"owner_id": owner_id, "tie_id": tie_id, "change_seq": change}
    if capture.note:
        words = {"client_id": capture.client_id, "text": capture.note, "written_at": capture.happened_at}
        run(statements.insert_note(), {**place, **words, "encounter_id": encounter_id})
    if capture.tags:
        run(statements.insert_tag(), [{**place, "name": tag} for tag in dict.fromkeys(capture.tags)])


def add_follow_ups(recorder: Recorder, tie_id: int, event: MetAt | None, at: datetime, change: int) -> None:
    """Plan what follows a meeting; steps that are planned already stay as they are."""
    day = event.day if event else evening_of(at, recorder.rhythm.time_zone)
    steps = _steps(event.id, recorder.id) if event else default_steps()
    rows = [_row(recorder.id, tie_id, event, planned, change)
            for planned in plan_follow_ups(steps, day, recorder.rhythm)]
    if rows:
        run(statements.insert_follow_up(), rows)


def _steps(event_id: int, owner_id: int) -> Iterable[Step]:
    return steps_from(run(statements.STEPS, {"event_id": event_id, "owner_id": owner_id}).scalar() or ())


def _row(owner_id: int, tie_id: int, event: MetAt | None, planned: Planned, change: int) -> dict[str, object]:
    return {
        "owner_id": owner_id, "tie_id": tie_id, "event_id": event.id if event else None,
        "step_key": planned.step.key, "position": planned.position, "title": planned.step.title,
        "hint": planned.step.hint, "condition": planned.step.condition,
        "planned_on": planned.planned_on, "due_on": planned.due_on, "due_at": planned.due_at,
        "change_seq": change, "created_at": now(),
    }
