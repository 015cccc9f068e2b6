"""Text as the grammars read it: without case, accents, apostrophes and spare spaces, each character in its place."""

import re
import unicodedata

_SPACES = re.compile(r"[^\S\n]+")
_BETWEEN_LETTERS = re.compile(r"(?<=[^\W\d])[-\u2010\u2011](?=[^\W\d])")
_QUOTES = str.maketrans({mark: " " for mark in "'\u2019\u02bc`\u00b4\"\u201c\u201d\u201e\u00ab\u00bb"})


def lines_of(text: str) -> list[str]:
    """The lines of a text with single spaces and without bullets."""
    lines = (_SPACES.sub(" ", line).strip(" -*\u2022\u2013\u2014\u2192>\u2610\u00b7") for line in text.splitlines())
    return [line for line in lines if line]


def folded(line: str) -> str:
    """As long as the line itself, so that places in one are places in the other."""
    plain = "".join(map(_folded, line)).translate(_QUOTES)
    return _BETWEEN_LETTERS.sub(" ", plain)


def _folded(character: str) -> str:
    lower = character.lower()
    base = unicodedata.normalize("NFD", lower if len(lower) == 1 else character)[0]
    return base if not unicodedata.combining(base) else " "
