"""Which of a person's ties a phone lacks: those that changed since it last asked, by its owner or by others."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, exists, func, or_, select, union, union_all

from networking_app.accounts.changes import Tombstone
from networking_app.accounts.models import User
from networking_app.cards.models import Card
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.introductions.models import IntroducedTie
from networking_app.owed.models import Owed
from networking_app.ties.models import INTRODUCTION, Encounter, Interaction, Note, Tie, TieAlias, TieTag
from networking_app.ties.pages import with_page

PARTS: tuple[Any, ...] = (Note, TieTag, Encounter, Interaction, FollowUp, Owed)


@dataclass(frozen=True)
class Since:
    """What a phone has: all up to a change number of its owner's, and what others had changed until then."""

    number: int
    at: datetime


def ties_after(owner_id: int, since: Since | None, after: int, most: int) -> Select[Tie]:
    """The ties that changed since then, or all, by their ids from `after` on."""
    ties = Tie.held_by(owner_id).where(Tie.id > after).order_by(Tie.id).limit(most)
    return with_page(ties.where(Tie.id.in_(_changed(owner_id, since))) if since else ties)


def gone_since(owner_id: int, since: Since) -> list[int]:
    """The ids of ties that were deleted, or merged into another one."""
    buried = select(Tombstone.row_id).where(Tombstone.owner_id == owner_id, Tombstone.kind == Tie.__tablename__)
    return list(db.session.scalars(buried.where(Tombstone.change_seq > since.number)))


def aliases_of(tie_ids: list[int]) -> dict[int, list[int]]:
    """By tie the ids of those that were merged into it."""
    found: dict[int, list[int]] = {}
    for alias in db.session.scalars(select(TieAlias).where(TieAlias.tie_id.in_(tie_ids))):
        found.setdefault(alias.tie_id, []).append(alias.id)
    return found


def latest_change(owner_id: int) -> int:
    return db.session.scalar(select(User.change_seq).where(User.id == owner_id)) or 0


def latest_changes_by_event(owner_id: int) -> dict[int, int]:
    """By event the last change of anything on the ties to people met there."""
    parts = ((Tie.id, Tie), *((part.tie_id, part) for part in PARTS))
    changes = union_all(*(
        select(tie_id.label("tie_id"), part.change_seq.label("number")).where(part.owner_id == owner_id)
        for tie_id, part in parts
    )).subquery()
    met = select(Encounter.event_id, func.max(changes.c.number)).join(changes, changes.c.tie_id == Encounter.tie_id)
    met = met.where(Encounter.owner_id == owner_id, Encounter.event_id.is_not(None)).group_by(Encounter.event_id)
    return {event_id: number for event_id, number in db.session.execute(met) if event_id}


def counts(owner_id: int) -> dict[str, int]:
    """How many ties there are, with a card, and mutual: a phone that counts otherwise has missed something."""
    mine = select(
        func.count().label("ties"), func.count(Tie.card_id).label("cards"),
        func.count().filter(_is_mutual(owner_id)).label("mutual"),
    )
    return dict(db.session.execute(mine.where(Tie.owner_id == owner_id)).mappings().one())


def _is_mutual(owner_id: int) -> ColumnElement[bool]:
    theirs = Tie.__table__.alias("theirs")
    back = (theirs.c.owner_id == Tie.peer_user_id) & (theirs.c.peer_user_id == owner_id)
    return exists().where(back, theirs.c.card_id.is_not(None))


def _changed(owner_id: int, since: Since) -> CompoundSelect[Any]:
    mine = Tie.owner_id == owner_id
    theirs = Tie.__table__.alias("theirs")
    met_at = select(Encounter.tie_id).join(Event, Event.id == Encounter.event_id)
    return union(
        select(Tie.id).where(mine, Tie.change_seq > since.number),
        *(select(part.tie_id).where(part.owner_id == owner_id, part.change_seq > since.number) for part in PARTS),
        select(Tie.id).join(Card, Card.id == Tie.card_id).where(mine, Card.updated_at > since.at),
        met_at.where(Encounter.owner_id == owner_id, Event.updated_at > since.at),
        select(Tie.id).join(theirs, theirs.c.owner_id == Tie.peer_user_id).where(
            mine, theirs.c.peer_user_id == owner_id, theirs.c.created_at > since.at),
        _introduced(owner_id, since),
    )


def _introduced(owner_id: int, since: Since) -> Select[int]:
    """Ties whose pages name who led to them: all of them, once anything of such a person or of an event has changed."""
    one = Tie.__table__.alias("one")
    leads = one.c.id.in_(select(IntroducedTie.by_tie_id).where(IntroducedTie.owner_id == owner_id))
    buried = (Tombstone.owner_id == owner_id) & (Tombstone.kind == Tie.__tablename__)
    begun_at = select(Encounter.event_id).where(Encounter.owner_id == owner_id)
    changed = (
        exists().where(one.c.owner_id == owner_id, one.c.change_seq > since.number, leads),
        exists().where(buried, Tombstone.change_seq > since.number),
        exists().where(Event.id.in_(begun_at), Event.updated_at > since.at),
    )
    return select(Tie.id).where(Tie.owner_id == owner_id, Tie.origin == INTRODUCTION, or_(*changed))
