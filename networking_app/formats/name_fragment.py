"""The first name that a code on a screen carries behind "#", for scanners without a network."""

import re
from itertools import accumulate

from networking_app.formats.graphemes import graphemes, plain_line
from networking_app.formats.vcard import name_parts

MOST_OCTETS = 20

# What has a meaning in an address or ends one in running text; letters of every script stand as they are.
_ENCODED = re.compile(r'[ "#%<>\[\\\]^`{|}]')


def name_fragment(full_name: str) -> str:
    """The given name as it stands in a fragment, or empty: whole words or else characters, at most 20 octets."""
    words = name_parts(plain_line(full_name))[1].split()
    if not words:
        return ""
    by_words = [" ".join(words[:count]) for count in range(len(words), 0, -1)]
    by_characters = reversed(list(accumulate(graphemes(words[0]))))
    tried = map(_encoded, (*by_words, *by_characters))
    return next((text for text in tried if len(text.encode()) <= MOST_OCTETS), "")


def _encoded(text: str) -> str:
    return _ENCODED.sub(lambda found: f"%{ord(found[0]):02X}", text)
