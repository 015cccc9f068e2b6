"""The people one step away: whom a tie of mine knows, opened for their ties, and who lets themselves be introduced.

Never further: a path is me, one tie, one person. What each person opened is asked anew each time.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, Select, select

from networking_app.cards.models import CIRCLE, Card, CardWord
from networking_app.extensions import db
from networking_app.formats.circles import circle_word
from networking_app.introductions.apart import block_between, blocked_with, knows, willing
from networking_app.introductions.models import Opening
from networking_app.introductions.naming import first_card_of, first_cards, first_name, first_names, shown_names
from networking_app.ties.models import Tie

# A step at most: the ties met last, and what they opened last. Whom somebody met long ago knows is left out first,
# then what the others opened long ago.
NEIGHBOURS, OPENED = 300, 1200
SHOWN = 50


@dataclass(frozen=True)
class By:
    """A tie who could introduce, and the opening by which they let one know."""

    opening_id: int
    tie_id: int
    name: str

    @property
    def first_name(self) -> str:
        return first_name(self.name)


@dataclass(frozen=True)
class Reach:
    """Somebody one step away, by whom, and the circles that both show on their cards."""

    user_id: int
    first_name: str
    by: tuple[By, ...]
    circles: tuple[str, ...] = field(default=())


def within_reach(user_id: int, limit: int = SHOWN) -> list[Reach]:
    """Who could be introduced to that user: shared circles first, then the most ways, then what was opened last."""
    ways: dict[int, list[By]] = defaultdict(list)
    for row in db.session.execute(_openings(user_id).limit(OPENED)):
        ways[row.peer_user_id].append(By(row.id, row.tie_id, row.name))
    shared = _shared_words(user_id, ways)
    best = sorted(ways, key=lambda peer: (-len(shared[peer]), -len(ways[peer]), -ways[peer][0].opening_id))[:limit]
    names, cards = first_names(shown_names(best)), first_cards(best)
    return [Reach(peer, names[peer], tuple(ways[peer]), _as_written(cards.get(peer), shared[peer]))
            for peer in best if peer in names]


def way_to(user_id: int, opening_id: int) -> Row[Any] | None:
    """The opening with that id, if it brings somebody within that user's reach."""
    return db.session.execute(_openings(user_id, opening_id)).first()


def _openings(user_id: int, opening_id: int | None = None) -> Select[Any]:
    """Rows of opening, my tie to who opened it, and whom it is to, the newest opening first."""
    opened = _opened(user_id, opening_id).subquery()
    whom, by = opened.c.peer_user_id, opened.c.owner_id
    known = select(Tie.peer_user_id).where(Tie.owner_id == user_id, Tie.peer_user_id.is_not(None))
    return select(opened).where(
        whom != user_id, willing(whom), knows(whom, by), whom.not_in(known), whom.not_in(blocked_with(user_id)),
        ~block_between(by, whom),
    ).order_by(opened.c.id.desc())


def _opened(user_id: int, opening_id: int | None) -> Select[Any]:
    # A way that was named stays one, also when its tie is meanwhile not among those met last.
    near = _neighbours(user_id).limit(None if opening_id else NEIGHBOURS).subquery()
    columns: Any = select(
        Opening.id, Opening.owner_id, Opening.peer_user_id, Opening.opened_at, near.c.tie_id, near.c.name)
    opened = columns.join(near, near.c.user_id == Opening.owner_id)
    if opening_id is not None:
        return opened.where(Opening.id == opening_id)
    return opened.order_by(Opening.id.desc()).limit(OPENED)


def _neighbours(user_id: int) -> Select[Any]:
    """My ties who hold a tie to me too: a person's ties are those whom they know, not all who know them."""
    mine = Tie.__table__.alias().c
    columns: Any = (mine.id.label("tie_id"), mine.name, mine.peer_user_id.label("user_id"))
    return select(*columns).where(
        mine.owner_id == user_id, knows(mine.peer_user_id, user_id), mine.peer_user_id.not_in(blocked_with(user_id)),
    ).order_by(mine.last_met_at.desc(), mine.id.desc())


def _shared_words(user_id: int, others: Iterable[int]) -> dict[int, set[str]]:
    """By user the circles on the first card of each that stand on a card of mine too."""
    mine = select(CardWord.word).where(CardWord.user_id == user_id, CardWord.kind == CIRCLE)
    words = select(CardWord.user_id, CardWord.word).where(
        CardWord.user_id.in_(list(others)), CardWord.kind == CIRCLE, CardWord.word.in_(mine),
        CardWord.card_id == first_card_of(CardWord.user_id).correlate(CardWord),
    )
    found: dict[int, set[str]] = defaultdict(set)
    for other, word in db.session.execute(words):
        found[other].add(word)
    return found


def _as_written(card: Card | None, words: set[str]) -> tuple[str, ...]:
    return tuple(name for name in card.shown_circles if circle_word(name) in words) if card and words else ()
