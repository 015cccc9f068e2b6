"""How many promises in notes are found, how many that are none, and what it takes: `python -m bench.promises`."""

import statistics
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from time import process_time

from networking_app.follow_ups.promises import promises_in

CORPUS = Path(__file__).parents[1] / "tests" / "follow_ups" / "promise_corpus.tsv"
SAID_ON = date(2026, 11, 26)
ROUNDS = 5
Row = tuple[str, str, list[str]]


def rows() -> list[Row]:
    """Language, note, and the days of what it promises."""
    lines = (line.split("\t") for line in CORPUS.read_text(encoding="utf-8").splitlines())
    return [(language, note.replace("\\n", "\n"), [] if expected == "none" else expected.split("; "))
            for language, note, expected in lines]


def report(language: str, notes: Sequence[Row]) -> None:
    right = found = there = 0
    for _language, note, expected in notes:
        days = [one.due_on.isoformat() if one.due_on else "undated" for one in promises_in(note, SAID_ON)]
        right += sum(min(days.count(day), expected.count(day)) for day in {*expected})
        found, there = found + len(days), there + len(expected)
    print(f"{language}: {len(notes)} notes, precision {right}/{found}, recall {right}/{there}")


def milliseconds(notes: Sequence[str]) -> float:
    started = process_time()
    for note in notes:
        promises_in(note, SAID_ON)
    return (process_time() - started) * 1000 / len(notes)


def main() -> None:
    corpus = rows()
    for language in ("en", "de", "fr", "es"):
        report(language, [row for row in corpus if row[0] == language])
    notes = [note for _language, note, _expected in corpus]
    typical = statistics.median(milliseconds(notes) for _ in range(ROUNDS))
    print(f"{typical:.2f} ms of CPU a note")
    for length in (2_000, 4_000, 8_000):
        text = ("next week " * length)[:length]
        taken = statistics.median(milliseconds([text]) for _ in range(ROUNDS))
        print(f"{taken:.0f} ms for {length} characters of nothing but days")


if __name__ == "__main__":
    main()
