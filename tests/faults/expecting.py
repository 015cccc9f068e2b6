"""What the database must hold of one person once everything has arrived: worked out from what was written alone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from tests.faults.people import Person
from tests.faults.writing import Write

PERSON_MAKERS = ("scan", "by_hand")
TEXTS = ("note", "edit_note")
NOTED = (*TEXTS, *PERSON_MAKERS, "talked")
DECISIONS = ("complete", "skip", "reopen", "snooze", "unsnooze")
STATES = {"complete": {"done"}, "skip": {"skipped"}, "reopen": {"open", "put off"}, "snooze": {"put off"},
          "unsnooze": {"open", "done", "skipped"}}  # what was put off may have been done meanwhile


@dataclass
class Expected:
    """Client ids of what arrives, by kind of row, and what stands at the end."""

    arrived: list[Write]
    scans: set[str] = field(default_factory=set)
    # Texts by client id; empty for a note in whose place another stands, or none.
    notes: dict[str, str] = field(default_factory=dict)
    contacts: set[str] = field(default_factory=set)
    # By whom they belong to.
    tags: dict[str, set[str]] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)
    # Of what the phone knew before: notes in whose place another stands, contacts taken away, states of steps.
    replaced: set[int] = field(default_factory=set)
    taken_away: set[int] = field(default_factory=set)
    states: dict[int, set[str]] = field(default_factory=dict)


def expected(person: Person, writes: Iterable[Write]) -> Expected:
    """Last writer wins; what cannot be done, and what builds on it, has no trace."""
    seen = Expected(sorted((write for write in writes if not write.stuck), key=lambda write: write.made))
    seen.people = {str(known.id) for known in person.ties}
    seen.states = {step: {"open"} for known in person.ties for step in known.follow_ups}
    for write in seen.arrived:
        _words(seen, write)
        _contacts(seen, write)
        _tags(seen, write)
        if write.kind in PERSON_MAKERS:
            seen.people.add(write.about)
        if write.kind == "scan":
            seen.scans.add(write.id)
        if write.kind in DECISIONS:
            seen.states[write.fields["follow_up"]] = STATES[write.kind]
    return seen


def _words(seen: Expected, write: Write) -> None:
    text = write.fields.get("text" if write.kind in TEXTS else "note", "") if write.kind in NOTED else ""
    if text:
        seen.notes[write.id] = text.strip()
    if write.kind != "edit_note":
        return
    name, _, client_id = str(write.fields["note"]).partition(":")
    if client_id:
        seen.notes[client_id] = ""
    else:
        seen.replaced.add(int(name))


def _contacts(seen: Expected, write: Write) -> None:
    if write.kind == "talked":
        seen.contacts.add(write.id)
    if write.kind == "untalked":
        name, _, client_id = write.fields["interaction"].partition(":")
        seen.contacts.discard(client_id)
        if not client_id:
            seen.taken_away.add(int(name))


def _tags(seen: Expected, write: Write) -> None:
    tags = seen.tags.setdefault(write.about, set())
    if write.kind in PERSON_MAKERS:
        tags |= set(write.fields["tags"])
    elif write.kind == "tag":
        tags.add(write.fields["name"])
    elif write.kind == "untag":
        tags.discard(write.fields["name"])


def in_order(expected: Expected) -> list[list[str]]:
    """Client ids of notes of one person from one device, in the order of writing."""

    def place(write: Write) -> tuple[int, str]:
        return write.device, write.about

    noted = sorted((w for w in expected.arrived if w.id in expected.notes and w.kind != "edit_note"), key=place)
    return [[write.id for write in group] for _, group in groupby(noted, place)]
