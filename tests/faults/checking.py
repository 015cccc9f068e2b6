"""Nothing lost, nothing doubled: what the phone says and what the database holds beside what was written."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.faults.expecting import DECISIONS, Expected, expected, in_order
from tests.faults.found import Found
from tests.faults.plan import Trial

Report = dict[str, Any]
CHECKS = (
    "every write that was not refused is in the database once: scans, notes, contacts, tags, people, arrivals",
    "nothing else is there; texts, tags and who they belong to are as written; notes keep their order",
    "of decisions the last one stands",
    "in the outbox is what was refused, with the reason, and what builds on it; nothing else",
    "each write was answered 201 at most once, and always with the same body",
)


def violations(trial: Trial, report: Report, found: Found) -> list[str]:
    """What is wrong, in sentences; none when all is well."""
    if "failure" in report:
        return [str(report["failure"])]
    wanted = expected(trial.person, trial.writes)
    ties = _ties(found)
    parts = (_outbox(trial, report), _answers(trial, report), _rows(wanted, found), _words(wanted, found),
             _people(wanted, found, ties), _tags(wanted, found, ties), _decided(wanted, found))
    return [sentence for part in parts for sentence in part]


def _outbox(trial: Trial, report: Report) -> Iterator[str]:
    left = {row["id"]: row for row in report["left"]}
    stuck = {write.id: write for write in trial.writes if write.stuck}
    if left.keys() != stuck.keys():
        lost, stayed = stuck.keys() - left.keys(), left.keys() - stuck.keys()
        yield f"the outbox misses {_named(trial, lost)} and still has {_named(trial, stayed)}"
    for id in left.keys() & stuck.keys():
        row, error = left[id], left[id]["error"]
        refused = row["state"] == "refused" and error and 400 <= error["status"] < 500 and error["title"]
        if stuck[id].poison and not refused:
            yield f"{_named(trial, [id])} is not refused with a reason: {row}"


def _named(trial: Trial, ids: Any) -> str:
    writes = {write.id: write for write in trial.writes}
    return ", ".join(f"{writes[id].kind} {writes[id].poison} {id}" if id in writes else id for id in ids) or "nothing"


def _answers(trial: Trial, report: Report) -> Iterator[str]:
    stuck = {write.id for write in trial.writes if write.stuck}
    for id, answers in report["told"].items():
        statuses = [status for status, _ in answers]
        if id in stuck:
            if any(status < 400 for status in statuses):
                yield f"{_named(trial, [id])} was answered {statuses}"
        elif not all(status in (200, 201) for status in statuses) or statuses.count(201) > 1:
            yield f"{_named(trial, [id])} was answered {answers}"
        elif any(body != answers[0][1] for _, body in answers):
            yield f"{_named(trial, [id])} was answered in two ways: {answers}"


def _rows(wanted: Expected, found: Found) -> Iterator[str]:
    others = {write.id for write in wanted.arrived if write.kind != "scan"}
    yield from _same("scans", wanted.scans, [row.client_id for row in found.scans])
    yield from _same("arrivals", others, [row.client_id for row in found.arrivals])
    yield from _same("notes", set(wanted.notes), [row.client_id for row in found.notes if row.client_id])
    yield from _same("contacts", wanted.contacts, [row.client_id for row in found.contacts if row.client_id])


def _same(name: str, wanted: set[str], found: list[str]) -> Iterator[str]:
    there = Counter(found)
    lost, strange = wanted - there.keys(), there.keys() - wanted
    doubled = [id for id, times in there.items() if times > 1]
    if lost or strange or doubled:
        yield f"{name}: lost {sorted(lost)}, doubled {doubled}, nobody wrote {sorted(strange)}"


def _words(wanted: Expected, found: Found) -> Iterator[str]:
    notes = {row.client_id: row for row in found.notes if row.client_id}
    for id in wanted.notes.keys() & notes.keys():
        if notes[id].text != wanted.notes[id] or bool(notes[id].replaced_at) == bool(wanted.notes[id]):
            yield f"note {id} says {notes[id].text[:40]!r} in place of {wanted.notes[id][:40]!r}"
    for ids in in_order(wanted):
        rows = [notes[id] for id in ids if id in notes]
        if any(a.written_at >= b.written_at for a, b in zip(rows, rows[1:], strict=False)):
            yield f"the notes {ids} are not in the order of writing"
    for row in found.notes:
        if row.client_id is None and bool(row.replaced_at) != (row.id in wanted.replaced):
            yield f"note {row.id}, known before, {'went' if row.replaced_at else 'stayed'}"
    for row in found.contacts:
        if row.client_id is None and row.id in wanted.taken_away:
            yield f"contact {row.id} was taken away and is still there"


def _ties(found: Found) -> dict[str, int | None]:
    """By client id the tie that the write is at."""
    met = {row.id: row.tie_id for row in found.encounters}
    ties = {row.client_id: row.answer["tie_id"] for row in found.arrivals}
    ties |= {row.client_id: row.tie_id for row in (*found.notes, *found.contacts)}
    return ties | {row.client_id: met.get(row.encounter_id) for row in found.scans}


def _people(wanted: Expected, found: Found, ties: dict[str, int | None]) -> Iterator[str]:
    if len(found.ties) != len(wanted.people):
        yield f"{len(found.ties)} ties for {len(wanted.people)} people: {sorted(wanted.people)}"
    about = {write.about: ties.get(write.id) for write in wanted.arrived}
    for write in wanted.arrived:
        if ties.get(write.id) is None or ties[write.id] != about[write.about]:
            yield f"{write.kind} {write.id} about {write.about} is at tie {ties.get(write.id)}"
        if write.about.isdigit() and ties.get(write.id) != int(write.about):
            yield f"{write.kind} {write.id} about tie {write.about} is at tie {ties.get(write.id)}"
    if len(set(about.values())) != len(about):
        yield f"two people share a tie: {about}"


def _tags(wanted: Expected, found: Found, ties: dict[str, int | None]) -> Iterator[str]:
    about = {write.about: ties.get(write.id) for write in wanted.arrived}
    there = Counter((row.tie_id, row.name) for row in found.tags)
    all_wanted = Counter((about[whose], name) for whose, names in wanted.tags.items() for name in names)
    if there != all_wanted:
        yield f"tags: lost {all_wanted - there}, too many {there - all_wanted}"


def _decided(wanted: Expected, found: Found) -> Iterator[str]:
    rows = {row.id: row for row in found.steps}
    decisions = [write for write in wanted.arrived if write.kind in DECISIONS]
    for step, states in wanted.states.items():
        if _state(rows[step]) not in states:
            decided = [(write.kind, write.device) for write in decisions if write.fields["follow_up"] == step]
            yield f"follow-up {step} is {_state(rows[step])} after {decided}"


def _state(row: Any) -> str:
    if row.completed_at or row.skipped_at:
        return "done" if row.completed_at else "skipped"
    return "put off" if row.snoozed_until else "open"
