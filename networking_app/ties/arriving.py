"""Scans that arrive many at once: a fixed number of statements, and the same rows as one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from networking_app.cards.joining import join_event
from networking_app.errors import DomainError
from networking_app.extensions import run
from networking_app.ties import statements_for_many as statements
from networking_app.ties.arriving_rows import Placed, write_rows
from networking_app.ties.meeting import Capture, Recorder
from networking_app.ties.recording import FoundBadge, Recorded
from networking_app.ties.scanned_text import LONG, TYPED_LATER
from networking_app.ties.whereabouts import Whereabouts

Outcome = Recorded | DomainError


@dataclass(frozen=True)
class Arriving:
    """A scan that a phone has kept; `code` is a badge's long or short one."""

    capture: Capture
    code: str
    joining: bool = False

    @property
    def typed(self) -> bool:
        return len(self.code) != LONG


def earlier_arrivals(owner_id: int, client_ids: Sequence[str]) -> dict[str, Recorded]:
    """By client id what the first arrivals of those scans made; without a tie id where the tie is removed since."""
    rows = run(statements.EARLIER_ARRIVALS, {"owner_id": owner_id, "client_ids": client_ids})
    return {
        client_id: Recorded(tie_id, met, event_id, name or "", False,
                            _remark(shown_at, event_name, cancelled_at, event_id) if tie_id else "")
        for client_id, tie_id, met, event_id, name, shown_at, event_name, cancelled_at in rows
    }


def record_scans(recorder: Recorder, scans: Sequence[Arriving], change: int) -> dict[str, Outcome]:
    """Record scans that have not arrived before, each client id once; what became of each, by client id.

    The caller holds the owner's lock by having asked for `change`.
    """
    found = _badges(recorder.id, scans)
    whereabouts = Whereabouts(recorder.id, [scan.capture.happened_at for scan in scans])
    outcomes: dict[str, Outcome] = {}
    placed = []
    for scan in scans:
        at = scan.capture.happened_at
        try:
            badge = _admitted(scan, found.get(scan.code), at, recorder.id, whereabouts)
        except DomainError as refusal:
            outcomes[scan.capture.client_id] = refusal
            continue
        placed.append(Placed(scan.capture, badge, whereabouts.met_at(badge, at), at))
    made = write_rows(recorder, placed, change) if placed else {}
    return outcomes | {one.capture.client_id: _recorded(one, *made[one.capture.client_id]) for one in placed}


def _badges(scanner_id: int, scans: Sequence[Arriving]) -> dict[str, FoundBadge]:
    found = {}
    for column, typed in (("code", False), ("short_code", True)):
        if codes := list({scan.code for scan in scans if scan.typed == typed}):
            for *badge, asked in run(statements.BADGES_BY[column], {"codes": codes, "scanner_id": scanner_id}):
                found[asked] = FoundBadge(*badge)
    return found


def _admitted(
    scan: Arriving, badge: FoundBadge | None, at: datetime, owner_id: int, whereabouts: Whereabouts
) -> FoundBadge:
    if badge is None or scan.typed and not _typed_in_time(badge, at):
        # One sentence for all who show no card: it must not tell a code that was withdrawn from one that never was.
        raise DomainError(_("Nobody shows a card with this code now. It may have been withdrawn before your scan "
                            "arrived; what you wrote is kept here."), 404)
    if scan.typed and not scan.joining and not whereabouts.attends(badge.event_id or 0):
        raise DomainError(_("Join %(event)s first to use its short codes.", event=badge.event_name), 409)
    if badge.user_id == owner_id:
        raise DomainError(_("That is your own card."), 409)
    if scan.joining and badge.event_id:
        _join(owner_id, badge, whereabouts)
    return badge


def _typed_in_time(badge: FoundBadge, at: datetime) -> bool:
    return bool(badge.starts_at and badge.ends_at and badge.starts_at <= at <= badge.ends_at + TYPED_LATER)


def _join(owner_id: int, badge: FoundBadge, whereabouts: Whereabouts) -> None:
    if badge.event_id and badge.event_id not in whereabouts.joined:
        join_event(owner_id, badge.event_id)
        whereabouts.join(badge)


def _recorded(one: Placed, tie_id: int, encounter_id: int, name: str) -> Recorded:
    badge, event_id = one.badge, one.event.id if one.event else None
    remark = _remark(badge.event_id, badge.event_name, badge.cancelled_at, event_id)
    return Recorded(tie_id, encounter_id, event_id, name, True, remark)


def _remark(shown_at: int | None, event_name: str | None, cancelled_at: datetime | None, met_at: int | None) -> str:
    """Why a scan of a badge made for one event does not count as a meeting there."""
    if shown_at is None or shown_at == met_at:
        return ""
    if cancelled_at:
        return str(_("%(event)s was cancelled, so this is kept without it.", event=event_name))
    return str(_("%(event)s was not on at that time, so this is kept without it.", event=event_name))
