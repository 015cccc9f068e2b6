"""Where the words of two people meet: circles that both are in, what one looks for and the other can help with."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Set
from dataclasses import dataclass
from math import fsum
from typing import TypeVar

from networking_app.cards.models import ASK, CIRCLE, OFFER, Card
from networking_app.cards.words import phrase_of, words_by_kind, words_of
from networking_app.formats.circles import circle_word

# What a word of one person meets in the other's; both ways, so it is its own inverse.
MEETS = {CIRCLE: CIRCLE, OFFER: ASK, ASK: OFFER}
Word = tuple[str, str]
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Said:
    """What a person says of themselves, in their own words; texts that a stranger does not see are not among them."""

    offers: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()

    @classmethod
    def on(cls, cards: Iterable[Card], offer: str = "") -> "Said":
        """What cards show, and one more offer."""
        cards = list(cards)
        offers = [card.shown("offers") for card in cards] + [offer]
        circles = {circle_word(name): name for card in cards for name in card.shown_circles}
        return cls(tuple(filter(None, offers)), tuple(filter(None, (card.shown("asks") for card in cards))),
                   tuple(circles.values()))

    @property
    def words(self) -> set[Word]:
        return words_by_kind(self.offers, self.asks, self.circles)

    def offering(self, words: Set[str]) -> str:
        """The part of the offers that has those words."""
        return _quoted(self.offers, words)

    def knowing(self, words: Set[str]) -> str:
        """The first circle that has one of those words: something that the person can be asked about, too."""
        return next((name for name in self.circles if words & words_of(name)), "")

    def asking(self, words: Set[str]) -> str:
        """The part of the asks that has those words."""
        return _quoted(self.asks, words)

    def in_circles(self, words: Set[str]) -> list[str]:
        """Those circles, as the person calls them."""
        return [name for name in self.circles if circle_word(name) in words]


def _quoted(texts: Iterable[str], words: Set[str]) -> str:
    return next((phrase_of(text, words) for text in texts if words & words_of(text)), "")


def in_common(mine: Set[Word], theirs: Set[Word]) -> set[Word]:
    """Of my words those that meet one of theirs."""
    return {(kind, word) for kind, word in mine if (MEETS[kind], word) in theirs}


def of_kind(words: Set[Word], kind: str) -> set[str]:
    return {word for its_kind, word in words if its_kind == kind}


def weigh(common: Mapping[Key, Set[Hashable]]) -> dict[Key, float]:
    """How much each of some people, or pairs, shares: what few of them have counts more than what many have."""
    having = Counter(word for words in common.values() for word in words)
    return {key: fsum(1 / having[word] for word in words) for key, words in common.items()}
