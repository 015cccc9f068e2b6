"""What people have written, made fit for a mail: mail programs turn words into links and mix up directions."""

import re
import unicodedata

# Embeddings, overrides and isolates: with one of them a name could turn round the words that follow it.
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufff9-\uffff]")
_LINKABLE = re.compile(r"(?<=[.:@/])(?=\w|/)")
WORD_JOINER, FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2060", "\u2068", "\u2069"
RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


def one_line(text: str) -> str:
    """The text without line breaks, controls and marks of direction."""
    return " ".join(_CONTROLS.sub("", _DIRECTIONS.sub("", text)).split())


def unlinked(text: str) -> str:
    """One line of somebody else's, in which no mail program finds an address to make a link of."""
    return _LINKABLE.sub(WORD_JOINER, one_line(text))


def cut(text: str, most: int) -> str:
    """At most that many characters, cut between two words where there are any, with an ellipsis."""
    if len(text) <= most:
        return text
    short = text[:most - 1]
    words = short.rpartition(" ")[0]
    return (words if len(words) > most // 2 else short).rstrip() + "…"


def isolated(text: str) -> str:
    """For plain text: words that run from right to left do not turn round what stands beside them."""
    if any(unicodedata.bidirectional(character) in RIGHT_TO_LEFT for character in text):
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
    return text
