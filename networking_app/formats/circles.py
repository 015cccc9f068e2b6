"""Circles, professions and hobbies by name, as a person types them into one line."""

import re
from collections.abc import Iterable

from networking_app.formats.folding import fold

MOST, LONGEST = 12, 40
_BETWEEN = re.compile(r"[,;،؛、，\n]")


def circles_in(line: str) -> list[str]:
    """The names between the commas of any script, each only once however it is spelled, in the order typed."""
    names = (" ".join(part.split()).lstrip("# ") for part in _BETWEEN.split(line))
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(circle_word(name), name)
    return [name for word, name in first.items() if word]


def circle_word(name: str) -> str:
    """The name as two people's circles are compared: without case and accents."""
    return fold(name)


def line_of(circles: Iterable[str]) -> str:
    """The circles in one line again, as they are typed."""
    return ", ".join(circles)
