"""Words of scripts that put no spaces between them: Chinese, Japanese, Thai, Lao, Khmer, Burmese.

Without a dictionary, two texts of theirs share a word where they share a run of letters long enough to say something.
"""

import re
from collections.abc import Collection
from os.path import commonprefix

from networking_app.cards.stop_words import UNSPACED_PHRASES
from networking_app.formats.folding import fold
from networking_app.formats.graphemes import graphemes

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_HIRAGANA, _KATAKANA = "\u3041-\u309f", "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
_THAI, _LAO = "\u0e01-\u0e3a\u0e40-\u0e4e", "\u0e81-\u0ebd\u0ec0-\u0ece\u0edc-\u0edf"
_BURMESE, _KHMER = "\u1000-\u103f\u1050-\u108f\u109a-\u109f\uaa60-\uaa7f", "\u1780-\u17d3\u17d7\u17dc\u17dd"
# A letter of Han says as much as a syllable or two; of the other scripts it takes four.
_LONG = {_HAN: 2, **dict.fromkeys((_HIRAGANA, _KATAKANA, _THAI, _LAO, _BURMESE, _KHMER), 4)}
_ANY = re.compile(f"[{''.join(_LONG)}]")
_RUN = re.compile("|".join(f"([{script}]+)" for script in _LONG))
_LETTERS = list(_LONG.values())
# "And" of Chinese stands between; in Japanese words it stands first or last.
_AND = re.compile(f"(?<=[{_HAN}])\u548c(?=[{_HAN}])")
_ALONE = re.compile(rf"(?<!\w)[{_HAN}](?!\w)")


def apart(folded: str) -> tuple[str, set[str]]:
    """A folded text without its runs of such scripts, and the pieces of these that say something.

    A piece is two letters of Han or four of another script; a shorter run is a piece of its own.
    """
    if not _ANY.search(folded):
        return folded, set()
    pieces = set(_ALONE.findall(folded)) - UNSPACED_PHRASES.keys() - {"\u548c"}
    text = _AND.sub(" ", folded)
    for phrase, space in UNSPACED_PHRASES.items():
        text = text.replace(phrase, space)
    for run in _RUN.finditer(text):
        letters, long = run[0], _LETTERS[(run.lastindex or 1) - 1]
        if len(letters) > 1:
            pieces.update(letters[at:at + long] for at in range(max(len(letters) - long, 0) + 1))
    return _RUN.sub(" ", text), pieces


def is_piece(word: str) -> bool:
    """Whether a word is a piece of such a run."""
    return _ANY.match(word) is not None


def shared_run(piece: str, texts: Collection[str]) -> str:
    """The longest run of letters around a piece that all the texts share, as the first of them writes it."""
    parts = [fold(text).partition(piece) for text in texts]
    before = commonprefix([part[0][::-1] for part in parts])[::-1]
    after = commonprefix([part[2] for part in parts])
    runs = (run[0] for run in _RUN.finditer(before + piece + after))
    return _as_written(next((run for run in runs if piece in run), piece), next(iter(texts), piece))


def _as_written(folded: str, text: str) -> str:
    """The part of a text that folds to that."""
    letters = list(graphemes(text))
    for first in range(len(letters)):
        for end in range(first + 1, len(letters) + 1):
            part = fold("".join(letters[first:end]))
            if part == folded:
                return "".join(letters[first:end]).strip()
            if not folded.startswith(part):
                break
    return folded
