"""A phone's outbox taken in: every item once, none harmed by another; the caller commits all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import DataError, IntegrityError

from networking_app.accounts.changes import next_change
from networking_app.clock import now
from networking_app.errors import DomainError
from networking_app.extensions import db
from networking_app.my.arrivals import Arrival
from networking_app.my.outbox_desk import Desk
from networking_app.my.outbox_forms import ClosingItem, TieItem
from networking_app.my.outbox_items import Valid, runs
from networking_app.my.outbox_names import tie_named
from networking_app.my.outbox_writes import write
from networking_app.ties.arriving import Arriving, Outcome, earlier_arrivals, record_scans
from networking_app.ties.keeping_in_touch import has_cadences, keep_in_touch
from networking_app.ties.meeting import Recorder
from networking_app.ties.models import Tie
from networking_app.ties.promising import first_offer
from networking_app.ties.writing import make_searchable

# Scans of one batch whose offers somebody sees; the others stand under their notes all the same.
AT_THE_SCANNER = 3


@dataclass(frozen=True)
class Answer:
    """The status (HTTP) of one item, and what the phone is told."""

    status: int
    body: dict[str, Any]


@dataclass
class TakingIn:
    """One batch of one owner; only `typed_left` short codes are tried, the others wait for `patience` seconds."""

    recorder: Recorder
    typed_left: int
    patience: int
    answers: dict[str, Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.desk = Desk(self.recorder)

    def take_in(self, items: Sequence[Valid]) -> dict[str, Answer]:
        """Write it all; the answers by client id."""
        # The lock first: what two phones of one person send at once is taken in one after the other.
        change = next_change(self.recorder.id)
        self._answer_earlier(items)
        for run in runs([one for one in items if one.client_id not in self.answers]):
            self._record([one for one in run if one.scan], change)
            for one in run:
                if one.client_id not in self.answers:
                    self.answers[one.client_id] = self._write(one)
        for tie_id in sorted(self.desk.touched):
            make_searchable(db.session.get_one(Tie, tie_id))
        if has_cadences(self.recorder.id):
            keep_in_touch(self.recorder.id, self.desk.touched)
        return self.answers

    def _answer_earlier(self, items: Sequence[Valid]) -> None:
        if scans := [one.client_id for one in items if one.scan]:
            for client_id, recorded in earlier_arrivals(self.recorder.id, scans).items():
                self.answers[client_id] = _about_scan(recorded)
        if others := {one.client_id: one for one in items if not one.scan}:
            kept = select(Arrival.client_id, Arrival.answer).where(Arrival.owner_id == self.recorder.id)
            rows = db.session.execute(kept.where(Arrival.client_id.in_(others)))
            arrived = {client_id: answer for client_id, answer in rows}
            for client_id in [client_id for client_id in others if client_id in arrived]:
                self.answers[client_id] = Answer(200, self._complete(others[client_id], arrived[client_id]))
                self.desk.recall(others[client_id].item, arrived[client_id])

    def _record(self, scans: Sequence[Valid], change: int) -> None:
        admitted = []
        for one in scans:
            if one.scan and self._may_be_tried(one.scan.typed):
                admitted.append(one.scan)
            else:
                self.answers[one.client_id] = self._later()
        if admitted:
            made = record_scans(self.recorder, admitted, change)
            self.answers |= {client_id: _about_scan(outcome) for client_id, outcome in made.items()}
            if len(admitted) <= AT_THE_SCANNER:
                self._offer(admitted)
            db.session.expire_all()

    def _offer(self, scans: Sequence[Arriving]) -> None:
        """Say the first promise of each note beside its scan: the scanner has it kept with one tap."""
        for scan in scans:
            capture, answer = scan.capture, self.answers[scan.capture.client_id]
            offered = first_offer(capture.note, capture.happened_at, self.recorder.rhythm) if capture.note else None
            if offered and answer.status == 201:
                day = format_date(offered.due_on, "EEE d MMM")
                answer.body["promise"] = {"n": 0, "words": f"{offered.title} · {day}"}

    def _may_be_tried(self, typed: bool) -> bool:
        self.typed_left -= typed
        return not typed or self.typed_left >= 0

    def _write(self, one: Valid) -> Answer:
        if self._waits(one):
            return self._later()
        try:
            with db.session.begin_nested():
                body = write(self.desk, one.item, one.at)
                arrival = {"owner_id": self.recorder.id, "client_id": one.client_id}
                db.session.add(Arrival(**arrival, answer=body, received_at=now()))
        except DomainError as error:
            return refusal(error)
        except (DataError, IntegrityError):
            return refusal(DomainError(_("This could not be kept as it is."), 422))
        return Answer(201, self._complete(one, body))

    def _waits(self, one: Valid) -> bool:
        """Whether it belongs to a person who has to wait: it must not be refused for coming first."""
        tie = one.item.tie if isinstance(one.item, TieItem | ClosingItem) else None
        person = self.answers.get((tie or "").partition(":")[2])
        return person is not None and person.status == 429

    def _later(self) -> Answer:
        error = DomainError(_("That was a bit fast. It stays here and is sent again by itself."), 429)
        return Answer(429, refusal(error).body | {"retry_after": self.patience})

    def _complete(self, one: Valid, body: dict[str, Any]) -> dict[str, Any]:
        """A person's name is not kept in the ledger: it would outlive the tie."""
        if one.item.kind != "by_hand":
            return body
        try:
            tie = tie_named(self.recorder.id, str(body["tie_id"]))
        except DomainError:
            return {"tie_id": None, "name": "", "url": url_for("ties.index")}
        return {"tie_id": tie.id, "name": tie.name, "url": url_for("my.tie", tie_id=tie.id)}


def refusal(error: DomainError) -> Answer:
    """The answer to an item that cannot be taken in."""
    return Answer(error.status, {"status": error.status, "title": error.message, **error.details})


def _about_scan(outcome: Outcome) -> Answer:
    if isinstance(outcome, DomainError):
        return refusal(outcome)
    url = url_for("my.tie", tie_id=outcome.tie_id) if outcome.tie_id else url_for("ties.index")
    return Answer(201 if outcome.is_new else 200, {
        "tie_id": outcome.tie_id, "event_id": outcome.event_id, "name": outcome.name, "url": url,
        "remark": outcome.remark,
    })
