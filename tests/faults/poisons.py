"""What the server must refuse, one by one: unknown, somebody else's, malformed, too large."""

import uuid
from typing import Any

from tests.faults.writing import Kinds, Pen


def _unknown_code(pen: Pen) -> None:
    pen.add("scan", poison="unknown code", code="Z" * 26, via="camera", note=pen.words(), tags=[], join=False, name="",
            about="nobody")


def _somebody_elses(pen: Pen) -> None:
    stranger = 10**12 + pen.random.randrange(10**6)
    poisons = (
        ("note", {"tie": str(stranger), "text": pen.words()}), ("complete", {"follow_up": stranger}),
        ("edit_note", {"tie": str(pen.known().id), "note": str(stranger), "text": "x"}),
        ("finding", {"target": stranger, "answer": "found"}), ("want", {"event": stranger, "text": "tea"}),
        ("edit_owed", {"tie": str(pen.known().id), "owed": str(stranger), "text": "tea"}),
        ("note", {"tie": f"scan:{uuid.UUID(int=pen.random.getrandbits(128), version=4)}", "text": pen.words()}),
    )
    kind, fields = pen.random.choice(poisons)
    pen.add(kind, poison="not there", **fields)


def _malformed(pen: Pen) -> None:
    tie = str(pen.known().id)
    step = pen.known().follow_ups[-1]  # on which nobody decides: what comes too late may say what it wants
    poisons: tuple[tuple[str, dict[str, Any]], ...] = (
        *(("note", {"tie": tie, "text": text}) for text in ("", "x" * 4001, 7, "nul \x00", "half \ud83d")),
        ("note", {"text": "x"}), ("note", {"tie": {"id": tie}, "text": "x"}), ("note", {"tie": "9" * 30, "text": "x"}),
        ("tag", {"tie": tie, "name": "x" * 41}), ("talked", {"tie": tie, "channel": "smoke", "direction": "in"}),
        ("snooze", {"follow_up": step, "until": "yesterday"}), ("snooze", {"follow_up": step, "until": "9999-99-99"}),
        ("complete", {"follow_up": "seven"}), ("complete", {"follow_up": 10**30}), ("by_hand", {"name": ""}),
        ("by_hand", {"name": "Eve", "email": "nowhere"}), ("scan", {"code": "https://elsewhere.example/c/1"}),
        ("sing", {"tie": tie}), ("untalked", {"tie": tie, "interaction": "never"}), ("scan", {"code": ["x"]}),
        ("finding", {"target": "nobody", "answer": "found"}), ("want", {"event": pen.event_id, "text": " "}),
        ("edit_note", {"tie": tie, "note": str(pen.known().note)}), ("edit_owed", {"tie": tie, "owed": "nobody"}),
    )
    kind, fields = pen.random.choice(poisons)
    pen.add(kind, poison="malformed", **fields)


def _too_large(pen: Pen) -> None:
    pen.add("note", poison="too large", tie=str(pen.known().id), text="x" * 400_000)


POISONS: Kinds = {
    "unknown code": (_unknown_code, 1.5), "not there": (_somebody_elses, 1.5), "malformed": (_malformed, 3),
    "too large": (_too_large, 0.15),
}
