"""The words by which cards meet: circles, what is offered, asked for and done, of what a card shows to strangers."""

import re
from collections.abc import Iterable, Iterator, Set
from itertools import groupby, pairwise

from sqlalchemy import delete, select, tuple_

from networking_app.cards.models import ASK, CIRCLE, OFFER, ROLE, Card, CardWord
from networking_app.cards.roles import LITTLE_ALONE, PIECES, SAYS_NOTHING
from networking_app.cards.stop_words import STOP_WORDS
from networking_app.cards.unspaced import apart
from networking_app.extensions import db, insert
from networking_app.formats.circles import circle_word
from networking_app.formats.folding import fold

# Vowels and other signs of the scripts of South Asia are marks, which Python counts to no word.
_WORD = re.compile("(?:[^\\W_]|[\u0900-\u0963\u0971-\u0df3\u0f71-\u0fbc])+[+#]*")
# What ends a part of a text, of several scripts; those of East Asia stand without a space.
_CLAUSE = re.compile(r"[,;.:!?\n\u2022\u00b7|()\u060c\u061b\u061f\u0964]+(?:\s|$)"
                     r"|[\n\u3001\u3002\uff01\uff0c\uff1a\uff1b\uff1f]+")
# What people write before what they offer or ask for: it is said around the quote already, and what joined it to the
# part before it joins nothing.
_LEAD = re.compile(r"^(?:(?:and|or|und|oder|et|ou|y) )?"
                   r"(?:(?:(?:i am|i['\u2019]m|i|we are|we|ich|je|yo) )?(?:(?:currently|always|also|happy to|can) )*"
                   r"(?:look(?:ing)? for|searching for|help(?:ing)? (?:you )?with|suche|cherche|busco) )?",
                   re.IGNORECASE)
_BETWEEN = re.compile(_CLAUSE.pattern + r"|[/&\u2013\u2014]|\s-\s")
# Before a word that stands by itself, where another would say of which kind: "a designer", but not "a type designer".
ALONE = "="
# Of a role the place where it is held, and whom or what its holder looks for themselves.
_ASIDE = re.compile(r"(?:@|\b(?:at|bei|chez|(?:looking|searching) for|seeking|hiring|suche|cherche|busco)\b)"
                    r"[^,;|/()\u00b7]*", re.IGNORECASE)
# The rest of a word, or the signs of a letter, at the beginning of a piece.
_BROKEN = re.compile(r"^(?:\S{0,20}\s+|\W+)")
# One letter can fold to many, and an index holds no word of any length.
LONGEST, LONGEST_CIRCLE, LONGEST_PHRASE = 40, 80, 90


def words_of(text: str) -> set[str]:
    """The words that say something: folded, in the singular, without the stop words.

    Of scripts without spaces they are pieces of a few letters.
    """
    spaced, pieces = apart(fold(text))
    return pieces.union(one for one in map(_telling, _WORD.findall(spaced)) if one)


def words_and_runs(text: str) -> set[str]:
    """The words, the pairs of those that stand beside each other, and those that stand by themselves, marked."""
    runs = list(_runs(text))
    return words_of(text).union(*map(_pairs, runs), (ALONE + run[0] for run in runs if len(run) == 1))


def has_one(text: str, words: Set[str]) -> bool:
    """Whether the text has one of those words, pairs or marked words."""
    return not words.isdisjoint(words_of(text)) or (
        any(" " in word or word.startswith(ALONE) for word in words) and not words.isdisjoint(words_and_runs(text)))


def role_words(role: str) -> set[str]:
    """By what who looks for that role finds it, if their ask is read by words_and_runs.

    Where both say of which kind, it is the same: a web developer is no game developer, but a developer.
    """
    found = apart(fold(role))[1] - PIECES
    for run in _runs(_ASIDE.sub(", ", role)):
        telling = set(run) - LITTLE_ALONE
        found |= telling if len(run) == 1 else _pairs(run).union(ALONE + word for word in telling)
    return {word for word in found if word.removeprefix(ALONE) == word or word.removeprefix(ALONE) not in found}


def _runs(text: str) -> Iterator[list[str]]:
    """Words beside each other, in their order, without ranks; stop words and signs end a run."""
    for part in _BETWEEN.split(text):
        words = map(_telling, _WORD.findall(apart(fold(part))[0]))
        for says_something, run in groupby((word for word in words if word not in SAYS_NOTHING), bool):
            if says_something:
                yield list(run)


def _pairs(run: list[str]) -> set[str]:
    return {" ".join(sorted(two)) for two in pairwise(run)}


def _telling(word: str) -> str:
    """The word as it is compared, or nothing if it says nothing."""
    one = singular(word[:LONGEST])
    return "" if len(word) < 2 or word in STOP_WORDS or one in STOP_WORDS else one


def singular(word: str) -> str:
    """The word without the s of a plural; good enough for English, French and Spanish."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] not in "sui" else word


def phrase_of(text: str, words: Set[str]) -> str:
    """The part of a text that has one of those words, or its first part, short enough to be quoted."""
    parts = [part.strip() for part in _CLAUSE.split(text) if part.strip()] or [""]
    found = next((part for part in parts if has_one(part, words)), parts[0])
    found = _LEAD.sub("", found)
    return found if len(found) <= LONGEST_PHRASE else _around(found, words)


def _around(part: str, words: Set[str]) -> str:
    """A piece of a long part that has one of those words, or its beginning."""
    pieces = [_piece(part, at) for at in range(0, len(part), LONGEST_PHRASE // 2)]
    return next((piece for piece in pieces if has_one(piece, words)), pieces[0])


def _piece(part: str, at: int) -> str:
    """What stands there, of whole words where spaces are between them; not from within a letter and its signs."""
    end = at + LONGEST_PHRASE - 2
    piece = part[at:end] if end >= len(part) else part[at:end].rsplit(" ", 1)[0].rstrip() + "\u2026"
    return piece if at == 0 else "\u2026" + _BROKEN.sub("", piece)


def whole_or_part(text: str) -> str:
    """The text in one line if it is short enough to be quoted, or its first part."""
    line = " ".join(text.split())
    return line.rstrip(".") if len(line) <= LONGEST_PHRASE else phrase_of(text, set())


def index_words(card: Card) -> None:
    """Let the rows of the card's words be exactly what it shows to a stranger."""
    db.session.flush()
    # Another device may have changed other fields meanwhile; from here on it waits.
    db.session.refresh(card, ["title", "offers", "asks", "circles", "held_back"])
    wanted = shown_words(card)
    of_it = select(CardWord.kind, CardWord.word).where(CardWord.card_id == card.id)
    held = {(kind, word) for kind, word in db.session.execute(of_it)}
    if gone := held - wanted:
        rows = delete(CardWord).where(CardWord.card_id == card.id, tuple_(CardWord.kind, CardWord.word).in_(gone))
        db.session.execute(rows)
    if new := wanted - held:
        db.session.execute(insert(CardWord).on_conflict_do_nothing(), rows_of(card.id, card.user_id, new))


def shown_words(card: Card) -> set[tuple[str, str]]:
    """Kind and word of all that the card shows."""
    # An older migration reads cards without their titles.
    role = card.shown("title") or ""
    return words_by_kind((card.shown("offers"),), (card.shown("asks"),), card.shown_circles, (role,))


def words_by_kind(
    offers: Iterable[str], asks: Iterable[str], circles: Iterable[str], roles: Iterable[str]
) -> set[tuple[str, str]]:
    """Kind and word of what somebody says; a circle is something that they can be asked about, too.

    What they offer is no word of what they do besides.
    """
    circles = list(circles)
    offered = words_of("\n".join((*offers, *circles)))
    done = set().union(*map(role_words, roles))
    words = {(CIRCLE, circle_word(name)[:LONGEST_CIRCLE]) for name in circles} | {(OFFER, word) for word in offered}
    words |= {(ROLE, word) for word in done if word.removeprefix(ALONE) not in offered}
    return words | {(ASK, word) for word in words_and_runs("\n".join(asks))}


def rows_of(card_id: int, user_id: int, words: Iterable[tuple[str, str]]) -> list[dict[str, object]]:
    return [{"card_id": card_id, "user_id": user_id, "kind": kind, "word": word} for kind, word in sorted(words)]
