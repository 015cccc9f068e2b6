"""The act of scanning, from a badge to a tie with its follow-ups: idempotent by constraint; the caller commits."""

from dataclasses import dataclass
from datetime import datetime

from networking_app.accounts.changes import next_change
from networking_app.clock import now
from networking_app.events.models import AROUND, Event
from networking_app.extensions import run
from networking_app.follow_ups.planning import day_of_event
from networking_app.ties import statements
from networking_app.ties.meeting import Capture, MetAt, Recorder, add_follow_ups, add_words, meet, tie_to_user


@dataclass(frozen=True)
class Recorded:
    tie_id: int | None
    encounter_id: int | None
    event_id: int | None
    name: str
    is_new: bool
    remark: str = ""


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
    event_name: str | None = None


def find_badge(code_column: str, code: str, scanner_id: int) -> FoundBadge | None:
    """The live badge with that `code` or `short_code`, unless one of the two has blocked the other."""
    row = run(statements.BADGE_BY[code_column], {"code": code, "scanner_id": scanner_id}).first()
    return FoundBadge(*row) if row else None


def record_scan(recorder: Recorder, badge: FoundBadge, capture: Capture) -> Recorded | None:
    """Make scan, tie, encounter, note and follow-ups; None when that client id has arrived before."""
    # First the lock of the owner, as everywhere: two requests that take locks in two orders wait for ever.
    change = next_change(recorder.id)
    scan_id = _insert_scan(recorder.id, badge.id, capture)
    if scan_id is None:
        return None
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


def event_of_meeting(owner_id: int, badge: FoundBadge, at: datetime) -> MetAt | None:
    """The badge's event if `at` lies around it, else the event that the owner of the tie is at, else none."""
    if shown_at := event_of_badge(badge, at):
        return shown_at
    running = Event.running_for(owner_id, at)
    return MetAt(running.id, running.day) if running else None


def event_of_badge(badge: FoundBadge, at: datetime) -> MetAt | None:
    """The event the badge was made for, if that was on at the time."""
    if badge.event_id and badge.starts_at and badge.ends_at and badge.time_zone and not badge.cancelled_at:
        if badge.starts_at - AROUND <= at <= badge.ends_at + AROUND:
            return MetAt(badge.event_id, day_of_event(badge.starts_at, badge.ends_at, badge.time_zone))
    return None
