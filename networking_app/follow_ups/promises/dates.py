"""The days that are named in a text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from re import Match

from networking_app.follow_ups.promises.tongue import Pattern, Tongue

FARTHEST = timedelta(days=730)


@dataclass(frozen=True)
class Named:
    """Where in the text a day is named, and which one; None when it is past, too far or bound to something else."""

    start: int
    end: int
    day: date | None
    is_deadline: bool = False


def days_named(folded: str, tongue: Tongue, said_on: date) -> list[Named]:
    """The days in their order; where two patterns meet, the first one in the grammar counts."""
    taken = bytearray(len(folded))
    found = []
    for said in tongue.dates:
        for match in said.pattern.compiled.finditer(folded):
            start, end = match.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                day = _within_reach(said.meaning(dict(_numbers(match, tongue)), said_on), said_on)
                found.append(_named(folded, tongue, match, day))
    return sorted(found, key=lambda one: one.start)


def _numbers(match: Match[str], tongue: Tongue) -> Iterator[tuple[str, int]]:
    for name, text in match.groupdict().items():
        if text:
            yield name, int(text) if text.isdecimal() else tongue.numbers[text]


def _within_reach(day: date | None, said_on: date) -> date | None:
    return day if day and said_on <= day <= said_on + FARTHEST else None


def _named(folded: str, tongue: Tongue, match: Match[str], day: date | None) -> Named:
    start, end = match.span()
    is_deadline = bool(tongue.deadline.compiled.match(folded, start))
    occasion = not is_deadline and _ends_with(folded[max(0, start - 40):start], tongue.occasion)
    if occasion or _ends_with(folded[max(0, start - 20):start], tongue.bound) or folded[end:end + 3] in (" s ", " s"):
        day = None
    return Named(start, end, day, is_deadline)


def _ends_with(text: str, pattern: Pattern) -> bool:
    return any(match.end() == len(text) for match in pattern.compiled.finditer(text))
