"""A vCard 3.0 (RFC 2426) small enough for a QR code that one phone shows and another reads."""

from collections.abc import Iterator
from itertools import accumulate

from networking_app.formats.content_lines import escape
from networking_app.formats.graphemes import graphemes, plain_line, within
from networking_app.formats.vcard import Vcard, name_parts, uri

# What 61 modules hold at level M, and how much of that a name (which stands there twice) and a line of words may take.
MOST_OCTETS = 251
MOST_IN_WORDS, MOST_IN_NOTE = 60, 90
_LEAST_WORDS = 12

_FRAME = "BEGIN:VCARD\r\nVERSION:3.0\r\n{}END:VCARD\r\n"
_ORDER = ("N", "FN", "ORG", "TITLE", "TEL", "EMAIL", "URL", "NOTE")


def small_vcard(card: Vcard) -> str:
    """At most eight properties in 251 octets: the name, one way of each kind, role, and what room there is for a note.

    Addresses are whole or left out, words are cut; lines are not folded, since many readers of codes do not unfold.
    """
    name = _cut(plain_line(card.full_name), MOST_IN_WORDS) or "?"
    lines = {"N": "N:" + ";".join(map(escape, name_parts(name))), "FN": f"FN:{escape(name)}"}
    for kind, value in _by_use(card):
        room = MOST_OCTETS - len(_framed(lines).encode()) - len(f"{kind}:\r\n")
        if value and (written := _written(kind, value, room)):
            lines[kind] = f"{kind}:{written}"
    return _framed(lines)


def _by_use(card: Vcard) -> Iterator[tuple[str, str]]:
    for kind, pairs in (("TEL", card.tels), ("EMAIL", card.emails), ("URL", card.urls)):
        yield kind, next(filter(None, (plain_line(value) for _label, value in pairs)), "")
    for kind, text in (("ORG", card.org), ("TITLE", card.title), ("NOTE", card.note)):
        yield kind, plain_line(text)


def _written(kind: str, value: str, room: int) -> str:
    if kind in ("ORG", "TITLE", "NOTE"):
        return _words(value, min(room, MOST_IN_NOTE if kind == "NOTE" else MOST_IN_WORDS))
    written = uri(value) if kind == "URL" else escape(value)
    return written if len(written.encode()) <= room else ""


def _words(text: str, room: int) -> str:
    if len(escape(text).encode()) <= room:
        return escape(text)
    cut = _cut(text, room - len("\u2026".encode())).rstrip()
    return f"{escape(cut)}\u2026" if len(cut.encode()) >= _LEAST_WORDS else ""


def _cut(text: str, octets: int) -> str:
    # Escaped, since that is what takes the room.
    beginnings = reversed(list(accumulate(graphemes(within(text, octets)))))
    return next((part for part in beginnings if len(escape(part).encode()) <= octets), "")


def _framed(lines: dict[str, str]) -> str:
    return _FRAME.format("".join(f"{lines[name]}\r\n" for name in _ORDER if name in lines))
