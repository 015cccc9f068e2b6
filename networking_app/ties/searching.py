"""Finding ties: every word must stand somewhere in the name, the organisation, the notes or the card."""

from sqlalchemy import Select, func, select

from networking_app.cards.models import Card
from networking_app.extensions import db
from networking_app.formats.folding import fold
from networking_app.ties.models import Encounter, Tie, TieTag

WORDS_READ = 8


def search(owner_id: int, words: str = "", event_id: int | None = None, tag: str = "") -> Select[Tie]:
    """The owner's ties that match, the one met last first."""
    found = Tie.held_by(owner_id).outerjoin(Card, Card.id == Tie.card_id)
    for word in fold(words).split()[:WORDS_READ]:
        text = Tie.search_text + " " + func.coalesce(Card.search_text, "")
        found = found.where(text.contains(word, autoescape=True))
    if event_id:
        found = found.where(Tie.id.in_(select(Encounter.tie_id).where(Encounter.event_id == event_id)))
    if tag:
        found = found.where(Tie.id.in_(select(TieTag.tie_id).where(TieTag.owner_id == owner_id, TieTag.name == tag)))
    return found.order_by(Tie.last_met_at.desc(), Tie.id.desc())


def tags_of(owner_id: int, most: int = 12) -> list[str]:
    """The owner's tags, the most used first."""
    used = select(TieTag.name).where(TieTag.owner_id == owner_id).group_by(TieTag.name)
    return list(db.session.scalars(used.order_by(func.count().desc(), TieTag.name).limit(most)))


def text_of(tie: Tie) -> str:
    """What is searched of the tie itself; its card carries its own text."""
    words = [tie.name, tie.org, tie.title, tie.email, tie.tel]
    words += [note.text for note in tie.notes] + [tag.name for tag in tie.tags]
    return fold(*words, *(encounter.line for encounter in tie.encounters))
