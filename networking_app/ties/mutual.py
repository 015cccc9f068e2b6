"""The two directions of a tie: adding back, withdrawing a card, blocking."""

from dataclasses import dataclass

from sqlalchemy import Select, select, update

from networking_app.accounts.changes import lock_users, next_change
from networking_app.accounts.models import Block, User
from networking_app.cards.models import Badge, Card
from networking_app.events.models import Event
from networking_app.extensions import db, insert
from networking_app.ties.meeting import Capture, MetAt, Recorder, add_follow_ups, add_words, meet, tie_to_user
from networking_app.ties.models import TIE_BACK, Tie


@dataclass(frozen=True)
class Known:
    """Somebody who holds a tie, with the card they show at the event of the meeting."""

    user_id: int
    card_id: int | None
    full_name: str


def tie_back(recorder: Recorder, theirs: Tie, capture: Capture) -> int:
    """The recorder's own tie to whoever holds `theirs`, met at the same event."""
    latest = next(iter(theirs.encounters), None)
    event = latest.event if latest else None
    change = next_change(recorder.id)
    tie_id, _name = tie_to_user(recorder.id, _holder(theirs, event), capture, change, TIE_BACK)
    encounter_id = meet(recorder.id, tie_id, event.id if event else None, capture.happened_at, change)
    add_words(recorder.id, tie_id, encounter_id, capture, change)
    add_follow_ups(recorder, tie_id, MetAt(event.id, event.day) if event else None, capture.happened_at, change)
    return tie_id


def _holder(theirs: Tie, event: Event | None) -> Known:
    badge = db.session.scalar(
        Badge.live().where(Badge.user_id == theirs.owner_id, Badge.event_id == (event.id if event else None))
    )
    card = badge.card if badge else Card.first_of(theirs.owner_id)
    name = card.full_name if card else theirs.owner.name
    return Known(theirs.owner_id, card.id if card else None, name)


def withdraw_card(theirs: Tie) -> None:
    """Take one's card out of somebody's tie; their own notes and the name they know stay."""
    theirs.card_id = None


def block(blocker_id: int, blocked_id: int) -> None:
    """Keep two people apart from now on: neither sees the other's card, nor can scan or claim."""
    lock_users(User.id.in_((blocker_id, blocked_id)))
    db.session.execute(insert(Block).values(blocker_id=blocker_id, blocked_id=blocked_id).on_conflict_do_nothing())
    for owner_id, peer_id in ((blocker_id, blocked_id), (blocked_id, blocker_id)):
        held = update(Tie).where(Tie.owner_id == owner_id, Tie.peer_user_id == peer_id)
        db.session.execute(held.values(card_id=None, change_seq=next_change(owner_id)))


@dataclass(frozen=True)
class Holder:
    """Somebody who holds the reader's card: their tie, and how their own card speaks of them."""

    tie: Tie
    pronouns: str


def who_have_my_card(user_id: int, most: int = 10) -> list[Holder]:
    """Who holds a tie to that user that was neither returned nor put aside, the newest first."""
    mine = select(Tie.peer_user_id).where(Tie.owner_id == user_id, Tie.peer_user_id.is_not(None))
    theirs = ties_to(user_id).where(Tie.peer_dismissed_at.is_(None), Tie.owner_id.not_in(mine))
    return [Holder(tie, _pronouns(tie.owner_id)) for tie in db.session.scalars(theirs.limit(most))]


def ties_to(user_id: int) -> Select[Tie]:
    """Ties of others that hold that user's card, the newest first, without those of people who are blocked."""
    blocked = select(Block.blocked_id).where(Block.blocker_id == user_id)
    blocking = select(Block.blocker_id).where(Block.blocked_id == user_id)
    theirs = select(Tie).where(
        Tie.peer_user_id == user_id, Tie.card_id.is_not(None),
        Tie.owner_id.not_in(blocked), Tie.owner_id.not_in(blocking),
    )
    return theirs.order_by(Tie.last_met_at.desc(), Tie.id.desc())


def _pronouns(user_id: int) -> str:
    card = Card.first_of(user_id)
    return card.shown("pronouns").casefold() if card else ""
