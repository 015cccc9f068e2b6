"""Ties and what hangs on them: encounters, scans, notes, tags, interactions, cards left by guests."""

from collections import Counter
from datetime import datetime

from flask import abort
from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from networking_app.accounts.changes import Synced
from networking_app.accounts.models import Block, User
from networking_app.cards.models import Card
from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.extensions import Base, PrimaryKey, db

BADGE, CARD_LEFT, TIE_BACK, INTRODUCTION, BY_HAND = ORIGINS = (
    "badge", "card left", "tie back", "introduction", "by hand"
)
VIAS = ("camera", "photo", "typed", "link")
PROMISED = "promised"
IN, OUT, BOTH = DIRECTIONS = ("in", "out", "both")
_GIVEN = (f"CASE WHEN {name} IS NULL THEN 0 ELSE 1 END" for name in ("tie_id", "tag", "event_id"))
OF_ONE_THING = f"{' + '.join(_GIVEN)} = 1"


class Tie(Synced, Base):
    """The record that its owner holds of another person. Directed; mutual when both hold one."""

    __tablename__ = "ties"
    __table_args__ = (
        UniqueConstraint("owner_id", "peer_user_id"),
        UniqueConstraint("owner_id", "address_key"),
        UniqueConstraint("owner_id", "client_id"),
        Index("ix_ties_newest", "owner_id", "last_met_at", "id"),
        CheckConstraint("owner_id <> peer_user_id", name="of_another_person"),
        # An id that is an alias of another tie must never be given again.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    # Made on the phone for somebody added by hand, so that a second arrival finds the first.
    client_id: Mapped[str | None]
    peer_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    card_id: Mapped[int | None] = mapped_column(ForeignKey("cards.id", ondelete="SET NULL"), index=True)
    origin: Mapped[str]
    # The name the owner knows the person by; it stays when the card goes.
    name: Mapped[str]
    # What a guest left or the owner typed; a user's own card is read from the card.
    org: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    tel: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    # "mailto:" or "tel:" plus the normalised address: how a guest's second card finds the first.
    address_key: Mapped[str | None] = mapped_column(index=True)
    search_text: Mapped[str] = mapped_column(default="", server_default="")
    last_met_at: Mapped[datetime] = mapped_column(default=now)
    # The peer has said "not now" to adding the owner back.
    peer_dismissed_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    card: Mapped[Card | None] = relationship()
    owner: Mapped[User] = relationship(foreign_keys=[owner_id])
    encounters: Mapped[list["Encounter"]] = relationship(
        back_populates="tie", passive_deletes="all", order_by="Encounter.met_at.desc()"
    )
    notes: Mapped[list["Note"]] = relationship(
        passive_deletes="all", order_by="(Note.written_at.desc(), Note.id.desc())",
        primaryjoin="and_(Note.tie_id == Tie.id, Note.replaced_at.is_(None))",
    )
    tags: Mapped[list["TieTag"]] = relationship(passive_deletes="all", order_by="TieTag.name")
    interactions: Mapped[list["Interaction"]] = relationship(
        passive_deletes="all", order_by="Interaction.happened_at.desc()"
    )

    @property
    def edited_twice(self) -> set[int]:
        """Ids of the notes that share their place with another: both were edited, on two devices."""
        in_place = Counter(note.place for note in self.notes)
        return {note.id for note in self.notes if in_place[note.place] > 1}

    @classmethod
    def held_by(cls, owner_id: int) -> Select["Tie"]:
        return select(cls).where(cls.owner_id == owner_id)

    @classmethod
    def of(cls, owner_id: int, tie_id: int) -> "Tie":
        """The owner's tie by its id or by the id it had before two ties merged; else 404."""
        alias = select(TieAlias.tie_id).where(TieAlias.id == tie_id).scalar_subquery()
        return db.first_or_404(cls.held_by(owner_id).where((cls.id == tie_id) | (cls.id == alias)))

    @classmethod
    def of_me(cls, peer_user_id: int, tie_id: int) -> "Tie":
        """Somebody else's tie to that user, unless one has blocked the other; else 404."""
        tie = db.first_or_404(select(cls).where(cls.id == tie_id, cls.peer_user_id == peer_user_id))
        if Block.stands_between(tie.owner_id, peer_user_id):
            abort(404)
        return tie

    @classmethod
    def between(cls, owner_id: int, peer_user_id: int) -> "Tie | None":
        return db.session.scalar(cls.held_by(owner_id).where(cls.peer_user_id == peer_user_id))


class TieAlias(Base):
    """The id of a tie that was merged into another one."""

    __tablename__ = "tie_aliases"

    id: Mapped[PrimaryKey]
    tie_id: Mapped[int] = mapped_column(ForeignKey("ties.id", ondelete="CASCADE"), index=True)


class Encounter(Synced, Base):
    """One meeting at one event, or at none."""

    __tablename__ = "encounters"
    __table_args__ = (
        UniqueConstraint("tie_id", "event_id"),
        Index("uq_encounters_no_event", "tie_id", unique=True,
              sqlite_where=text("event_id IS NULL"), postgresql_where=text("event_id IS NULL")),
        Index("ix_encounters_event_id_owner_id", "event_id", "owner_id"),
    )

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    tie_id: Mapped[int] = mapped_column(ForeignKey("ties.id", ondelete="CASCADE"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="SET NULL"))
    met_at: Mapped[datetime]
    # What a guest wrote when leaving their card: theirs to withdraw, unlike the owner's notes.
    line: Mapped[str] = mapped_column(default="", server_default="")

    tie: Mapped[Tie] = relationship(back_populates="encounters")
    event: Mapped[Event | None] = relationship()


class Scan(Base):
    """The ledger of what a phone sent; a replay finds its first arrival here."""

    __tablename__ = "scans"
    __table_args__ = (UniqueConstraint("owner_id", "client_id"),)

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    client_id: Mapped[str]
    badge_id: Mapped[int | None] = mapped_column(ForeignKey("badges.id", ondelete="SET NULL"), index=True)
    encounter_id: Mapped[int | None] = mapped_column(ForeignKey("encounters.id", ondelete="SET NULL"), index=True)
    via: Mapped[str]
    # Time on the phone, offset (seconds) to be added to it, and time of arrival.
    scanned_at: Mapped[datetime]
    clock_offset: Mapped[int] = mapped_column(default=0, server_default="0")
    received_at: Mapped[datetime]


class Note(Synced, Base):
    """The owner's private words on a tie; append-only, so two devices never overwrite each other.

    An edit is a note of its own in the place of the one before. Two that stand in the same place were written on two
    devices that did not know of each other.
    """

    __tablename__ = "notes"
    __table_args__ = (UniqueConstraint("owner_id", "client_id"),)

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    tie_id: Mapped[int] = mapped_column(ForeignKey("ties.id", ondelete="CASCADE"), index=True)
    encounter_id: Mapped[int | None] = mapped_column(ForeignKey("encounters.id", ondelete="SET NULL"), index=True)
    client_id: Mapped[str | None]
    text: Mapped[str]
    written_at: Mapped[datetime]
    # The first of the notes in whose place this one stands.
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("notes.id", ondelete="SET NULL"), index=True)
    # Since when another note, or none, stands in its place; its text is gone then.
    replaced_at: Mapped[datetime | None]

    encounter: Mapped[Encounter | None] = relationship()

    @property
    def place(self) -> int:
        """The id of the first note that stood where this one stands."""
        return self.replaces_id or self.id


class TieTag(Synced, Base):
    __tablename__ = "tie_tags"
    __table_args__ = (UniqueConstraint("tie_id", "name"), Index("ix_tie_tags_owner_id_name", "owner_id", "name"))

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    tie_id: Mapped[int] = mapped_column(ForeignKey("ties.id", ondelete="CASCADE"))
    name: Mapped[str]


class Interaction(Synced, Base):
    """A contact after the meeting, with an ask or without: they wrote (in), I wrote (out), or we talked (both)."""

    __tablename__ = "interactions"
    __table_args__ = (
        UniqueConstraint("owner_id", "client_id"),
        CheckConstraint("direction IN ('in', 'out', 'both')", name="direction"),
        Index("ix_interactions_of_owner", "owner_id", "tie_id", "happened_at", "direction"),
    )

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    tie_id: Mapped[int] = mapped_column(ForeignKey("ties.id", ondelete="CASCADE"), index=True)
    client_id: Mapped[str | None]
    channel: Mapped[str]
    direction: Mapped[str]
    with_ask: Mapped[bool] = mapped_column(default=False)
    happened_at: Mapped[datetime]


class Cadence(Base):
    """How often its owner wants to be in touch: with one tie, with all of a tag, or with all met at an event."""

    __tablename__ = "cadences"
    __table_args__ = (
        UniqueConstraint("owner_id", "tie_id"),
        UniqueConstraint("owner_id", "tag"),
        UniqueConstraint("owner_id", "event_id"),
        CheckConstraint(OF_ONE_THING, name="of_one_thing"),
        CheckConstraint("days BETWEEN 0 AND 1100", name="days"),
    )

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    tie_id: Mapped[int | None] = mapped_column(ForeignKey("ties.id", ondelete="CASCADE"), index=True)
    tag: Mapped[str | None]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    # Between two contacts; 0 says never, which for one tie outdoes its tags and events.
    days: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(default=now)


class CardLeft(Base):
    """A card that a guest left with a tie's owner: what they consented to, and the key to withdraw it."""

    __tablename__ = "cards_left"
    # The link to withdraw a card names its id, which must never be given again.
    __table_args__ = (UniqueConstraint("owner_id", "fingerprint"), {"sqlite_autoincrement": True})

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    tie_id: Mapped[int | None] = mapped_column(ForeignKey("ties.id", ondelete="CASCADE"), index=True)
    encounter_id: Mapped[int | None] = mapped_column(ForeignKey("encounters.id", ondelete="SET NULL"), index=True)
    # The same words left twice for the same badge on one day are one card.
    fingerprint: Mapped[str]
    # The owner's name as it stood on the card, and what the guest wrote.
    owner_name: Mapped[str]
    line: Mapped[str] = mapped_column(default="", server_default="")
    consented_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
