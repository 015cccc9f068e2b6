"""Words that several people used for what they will remember of somebody."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from networking_app.cards.unspaced import is_piece, shared_run
from networking_app.cards.words import words_of
from networking_app.clock import now
from networking_app.formats.folding import fold
from networking_app.standing.remembering import Text

# What one person alone says is no trend yet.
WRITERS = 2
LATELY = timedelta(days=90)
_AROUND = re.compile(r"^\W+|[^\w+#]+$")


@dataclass(frozen=True)
class Word:
    """A word, folded and as it is written most often; how many people used it, and how many of them did so lately."""

    word: str
    written: str
    people: int
    lately: int


def words_in(texts: Collection[Text]) -> Iterator[Word]:
    """The words that more than one person used, the most frequent first."""
    using: dict[str, list[Text]] = defaultdict(list)
    for text in texts:
        for word in words_of(text.text):
            using[word].append(text)
    spelled = _spellings(texts)
    counted = (_counted(word, spelled.get(word, word), used) for word, used in using.items())
    runs: list[str] = []
    for one in sorted(counted, key=lambda one: (-one.people, -one.lately, one.word)):
        if one.people < WRITERS:
            return
        if not is_piece(one.word):
            yield one
        elif not any(one.word in run for run in runs):
            # A run has as many pieces as letters: it is put together once, not for each of them.
            yield (whole := _whole(one, using[one.word]))
            runs.append(whole.word)


def _counted(word: str, written: str, used: Collection[Text]) -> Word:
    lately = {text.writer_id for text in used if text.written_at > now() - LATELY}
    return Word(word, written, len({text.writer_id for text in used}), len(lately))


def _whole(piece: Word, used: Collection[Text]) -> Word:
    """What those who wrote a piece of a few letters all wrote around it."""
    written = shared_run(piece.word, [text.text for text in used])
    return replace(piece, word=fold(written), written=written)


def _spellings(texts: Iterable[Text]) -> dict[str, str]:
    """By word how it is written most often."""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for part, times in Counter(" ".join(text.text for text in texts).split()).items():
        words = words_of(part)
        if len(words) == 1:
            spelled[words.pop()][_AROUND.sub("", part)] += times
    return {word: max(forms, key=lambda form: (forms[form], form)) for word, forms in spelled.items()}
