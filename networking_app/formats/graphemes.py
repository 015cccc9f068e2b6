"""Cutting texts between what people see as characters (Unicode UAX 29), and what must not stand in a line of text."""

import re
import unicodedata
from collections.abc import Iterator

# Behind a joiner, and behind the signs that stand before their number or consonant.
_HOLDS = re.compile("[\u200d\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e]")
_JOINS = re.compile(
    # Joiners, voiced marks, Thai and Lao AM, jamo after the first, skin tones, the letters of a flag's tag.
    "[\u200c\u200d\uff9e\uff9f\u0e33\u0eb3\u1160-\u11ff\ud7b0-\ud7ff\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
)
_FLAG_LETTER = re.compile("[\U0001f1e6-\U0001f1ff]")
_FIRST_JAMO = re.compile("[\u1100-\u115f\ua960-\ua97f]")
_VIRAMA = 9
# Marks that turn the direction of what follows, invisible fillers and joints: no name needs them.
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")


def graphemes(text: str) -> Iterator[str]:
    """The text in pieces none of which may be cut; where in doubt (conjuncts, odd marks), pieces are larger."""
    piece = ""
    for letter in text:
        if piece and not _belongs(letter, piece):
            yield piece
            piece = ""
        piece += letter
    if piece:
        yield piece


def within(text: str, octets: int) -> str:
    """The longest beginning of whole characters that takes so many octets of UTF-8 at most."""
    kept = ""
    for piece in graphemes(text):
        octets -= len(piece.encode())
        if octets < 0:
            break
        kept += piece
    return kept


def plain_line(text: str) -> str:
    """The text in NFC on one line, without control characters, surrogates and marks of direction."""
    return " ".join("".join(filter(_is_seen, unicodedata.normalize("NFC", _UNSEEN.sub("", text)))).split())


def _is_seen(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cs")


def _belongs(letter: str, piece: str) -> bool:
    last = piece[-1]
    if _HOLDS.match(last) or _JOINS.match(letter) or unicodedata.category(letter).startswith("M"):
        return True
    if unicodedata.combining(last) == _VIRAMA:
        return unicodedata.category(letter) == "Lo"
    if _FIRST_JAMO.match(last):
        return bool(_FIRST_JAMO.match(letter)) or "\uac00" <= letter <= "\ud7a3"
    return bool(_FLAG_LETTER.match(letter) and _FLAG_LETTER.fullmatch(piece))
