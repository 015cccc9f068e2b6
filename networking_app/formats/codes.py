"""The codes on badges and posters: making them, and reading what somebody typed or scanned."""

import re
import secrets
import unicodedata

# Crockford's base32: no I, L, O or U. 26 characters are 130 bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 26

# Letters that look like no other when written by hand, and no vowel or Y, so that few words come out.
SHORT_ALPHABET = "BCDFGHJKMNPQRSTVWXZ"
SHORT_LENGTH = 8
JOIN_LENGTH = 10

_READ_AS = str.maketrans("OILU", "011V")
_SHORT_READ_AS = str.maketrans("0O2568UY", "QQZSGBVV")
_MOST_TYPED = 200
_LONG_CODE_END = re.compile(rf"([0-9A-Za-z]{{{LENGTH}}})(?:#.*)?")


def new_code() -> str:
    """The code in a badge's QR: 26 characters, 130 random bits."""
    return _random(ALPHABET, LENGTH)


def new_short_code() -> str:
    """The code under a badge, for typing: 8 letters, 34 random bits, so look-ups must be rate-limited."""
    return _random(SHORT_ALPHABET, SHORT_LENGTH)


def new_join_code() -> str:
    """The code that lets somebody join an event: 10 letters, 42 random bits."""
    return _random(SHORT_ALPHABET, JOIN_LENGTH)


def read_code(text: str) -> str | None:
    """The long or short badge code in what somebody typed, or None; `len()` of it tells which of the two it is."""
    return _read(text, LENGTH, ALPHABET, _READ_AS) or _read(text, SHORT_LENGTH, SHORT_ALPHABET, _SHORT_READ_AS)


def read_join_code(text: str) -> str | None:
    """The join code in what somebody typed, or None."""
    return _read(text, JOIN_LENGTH, SHORT_ALPHABET, _SHORT_READ_AS)


def grouped(code: str) -> str:
    """The code as it is shown: in fours, a join code in fives."""
    size = 5 if len(code) == JOIN_LENGTH else 4
    return "-".join(code[at : at + size] for at in range(0, len(code), size))


def code_in_link(text: str, base_url: str) -> str | None:
    """The long code if the scanned text is a card address below our own (ASCII) base URL, else None.

    The address is compared as text, not parsed: user names, ports, backslashes and look-alike hosts cannot get in.
    """
    text, start = text.strip(), f"{base_url.rstrip('/')}/c/"
    head, rest = text[: len(start)], text[len(start) :]
    if not head.isascii() or head.lower() != start.lower():
        return None
    found = _LONG_CODE_END.fullmatch(rest)
    return read_code(found[1]) if found else None


def _random(alphabet: str, length: int) -> str:
    return "".join(secrets.choice(alphabet) for _ in range(length))


def _read(text: str, length: int, alphabet: str, read_as: dict[int, int]) -> str | None:
    if len(text) > _MOST_TYPED:
        return None
    bare = text if text.isalnum() and text.isascii() else _joined(text)
    code = bare.upper().translate(read_as)
    return code if bare.isascii() and len(code) == length and set(code) <= set(alphabet) else None


def _joined(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKC", text) if not _separates(letter))


def _separates(letter: str) -> bool:
    # Dashes of every kind, spaces, and the invisible marks that copying out of a chat brings along.
    return letter.isspace() or unicodedata.category(letter) in ("Pd", "Cf")
