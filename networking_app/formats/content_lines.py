"""The text lines that vCard and iCalendar share (RFC 2425 section 5.8, RFC 5545 section 3.1)."""

import re
from collections.abc import Iterator

LINE_OCTETS = 75

# Readers that split with splitlines() break at each of these, so none may reach a file as it is.
_LINE_ENDS = re.compile("\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


def clean(text: str) -> str:
    r"""The text with every kind of line end as `\n`, tabs as spaces, other control characters and surrogates gone."""
    if text.isprintable():
        return text
    return _UNWRITABLE.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))


def escape(text: str) -> str:
    """A TEXT value as it stands in a content line (RFC 2426 section 4, RFC 5545 section 3.3.11)."""
    return escape_cleaned(clean(text))


def escape_cleaned(text: str) -> str:
    """The same of a text that `clean` has made."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fold(line: str) -> str:
    """The line with its CRLF, cut so that no piece is longer than 75 octets and no character is torn."""
    octets = line.encode()
    return ("\r\n ".join(_pieces(octets)) if len(octets) > LINE_OCTETS else line) + "\r\n"


def _pieces(octets: bytes) -> Iterator[str]:
    start, room = 0, LINE_OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0b1100_0000 == 0b1000_0000:
            end -= 1
        yield octets[start:end].decode()
        start, room = end, LINE_OCTETS - 1
    yield octets[start:].decode()
