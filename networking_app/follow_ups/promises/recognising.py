"""From a note to what it promises: sentences, their parts, and what the grammar of each language makes of a part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from networking_app.follow_ups.promises.dates import Named, days_named
from networking_app.follow_ups.promises.english import ENGLISH
from networking_app.follow_ups.promises.folding import folded, lines_of
from networking_app.follow_ups.promises.french import FRENCH
from networking_app.follow_ups.promises.german import GERMAN
from networking_app.follow_ups.promises.spanish import SPANISH
from networking_app.follow_ups.promises.tongue import DATE, Tongue

TONGUES = (ENGLISH, GERMAN, FRENCH, SPANISH)
MOST, LONGEST = 5, 100
# What stands after a label of so few words is of its kind: "Hobbies: write letters".
LABEL = 2
_WORD = re.compile(r"\w+")
# A title before a name ends no sentence.
_TITLES = "".join(rf"(?<!\b{title})" for title in ("dr", "mr", "ms", "st", "mrs", "prof", "mme", "sra"))
_SENTENCE = re.compile(rf"(?:{_TITLES}[.]|[!?;\u2026])+(?=\s|$)")
_PART = r",(?=\s|$)|:(?=\s|$)| [-\u2013\u2014/+&] |[()\[\]|\u2192]"
_EDGE = " ,.;:!?-\u2013\u2014()[]/\u2026\u00a1"
_BEGINNINGS = re.compile(r"(?:and|but|so|also|und|aber|et|mais|y|pero|e) (?=\S)")


@dataclass(frozen=True)
class Promise:
    """What is to be done, in the writer's words, and by when if they said so."""

    text: str
    due_on: date | None
    language: str


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    promise: Promise


def promises_in(text: str, said_on: date) -> list[Promise]:
    """The promises of a note, in their order; no day is past or farther than two years."""
    found = [promise for line in lines_of(text) for promise in _in_line(line, said_on)]
    return list(dict.fromkeys(found))[:MOST]


def _in_line(line: str, said_on: date) -> list[Promise]:
    plain = folded(line)
    found: list[_Found] = []
    for tongue in _tongues(plain):
        for one in _Reading(tongue, line, plain, said_on).promises():
            if all(one.end <= other.start or other.end <= one.start for other in found):
                found.append(one)
    return [one.promise for one in sorted(found, key=lambda one: one.start)]


def _tongues(plain: str) -> list[Tongue]:
    """The languages that the line can be in, the likeliest first."""
    words = _WORD.findall(plain)
    score = {tongue: sum(word in tongue.common for word in words) for tongue in TONGUES}
    best = max(score.values())
    return sorted((tongue for tongue in TONGUES if 2 * score[tongue] >= best - 1), key=lambda tongue: -score[tongue])


class _Reading:
    """One line read in one language; days stand in the masked text as one sign each."""

    def __init__(self, tongue: Tongue, line: str, plain: str, said_on: date) -> None:
        self.tongue, self.line = tongue, line
        self.masked, self.places, self.days = _masked(plain, days_named(plain, tongue, said_on))
        self.parting = re.compile(f"{_PART}|{tongue.joints.text}")

    def promises(self) -> Iterator[_Found]:
        for start, end, ending in _pieces(_SENTENCE, self.masked, 0, len(self.masked)):
            if "?" not in ending and "\u00bf" not in self.masked[start:end]:
                yield from self._in_sentence(start, end)

    def _in_sentence(self, start: int, end: int) -> Iterator[_Found]:
        announced = blocked = False
        last: tuple[int, int, Named | None] | None = None
        waiting: Named | None = None
        for begin, stop, ending in _pieces(self.parting, self.masked, start, end):
            begin, stop = self._trimmed(begin, stop)
            part = self.masked[begin:stop]
            day = self._day_in(begin, stop)
            if part == DATE:
                if last and last[2] is None:
                    last = (last[0], last[1], day)
                else:
                    waiting = day
                continue
            if self.tongue.announced.compiled.fullmatch(part) or (announced and not part):
                announced = True
                continue
            if ending == ":" and part.count(" ") < LABEL and not self._promised(part, announced):
                blocked = True
            if not part or blocked or not self._promised(part, announced):
                continue
            if last:
                yield self._found(*last)
            last, waiting, announced = (begin, stop, day or waiting), None, announced
        if last:
            yield self._found(*last)

    def _trimmed(self, begin: int, stop: int) -> tuple[int, int]:
        part = self.masked[begin:stop]
        begin, stop = begin + len(part) - len(part.lstrip(_EDGE)), stop - (len(part) - len(part.rstrip(_EDGE)))
        beginning = _BEGINNINGS.match(self.masked, begin, max(begin, stop))
        return (beginning.end() if beginning else begin), max(begin, stop)

    def _promised(self, part: str, announced: bool) -> bool:
        if self.tongue.never.compiled.search(part):
            return False
        patterns = (*self.tongue.promises, *(self.tongue.more if announced else ()))
        return any(pattern.compiled.match(part) for pattern in patterns)

    def _day_in(self, begin: int, stop: int) -> Named | None:
        there = [self.days[place] for place in range(begin, stop) if self.masked[place] == DATE and place in self.days]
        return next((day for day in there if day.is_deadline), there[0] if there else None)

    def _found(self, begin: int, stop: int, day: Named | None) -> _Found:
        start, end = self.places[begin], self.places[stop - 1] + 1
        opening = self.tongue.opening.compiled.match(self.masked, begin, stop)
        words_from = self.places[opening.end()] if opening and opening.end() < stop else start
        for place in range(begin, stop):
            if place in self.days:
                end = max(end, self.days[place].end) if place == stop - 1 else end
        words = self.line[words_from:end]
        if day and words_from <= day.start < end:
            words = f"{self.line[words_from:day.start]} {self.line[day.end:end]}"
        return _Found(start, end, Promise(_tidy(words), day.day if day else None, self.tongue.code))


def _masked(plain: str, named: list[Named]) -> tuple[str, list[int], dict[int, Named]]:
    """The text with DATE for every day, the place in the text of each of its characters, and the days by place."""
    pieces: list[str] = []
    places: list[int] = []
    days: dict[int, Named] = {}
    at = 0
    for one in named:
        pieces.append(plain[at:one.start])
        places.extend(range(at, one.start))
        if one.day:
            days[len(places)] = one
        pieces.append(DATE if one.day else "x")
        places.append(one.start)
        at = one.end
    pieces.append(plain[at:])
    places.extend(range(at, len(plain)))
    return "".join(pieces), places, days


def _pieces(separator: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    for match in separator.finditer(text, start, end):
        yield start, match.start(), match.group().strip()
        start = match.end()
    yield start, end, ""


def _tidy(words: str) -> str:
    words = " ".join(words.split()).strip(_EDGE)
    if len(words) > LONGEST:
        words = words[:LONGEST].rpartition(" ")[0].rstrip(_EDGE) + "\u2026"
    return words[:1].upper() + words[1:]
