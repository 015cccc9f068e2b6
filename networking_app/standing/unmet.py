"""All people in the list of an event whom somebody has not met yet, in the order in which they are shown."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass

from sqlalchemy import select

from networking_app.cards.models import ASK, Card
from networking_app.cards.words import ALONE, words_of
from networking_app.events.models import Attendance, Target
from networking_app.extensions import db
from networking_app.formats.folding import fold
from networking_app.standing.in_common import SOUGHT, Said, Word, of_kind, weigh
from networking_app.standing.listed import Connector, offers_of_those_not_met, who_could_introduce, words_that_meet

# Somebody who could introduce the two counts as much as a word that two people have.
INTRODUCED = 0.5


@dataclass(frozen=True)
class Near:
    """What somebody shares with the reader: words that meet, who could introduce them, a wish."""

    common: Set[Word] = frozenset()
    connector: Connector | None = None
    wanted: Target | None = None

    def place(self, weight: float) -> tuple[bool, float]:
        """Those who are wanted first, then those who share most; `weight` is that of the words."""
        return self.wanted is None, -weight - (INTRODUCED if self.connector else 0)


@dataclass(frozen=True)
class Unmet:
    """Ids of users in order, what each who shares anything shares, and what the reader says of themselves."""

    mine: Said
    people: list[int]
    near: dict[int, Near]


def unmet(user_id: int, event_id: int, words: str = "") -> Unmet:
    """All of them, or those whose card shows all the `words`; who share as much stand as they came into the list."""
    mine, wanted = _said_by(user_id, event_id), _wanted(user_id, event_id)
    offers = offers_of_those_not_met(user_id, event_id, words)
    common, connectors = _common(event_id, mine.words, offers), who_could_introduce(user_id, event_id)
    some = [key for key in offers if key in common or key in connectors or key in wanted]
    near = {key: Near(common.get(key, frozenset()), connectors.get(key), wanted.get(key)) for key in some}
    weights = weigh({key: near[key].common for key in near})
    some.sort(key=lambda key: near[key].place(weights[key]))
    return Unmet(mine, [*some, *(key for key in offers if key not in near)], near)


def _said_by(user_id: int, event_id: int) -> Said:
    attendance = Attendance.find(event_id, user_id)
    return Said.on(Card.all_of(user_id), attendance.offer if attendance else "")


def _wanted(user_id: int, event_id: int) -> dict[int, Target]:
    mine = select(Target).where(Target.owner_id == user_id, Target.event_id == event_id)
    return {target.wanted_user_id: target for target in db.session.scalars(mine) if target.wanted_user_id}


def _common(event_id: int, mine: set[Word], offers: Mapping[int, str]) -> dict[int, set[Word]]:
    """By user what my words share with theirs, on the card they show there or in what they offer there."""
    common, asks = words_that_meet(event_id, mine), of_kind(mine, ASK)
    # Most offers meet no ask: to look for letters is ten times as quick as to read the words.
    letters = re.compile("|".join(re.escape(ask.removesuffix("y")) for ask in asks))
    for user_id, offer in offers.items() if asks else ():
        if offer and letters.search(fold(offer)) and (met := words_of(offer) & asks):
            common[user_id] -= {(SOUGHT, one) for word in met for one in (word, ALONE + word)}
            common[user_id] |= {(ASK, word) for word in met}
    return common
