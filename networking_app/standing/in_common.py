"""Where the words of two people meet: circles of both, what one looks for and the other can help with, or does."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Set
from dataclasses import dataclass
from itertools import chain
from math import fsum
from typing import TypeVar

from networking_app.cards.models import ASK, CIRCLE, OFFER, ROLE, Card
from networking_app.cards.words import ALONE, has_one, phrase_of, words_by_kind, words_of
from networking_app.formats.circles import circle_word

# My ask meets what they do; the other kinds of what two share are called as my word is.
SOUGHT = "sought"
# By the kind of their word those of mine that meet it, and what the two then share.
MEETS = {CIRCLE: {CIRCLE: CIRCLE}, ASK: {OFFER: OFFER, ROLE: ROLE}, OFFER: {ASK: ASK}, ROLE: {ASK: SOUGHT}}
# What I can do for them, and they for me; what somebody does says less than what they say they can help with.
HELPED, HELPING = (OFFER, ROLE), (ASK, SOUGHT)
BY_ROLE, OF_A_ROLE = {ROLE: OFFER, SOUGHT: ASK}, 0.5
Word = tuple[str, str]
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Said:
    """What a person says of themselves, in their own words; texts that a stranger does not see are not among them."""

    offers: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    @classmethod
    def on(cls, cards: Iterable[Card], offer: str = "") -> "Said":
        """What cards show, and one more offer."""
        cards = list(cards)
        offers = [card.shown("offers") for card in cards] + [offer]
        circles = {circle_word(name): name for card in cards for name in card.shown_circles}
        asks, roles = (tuple(filter(None, (card.shown(field) for card in cards))) for field in ("asks", "title"))
        return cls(tuple(filter(None, offers)), asks, tuple(circles.values()), roles)

    @property
    def words(self) -> set[Word]:
        return words_by_kind(self.offers, self.asks, self.circles, self.roles)

    def offering(self, words: Set[str]) -> str:
        """The part of the offers that has those words."""
        return _quoted(self.offers, words)

    def knowing(self, words: Set[str]) -> str:
        """The first circle that has one of those words: something that the person can be asked about, too."""
        return next((name for name in self.circles if words & words_of(name)), "")

    def asking(self, words: Set[str]) -> str:
        """The part of the asks that has those words."""
        return _quoted(self.asks, words)

    def doing(self, words: Set[str]) -> str:
        """The part of a role that has those words."""
        return _quoted(self.roles, {word.removeprefix(ALONE) for word in words})

    def in_circles(self, words: Set[str]) -> list[str]:
        """Those circles, as the person calls them."""
        return [name for name in self.circles if circle_word(name) in words]


def _quoted(texts: Iterable[str], words: Set[str]) -> str:
    return next((phrase_of(text, words) for text in texts if has_one(text, words)), "")


def in_common(mine: Set[Word], theirs: Iterable[Word]) -> set[Word]:
    """What my words share with theirs: kind, as MEETS says, and word."""
    return {(shared, word) for kind, word in theirs for own, shared in MEETS[kind].items() if (own, word) in mine}


def of_kind(words: Set[Word], *kinds: str) -> set[str]:
    return {word for kind, word in words if kind in kinds}


def only_by_role(words: Set[Word]) -> bool:
    """Whether all that is shared is that the one looks for what the other does."""
    return all(kind in BY_ROLE for kind, _word in words)


def weigh(common: Mapping[Key, Set[Word]]) -> dict[Key, float]:
    """How much each of some people, or pairs, shares: what few of them have counts more than what many have.

    What somebody does counts half of what they say they can help with.
    """
    times, having = Counter(chain.from_iterable(common.values())), Counter[Word]()
    for one, number in times.items():
        having[_offered(one)] += number
    weights = {one: (OF_A_ROLE if one[0] in BY_ROLE else 1) / having[_offered(one)] for one in times}
    return {key: fsum(weights[one] for one in words) for key, words in common.items()}


def _offered(one: Word) -> Word:
    """What would be shared if it were offered."""
    return BY_ROLE.get(one[0], one[0]), one[1].removeprefix(ALONE)
