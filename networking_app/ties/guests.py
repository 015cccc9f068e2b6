"""A card left by somebody without an account: it becomes a tie of the badge's owner, and can be withdrawn."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import case, select, update

from networking_app.accounts.changes import next_change
from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db, insert
from networking_app.follow_ups.planning import Rhythm, evening_of
from networking_app.formats.folding import fold
from networking_app.ties.guest_forms import CardLeftForm
from networking_app.ties.meeting import Recorder, add_follow_ups, meet
from networking_app.ties.models import CARD_LEFT, CardLeft, Encounter, Tie
from networking_app.ties.recording import FoundBadge, event_of_meeting
from networking_app.ties.searching import text_of


@dataclass(frozen=True)
class Left:
    """What a guest's submission led to; a second submission of the same is not new."""

    id: int
    is_new: bool


def leave_card(badge: FoundBadge, guest: CardLeftForm) -> Left:
    """Make or find the tie that the badge's owner holds of the guest, with encounter, line and follow-ups."""
    at, owner = now(), _recorder(badge.user_id)
    fingerprint = _fingerprint(badge.id, guest, owner.rhythm.time_zone, at)
    words = {"owner_name": badge.full_name, "line": guest.line}
    card_id = _insert_card_left(owner.id, fingerprint, at, words)
    if card_id is None:
        same = select(CardLeft.id).where(CardLeft.owner_id == owner.id, CardLeft.fingerprint == fingerprint)
        return Left(db.session.execute(same).scalar_one(), False)
    change = next_change(owner.id)
    tie_id = _tie_of_guest(owner.id, guest, at, change)
    event = event_of_meeting(owner.id, badge, at)
    encounter_id = meet(owner.id, tie_id, event.id if event else None, at, change)
    add_follow_ups(owner, tie_id, event, at, change)
    place = {"tie_id": tie_id, "encounter_id": encounter_id}
    db.session.execute(update(CardLeft).where(CardLeft.id == card_id).values(**place))
    write_lines(encounter_id)
    return Left(card_id, True)


def withdraw(card: CardLeft) -> None:
    """Take the guest's line and, with the last card, their address away; the owner's notes and the name stay."""
    if card.withdrawn_at is not None or card.tie_id is None:
        return
    next_change(card.owner_id)
    card.withdrawn_at = now()
    db.session.flush()
    tie = db.session.get_one(Tie, card.tie_id)
    if card.encounter_id is not None:
        write_lines(card.encounter_id)
    standing = select(CardLeft.id).where(CardLeft.tie_id == tie.id, CardLeft.withdrawn_at.is_(None)).limit(1)
    if tie.origin == CARD_LEFT and db.session.scalar(standing) is None:
        tie.email, tie.tel, tie.address_key = "", "", None
    db.session.expire(tie, ["encounters"])
    tie.search_text = text_of(tie)


def token_of(card_id: int) -> str:
    """The secret part of the link by which a guest withdraws that card."""
    return str(_signer().dumps(card_id))


def card_of(token: str) -> CardLeft | None:
    """The card behind a withdraw link; None when the link is wrong or the card is gone."""
    try:
        card_id = _signer().loads(token)
    except BadSignature:
        return None
    return db.session.get(CardLeft, card_id)


def is_link(token: str) -> bool:
    """Whether the link was made by this site."""
    try:
        return isinstance(_signer().loads(token), int)
    except BadSignature:
        return False


def write_lines(encounter_id: int) -> None:
    """Let the encounter carry the lines of the cards that stand, the oldest first."""
    standing = select(CardLeft.line).where(
        CardLeft.encounter_id == encounter_id, CardLeft.withdrawn_at.is_(None), CardLeft.line != ""
    )
    lines = db.session.scalars(standing.order_by(CardLeft.id)).all()
    encounter = db.session.get_one(Encounter, encounter_id, populate_existing=True)
    encounter.line = "\n".join(dict.fromkeys(lines))


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="card left")


def _recorder(user_id: int) -> Recorder:
    zone, hour, days_off = db.session.execute(
        select(User.time_zone, User.preferred_hour, User.days_off).where(User.id == user_id)
    ).one()
    return Recorder(user_id, Rhythm(zone, hour, days_off))


def _fingerprint(badge_id: int, guest: CardLeftForm, time_zone: str, at: datetime) -> str:
    day = evening_of(at, time_zone).isoformat()
    parts = (str(badge_id), guest.full_name.casefold(), guest.address_key, guest.line.casefold(), day)
    return sha256("\0".join(parts).encode()).hexdigest()


def _insert_card_left(owner_id: int, fingerprint: str, at: datetime, words: dict[str, str]) -> int | None:
    """The new row's id; also of one that was withdrawn and is left again; None when it stands already."""
    statement = insert(CardLeft).values(owner_id=owner_id, fingerprint=fingerprint, consented_at=at, **words)
    statement = statement.on_conflict_do_update(
        index_elements=["owner_id", "fingerprint"],
        set_={"withdrawn_at": None, "consented_at": at},
        where=CardLeft.withdrawn_at.is_not(None),
    )
    return db.session.execute(statement.returning(CardLeft.id)).scalar()


def _tie_of_guest(owner_id: int, guest: CardLeftForm, at: datetime, change: int) -> int:
    """The tie with that address; what the owner has typed on it stays, what is empty is filled."""
    words = fold(guest.full_name, guest.email, guest.tel, guest.line)
    statement = insert(Tie).values(
        owner_id=owner_id, origin=CARD_LEFT, name=guest.full_name, email=guest.email, tel=guest.tel, org="", title="",
        url="", address_key=guest.address_key, search_text=words, last_met_at=at, created_at=at, change_seq=change,
    )
    new = statement.excluded
    statement = statement.on_conflict_do_update(
        index_elements=["owner_id", "address_key"],
        set_={
            "email": case((Tie.email == "", new.email), else_=Tie.email),
            "tel": case((Tie.tel == "", new.tel), else_=Tie.tel),
            "last_met_at": case((Tie.last_met_at > at, Tie.last_met_at), else_=new.last_met_at),
            "search_text": Tie.search_text + " " + words,
            "change_seq": change,
        },
    )
    return db.session.execute(statement.returning(Tie.id)).scalar_one()
