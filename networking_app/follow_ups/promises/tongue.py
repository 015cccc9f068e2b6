"""What the grammar of one language is made of: patterns over words without case, accents and apostrophes."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

# From the parts that a pattern named, as numbers, and the day on which it was said, to the day that is meant.
Meaning = Callable[[Mapping[str, int], date], date | None]


@dataclass(frozen=True)
class Pattern:
    """Compiled when first asked: four grammars take a fifth of a second of each start, and few processes read notes."""

    text: str

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.text)


@dataclass(frozen=True)
class Said:
    """One way to name a day. What sets a `deadline` is more likely to be meant than another day in the same words."""

    pattern: Pattern
    meaning: Meaning


@dataclass(frozen=True, eq=False)
class Tongue:
    """A language; in the patterns of promises a DATE stands where a day was named."""

    code: str
    numbers: Mapping[str, int]
    dates: Sequence[Said]
    # A day that is bound to something else: "from Friday", "Friday's talk".
    bound: Pattern
    # Something else that takes place on the day: "to the party on Friday".
    occasion: Pattern
    deadline: Pattern
    # What parts a sentence besides the comma, where each part may promise something.
    joints: Pattern
    promises: Sequence[Pattern]
    # Only after a promise in the same sentence, or after a word like "promised:".
    more: Sequence[Pattern]
    announced: Pattern
    never: Pattern
    # How the words of a promise begin that need not be kept: "I will".
    opening: Pattern
    common: frozenset[str]


DATE = "\N{LOZENGE}"


def either(words: str) -> str:
    """A group of alternatives, the longest first, so that none hides behind its beginning."""
    return "(?:" + "|".join(sorted(words.split("|"), key=len, reverse=True)) + ")"


def pattern(text: str, **groups: str) -> Pattern:
    """Whole words; `{name}` in the text stands for one of those groups."""
    for name, group in groups.items():
        text = text.replace("{" + name + "}", group)
    return Pattern(rf"(?<!\w)(?:{text})(?!\w)")


def segment(text: str, **groups: str) -> Pattern:
    """What a part of a sentence must begin with."""
    for name, group in groups.items():
        text = text.replace("{" + name + "}", group)
    return Pattern(rf"(?:{text})(?!\w)")


def segments(groups: Mapping[str, str], *texts: str) -> list[Pattern]:
    return [segment(text, **groups) for text in texts]
