"""Who is in the list of an event and may be met there, and what of their words meets somebody's: asked anew each time.

Whoever leaves the list, blocks or is blocked is in no answer from then on.
"""

from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, or_, select

from networking_app.accounts.models import User
from networking_app.cards.models import Badge, Card, CardWord
from networking_app.events.models import Attendance
from networking_app.extensions import db, run
from networking_app.formats.folding import fold
from networking_app.introductions.apart import block_between, blocked_with, knows
from networking_app.introductions.models import Introducible, Opening
from networking_app.standing.in_common import MEETS, Word, in_common, of_kind
from networking_app.ties.models import Tie

WORDS_READ = 8
# Who could introduce is looked for among so many ties, those met last, and so much of what they opened to those there.
NEIGHBOURS, OPENED = 200, 1000


def listed_at(event_id: int) -> Any:
    """That an attendance is in the list of that event."""
    return and_(Attendance.event_id == event_id, Attendance.listed_at.is_not(None))


def not_met_at(user_id: int, event_id: int, *columns: Any) -> Select[Any]:
    """Attendances of the list: without that user's own, of nobody they hold a tie to, with no block either way."""
    met = select(Tie.peer_user_id).where(Tie.owner_id == user_id, Tie.peer_user_id.is_not(None))
    return select(*columns).where(
        listed_at(event_id), Attendance.user_id != user_id, Attendance.user_id.not_in(met),
        Attendance.user_id.not_in(blocked_with(user_id)),
    )


def with_card(people: Select[Any]) -> Select[Any]:
    """The same with the card on the badge that each of them shows at the event, if there is one."""
    shown = and_(Badge.user_id == Attendance.user_id, Badge.event_id == Attendance.event_id, Badge.revoked_at.is_(None))
    return people.select_from(Attendance).join(User, User.id == Attendance.user_id).outerjoin(Badge, shown).outerjoin(
        Card, Card.id == Badge.card_id)


def offers_of_those_not_met(user_id: int, event_id: int, words: str = "") -> dict[int, str]:
    """By user what they offer there, as they came into the list; of words, card and offer together must have all."""
    columns, order = (Attendance.user_id, Attendance.offer), (Attendance.listed_at, Attendance.user_id)
    asked = fold(words).split()[:WORDS_READ]
    if not asked:
        return {key: offer for key, offer in run(not_met_at(user_id, event_id, *columns).order_by(*order)).all()}
    # Names and offers are kept as they were written: to fold them here is what finds "José" by "jose".
    texts = with_card(not_met_at(user_id, event_id, *columns, Card.search_text, User.name)).order_by(*order)
    searched = ((key, offer, f"{card or fold(name)} {fold(offer)}") for key, offer, card, name in run(texts).all())
    return {key: offer for key, offer, text in searched if all(word in text for word in asked)}


def words_that_meet(event_id: int, mine: Set[Word]) -> dict[int, set[Word]]:
    """By user of the list what `mine` share with the card they show there."""
    shown = and_(Badge.user_id == Attendance.user_id, Badge.event_id == event_id, Badge.revoked_at.is_(None))
    rows = select(Attendance.user_id, CardWord.kind, CardWord.word).join(Badge, shown).join(
        CardWord, CardWord.card_id == Badge.card_id)
    words = {word for _kind, word in mine}
    # To look for the words alone first is quicker in both databases.
    rows = rows.where(listed_at(event_id), CardWord.word.in_(sorted(words)), _meets(mine))
    shared = {(kind, word): in_common(mine, [(kind, word)]) for kind in MEETS for word in words}
    found: dict[int, set[Word]] = defaultdict(set)
    for user_id, kind, word in run(rows).all() if mine else ():
        found[user_id] |= shared[kind, word]
    return found


def _meets(mine: Set[Word]) -> Any:
    """That a word of a card meets one of `mine`."""
    return or_(*(and_(CardWord.kind == kind, CardWord.word.in_(sorted(of_kind(mine, *own))))
                 for kind, own in MEETS.items()))


@dataclass(frozen=True)
class Connector:
    """A tie of the reader who let them know of one of their own."""

    opening_id: int
    tie_id: int
    name: str


def who_could_introduce(user_id: int, event_id: int) -> dict[int, Connector]:
    """By user of the list the tie of that user who opened theirs for introductions, the one met last."""
    opened = _opened_nearby(user_id, event_id).subquery()
    wanted, by = opened.c.peer_user_id, opened.c.owner_id
    openings = select(wanted, opened.c.id, opened.c.tie_id, opened.c.name).join(
        Introducible, Introducible.user_id == wanted).where(knows(wanted, by), ~block_between(by, wanted))
    rows = db.session.execute(openings.order_by(opened.c.last_met_at, opened.c.tie_id))
    return {whom: Connector(opening_id, tie_id, name) for whom, opening_id, tie_id, name in rows}


def _opened_nearby(user_id: int, event_id: int) -> Select[Any]:
    """What those ties of that user opened to people of the list; from few ties to many openings, in that order."""
    mine = Tie.__table__.alias().c
    near = select(mine.id.label("tie_id"), mine.name, mine.peer_user_id, mine.last_met_at).where(
        mine.owner_id == user_id, knows(mine.peer_user_id, user_id), mine.peer_user_id.not_in(blocked_with(user_id)),
    ).order_by(mine.last_met_at.desc(), mine.id.desc()).limit(NEIGHBOURS).subquery()
    columns = (Opening.id, Opening.owner_id, Opening.peer_user_id, near.c.tie_id, near.c.name, near.c.last_met_at)
    opened = select(*columns).join(near, near.c.peer_user_id == Opening.owner_id)
    # No join: to that PostgreSQL would take everybody's openings.
    there = select(Attendance.id).where(listed_at(event_id), Attendance.user_id == Opening.peer_user_id)
    opened = opened.where(there.limit(1).scalar_subquery().is_not(None))
    return opened.order_by(near.c.last_met_at.desc(), Opening.id.desc()).limit(OPENED)
