"""Ties that carry an address become ties to the user who has shown that it is theirs."""

from sqlalchemy import or_, select

from networking_app.accounts.changes import next_change
from networking_app.accounts.models import Block, address_key
from networking_app.cards.models import Badge, Card
from networking_app.extensions import db
from networking_app.ties.merging import merge
from networking_app.ties.models import CARD_LEFT, CardLeft, Encounter, Tie


def claim_ties(user_id: int, email: str) -> int:
    """Make the ties of a card left with that verified address ties to the user; returns how many.

    What an owner typed by hand was never handed over: it stays theirs. Between people of whom one has blocked the
    other nothing is claimed.
    """
    # In the order of their owners, so that two claims at once wait instead of blocking each other for good.
    left = select(CardLeft.id).where(CardLeft.tie_id == Tie.id, CardLeft.withdrawn_at.is_(None)).exists()
    carrying = select(Tie.id, Tie.owner_id).where(
        Tie.address_key == f"mailto:{address_key(email)}", Tie.peer_user_id.is_(None), Tie.owner_id != user_id,
        or_(Tie.origin == CARD_LEFT, left),
    )
    rows = db.session.execute(carrying.order_by(Tie.owner_id)).all()
    return sum(_claim(tie_id, owner_id, user_id) for tie_id, owner_id in rows
               if not Block.stands_between(owner_id, user_id))


def _claim(tie_id: int, owner_id: int, user_id: int) -> bool:
    next_change(owner_id)  # the lock that a scan of that owner takes too: no second tie appears meanwhile
    tie = db.session.get(Tie, tie_id, populate_existing=True)
    if tie is None or tie.peer_user_id is not None:
        return False
    known = Tie.between(owner_id, user_id)
    if known is not None:
        merge(known, tie)
    else:
        tie.peer_user_id, tie.card_id = user_id, _card_shown_to(tie, user_id)
        db.session.flush()
    return True


def _card_shown_to(tie: Tie, user_id: int) -> int | None:
    met_at = select(Encounter.event_id).where(Encounter.tie_id == tie.id, Encounter.event_id.is_not(None))
    there = Badge.live().where(Badge.user_id == user_id, Badge.event_id.in_(met_at)).order_by(Badge.id)
    badge = db.session.scalar(there.limit(1))
    card = badge.card if badge else Card.first_of(user_id)
    return card.id if card else None
