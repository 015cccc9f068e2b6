"""The rows of many scans, each table's in one statement; several scans of one person are one tie."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from networking_app.clock import now
from networking_app.events.plans import default_steps, steps_from
from networking_app.extensions import run
from networking_app.follow_ups.planning import evening_of, plan_follow_ups
from networking_app.formats.folding import fold
from networking_app.many_rows import as_stored
from networking_app.ties import statements_for_many as statements
from networking_app.ties.keeping_in_touch import has_cadences, keep_in_touch
from networking_app.ties.meeting import NOTHING_TYPED, Capture, MetAt, Recorder, follow_up_row
from networking_app.ties.models import BADGE
from networking_app.ties.recording import FoundBadge

Rows = list[dict[str, Any]]
# By client id: the tie, the encounter and the name.
Made = dict[str, tuple[int, int, str]]


@dataclass(frozen=True)
class Placed:
    """A scan with its badge, its event and its corrected time."""

    capture: Capture
    badge: FoundBadge
    event: MetAt | None
    at: datetime

    @property
    def words(self) -> str:
        return fold(self.capture.note, *self.capture.tags)


def write_rows(recorder: Recorder, placed: Sequence[Placed], change: int) -> Made:
    """Write all that these scans make."""
    ties = _ties(recorder.id, placed, change)
    met = _encounters(recorder.id, placed, ties, change)
    made: Made = {}
    for one in placed:
        tie_id, name = ties[one.badge.user_id]
        made[one.capture.client_id] = tie_id, met[tie_id, one.event.id if one.event else None], name
    _ledger(recorder.id, placed, made)
    _words(recorder.id, placed, made, change)
    _follow_ups(recorder, placed, made, change)
    return made


def _ties(owner_id: int, placed: Sequence[Placed], change: int) -> dict[int, tuple[int, str]]:
    """Id and name by peer; who is known already is met again."""
    scans_of: dict[int, list[Placed]] = {}
    for one in placed:
        scans_of.setdefault(one.badge.user_id, []).append(one)
    known = {peer: (tie_id, name)
             for peer, tie_id, name in run(statements.TIES_TO, {"owner_id": owner_id, "peers": list(scans_of)})}
    if again := [_again(known[peer][0], scans, change) for peer, scans in scans_of.items() if peer in known]:
        run(statements.MEET_AGAIN, again)
    if new := [_new(owner_id, scans, change) for peer, scans in scans_of.items() if peer not in known]:
        known |= {peer: (tie_id, name) for peer, tie_id, name in statements.insert_ties(new)}
    return known


def _again(tie_id: int, scans: list[Placed], change: int) -> dict[str, Any]:
    return {"tie_id": tie_id, "newest_card": scans[-1].badge.card_id, "at": max(scan.at for scan in scans),
            "added": "".join(f" {scan.words}" for scan in scans), "change": change}


def _new(owner_id: int, scans: list[Placed], change: int) -> dict[str, Any]:
    first, again = scans[0].badge, _again(0, scans, change)
    return {"owner_id": owner_id, "peer_user_id": first.user_id, "card_id": again["newest_card"], "origin": BADGE,
            "name": first.full_name, "search_text": fold(first.full_name) + again["added"], "last_met_at": again["at"],
            "change_seq": change, "created_at": now(), **NOTHING_TYPED}


def _encounters(
    owner_id: int, placed: Sequence[Placed], ties: dict[int, tuple[int, str]], change: int
) -> dict[tuple[int, int | None], int]:
    """Id by tie and event; of several meetings at one event the first one stands."""
    there: Rows = []
    elsewhere: Rows = []
    for (tie_id, event_id), at in _first_times(placed, ties).items():
        row = {"owner_id": owner_id, "tie_id": tie_id, "event_id": event_id, "met_at": at, "line": "",
               "change_seq": change}
        (there if event_id else elsewhere).append(row)
    met: dict[tuple[int, int | None], int] = {}
    at_events, at_none = statements.upsert_encounters_at_events, statements.upsert_encounters_elsewhere
    for rows, upsert in ((there, at_events), (elsewhere, at_none)):
        if rows:
            met |= {(tie_id, event_id): encounter_id for tie_id, event_id, encounter_id in upsert(rows)}
    return met


def _first_times(
    placed: Sequence[Placed], ties: dict[int, tuple[int, str]]
) -> dict[tuple[int, int | None], datetime]:
    times: dict[tuple[int, int | None], datetime] = {}
    for one in placed:
        times.setdefault((ties[one.badge.user_id][0], one.event.id if one.event else None), one.at)
    return times


def _ledger(owner_id: int, placed: Sequence[Placed], made: Made) -> None:
    received_at = now()
    statements.insert_scans([
        {"owner_id": owner_id, "client_id": one.capture.client_id, "badge_id": one.badge.id, "via": one.capture.via,
         "encounter_id": made[one.capture.client_id][1], "scanned_at": one.capture.scanned_at,
         "clock_offset": one.capture.clock_offset, "received_at": received_at} for one in placed
    ])


def _words(owner_id: int, placed: Sequence[Placed], made: Made, change: int) -> None:
    notes: Rows = []
    tags: Rows = []
    for one in placed:
        client_id = one.capture.client_id
        tie_id, encounter_id, _name = made[client_id]
        place = {"owner_id": owner_id, "tie_id": tie_id, "change_seq": change}
        if one.capture.note:
            notes.append({**place, "client_id": client_id, "text": one.capture.note, "written_at": one.at,
                          "encounter_id": encounter_id})
        tags += [{**place, "name": tag} for tag in one.capture.tags]
    if notes:
        statements.insert_notes(notes)
    if tags:
        statements.insert_tags(tags)


def _follow_ups(recorder: Recorder, placed: Sequence[Placed], made: Made, change: int) -> None:
    first: dict[tuple[int, int | None], Placed] = {}
    for one in placed:
        first.setdefault((made[one.capture.client_id][0], one.event.id if one.event else None), one)
    plans = _plans(recorder, list(first.values()), change)
    rows = [{**step, "tie_id": tie_id} for (tie_id, event_id), one in first.items()
            for step in plans[event_id, _day(recorder, one)]]
    if rows:
        statements.insert_follow_ups(rows)
    if has_cadences(recorder.id):
        keep_in_touch(recorder.id, {tie_id for tie_id, _event_id in first})


def _plans(recorder: Recorder, placed: Sequence[Placed], change: int) -> dict[tuple[int | None, date], Rows]:
    """What follows a meeting at each event, and at none, on each day; the tie is still to be named."""
    wanted = {(one.event.id if one.event else None, _day(recorder, one)) for one in placed}
    event_ids = [event_id for event_id, _on in wanted if event_id]
    found = run(statements.PLANS, {"owner_id": recorder.id, "event_ids": event_ids}) if event_ids else ()
    steps: dict[int, Any] = {event_id: rows for event_id, rows in found}
    plans = {}
    for event_id, on in wanted:
        own = steps_from(steps.get(event_id, ())) if event_id else default_steps()
        planned = plan_follow_ups(own, on, recorder.rhythm)
        plans[event_id, on] = [as_stored(follow_up_row(recorder.id, 0, event_id, one, change)) for one in planned]
    return plans


def _day(recorder: Recorder, one: Placed) -> date:
    return one.event.day if one.event else evening_of(one.at, recorder.rhythm.time_zone)
