"""What every way of meeting makes: a tie, an encounter, the owner's words and dated follow-ups.

Written on Core statements: this is the path that a whole hall walks at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from networking_app.clock import now
from networking_app.events.plans import default_steps, steps_from
from networking_app.extensions import run
from networking_app.follow_ups.planning import Planned, Rhythm, Step, evening_of, plan_follow_ups
from networking_app.formats.folding import fold
from networking_app.ties import statements
from networking_app.ties.keeping_in_touch import has_cadences, keep_in_touch
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
class MetAt:
    """The event an encounter belongs to, and the day its follow-ups count from."""

    id: int
    day: date


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
    """Plan what follows a meeting; steps that are planned already stay as they are, and a cadence starts anew."""
    day = event.day if event else evening_of(at, recorder.rhythm.time_zone)
    steps = _steps(event.id, recorder.id) if event else default_steps()
    rows = [follow_up_row(recorder.id, tie_id, event.id if event else None, planned, change)
            for planned in plan_follow_ups(steps, day, recorder.rhythm)]
    if rows:
        run(statements.insert_follow_up(), rows)
    if has_cadences(recorder.id):
        keep_in_touch(recorder.id, [tie_id])


def _steps(event_id: int, owner_id: int) -> Iterable[Step]:
    return steps_from(run(statements.STEPS, {"event_id": event_id, "owner_id": owner_id}).scalar() or ())


def follow_up_row(
    owner_id: int, tie_id: int, event_id: int | None, planned: Planned, change: int
) -> dict[str, object]:
    """The columns of a planned step for one tie."""
    return {
        "owner_id": owner_id, "tie_id": tie_id, "event_id": event_id,
        "step_key": planned.step.key, "position": planned.position, "title": planned.step.title,
        "hint": planned.step.hint, "condition": planned.step.condition,
        "planned_on": planned.planned_on, "due_on": planned.due_on, "due_at": planned.due_at,
        "change_seq": change, "created_at": now(),
    }
