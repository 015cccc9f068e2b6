"""How many of the new ties of an event lie outside somebody's usual circles.

Usual are the circles of one's own cards, and those on the cards of whom one knew when the event began. Outside is
whose card names circles, and none of these. Cards are read as they are shown to strangers.
"""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select

from networking_app.cards.models import CIRCLE, Card, CardWord
from networking_app.cards.words import LONGEST_CIRCLE
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.formats.circles import circle_word
from networking_app.standing.new_ties import known_before, new_at
from networking_app.standing.shares import percent
from networking_app.ties.models import Tie


@dataclass(frozen=True)
class Outside:
    """Of the new ties: how many have a card that names circles, and how many of these lie outside the usual ones.

    `usual` says whether there are usual circles at all.
    """

    named: int
    outside: int
    usual: bool

    @property
    def percent(self) -> int | None:
        """None where there is nothing to count: no card names a circle, or nothing is usual."""
        return percent(self.outside, self.named) if self.usual else None


def outside_at(user_id: int, event: Event) -> Outside:
    """The numbers of that user's at that event, with three questions."""
    usual = usual_circles(user_id, event)
    named: dict[int, set[str]] = defaultdict(set)
    circles = new_at(user_id, event, Tie.id, CardWord.word).join(CardWord, CardWord.card_id == Tie.card_id)
    for tie_id, word in db.session.execute(circles.where(CardWord.kind == CIRCLE)):
        named[tie_id].add(word)
    return Outside(len(named), sum(words.isdisjoint(usual) for words in named.values()), bool(usual))


def usual_circles(user_id: int, event: Event) -> set[str]:
    """The words of the circles in which that user moved when the event began."""
    own = db.session.scalars(select(Card.circles).where(Card.user_id == user_id))
    known = select(CardWord.word).join(Tie, Tie.card_id == CardWord.card_id).where(
        Tie.owner_id == user_id, CardWord.kind == CIRCLE, known_before(event)
    )
    return {circle_word(name)[:LONGEST_CIRCLE] for names in own for name in names} | set(
        db.session.scalars(known.distinct()))
