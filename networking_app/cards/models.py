"""What a person hands over, and the badges that show it in one place."""

from base64 import b64encode
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, Select, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from networking_app.accounts.changes import Synced
from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.extensions import Base, PrimaryKey, db
from networking_app.formats.codes import new_code, new_short_code

# Fields that can be held back; the name is always shown.
CIRCLE, OFFER, ASK, ROLE = "circle", "offer", "ask", "role"
HOLDABLE = ("pronouns", "title", "org", "note", "offers", "asks", "circles", "photo")
EMAIL, TEL, URL = WAYS = ("email", "tel", "url")


class Card(Synced, Base):
    """Fields carry vCard names (RFC 6350); `note` is what the person wants to be remembered for."""

    __tablename__ = "cards"
    sync_owner = "user_id"

    id: Mapped[PrimaryKey]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(default="")
    full_name: Mapped[str]
    pronouns: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    org: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    offers: Mapped[str] = mapped_column(default="")
    asks: Mapped[str] = mapped_column(default="")
    # Professions and hobbies, by name.
    circles: Mapped[list] = mapped_column(default=list, server_default="[]")
    # Rows of {kind: email|tel|url, value, label, shown} in the person's order.
    ways: Mapped[list] = mapped_column(default=list)
    # Names out of HOLDABLE that a stranger does not see.
    held_back: Mapped[list] = mapped_column(default=list)
    search_text: Mapped[str] = mapped_column(default="", server_default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    user: Mapped[User] = relationship()
    photo: Mapped["Photo | None"] = relationship(back_populates="card", cascade="all, delete-orphan",
                                                 passive_deletes=True)

    def shows(self, field: str) -> bool:
        """Whether a stranger sees that field."""
        return field not in self.held_back and bool(getattr(self, field))

    def shown(self, field: str) -> str:
        """The field as a stranger sees it: empty when held back."""
        return "" if field in self.held_back else getattr(self, field)

    @property
    def shown_circles(self) -> list[str]:
        """The circles as a stranger sees them: none when held back."""
        return self.circles if self.shows("circles") else []

    def shown_ways(self, kind: str | None = None) -> list[dict]:
        """The ways to reach the person that a stranger sees."""
        return [way for way in self.ways if way.get("shown") and kind in (None, way["kind"])]

    @property
    def photo_data(self) -> str:
        """The small photo as a data: address, empty when there is none to show."""
        if self.photo is None or not self.shows("photo"):
            return ""
        return "data:image/webp;base64," + b64encode(self.photo.small).decode()

    @classmethod
    def of(cls, user_id: int, card_id: int) -> "Card":
        """The user's card, or 404."""
        return db.first_or_404(select(cls).where(cls.id == card_id, cls.user_id == user_id))

    @classmethod
    def all_of(cls, user_id: int) -> "list[Card]":
        """The user's cards in the order they were made."""
        return list(db.session.scalars(select(cls).where(cls.user_id == user_id).order_by(cls.id)))

    @classmethod
    def first_of(cls, user_id: int) -> "Card | None":
        return db.session.scalar(select(cls).where(cls.user_id == user_id).order_by(cls.id).limit(1))


class CardWord(Base):
    """A word by which a card meets another: a circle as it is called, or one of its offers, asks or role, folded.

    Only what the card shows to a stranger stands here.
    """

    __tablename__ = "card_words"
    __table_args__ = (Index("ix_card_words_word", "word", "kind", "user_id"),)

    card_id: Mapped[int] = mapped_column(ForeignKey("cards.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)


class CardSave(Base):
    """How often a badge's card was saved to a phone in a day, by whomever: nobody is named, so nobody is known."""

    __tablename__ = "card_saves"
    __table_args__ = (UniqueConstraint("badge_id", "saved_on"),)

    id: Mapped[PrimaryKey]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    badge_id: Mapped[int] = mapped_column(ForeignKey("badges.id", ondelete="CASCADE"))
    saved_on: Mapped[date]
    number: Mapped[int] = mapped_column(default=1)


class Photo(Base):
    __tablename__ = "photos"

    card_id: Mapped[int] = mapped_column(ForeignKey("cards.id", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[str]
    large: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    small: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    jpeg: Mapped[bytes] = deferred(mapped_column(LargeBinary))

    card: Mapped[Card] = relationship(back_populates="photo")


class Badge(Synced, Base):
    """A card shown in one place: at one event or, without an event, anywhere."""

    __tablename__ = "badges"
    __table_args__ = (
        Index("uq_badges_live_event", "user_id", "event_id", unique=True,
              sqlite_where=text("revoked_at IS NULL AND event_id IS NOT NULL"),
              postgresql_where=text("revoked_at IS NULL AND event_id IS NOT NULL")),
        Index("uq_badges_live_anywhere", "card_id", unique=True,
              sqlite_where=text("revoked_at IS NULL AND event_id IS NULL"),
              postgresql_where=text("revoked_at IS NULL AND event_id IS NULL")),
    )
    sync_owner = "user_id"

    id: Mapped[PrimaryKey]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("cards.id", ondelete="CASCADE"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(unique=True, default=new_code)
    short_code: Mapped[str] = mapped_column(unique=True, default=new_short_code)
    revoked_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    card: Mapped[Card] = relationship()
    event: Mapped[Event | None] = relationship()

    @classmethod
    def live(cls) -> Select["Badge"]:
        return select(cls).where(cls.revoked_at.is_(None))

    @classmethod
    def by_code(cls, code: str) -> "Badge | None":
        """The live badge with that long code."""
        return db.session.scalar(cls.live().where(cls.code == code))

    @classmethod
    def by_short_code(cls, short_code: str) -> "Badge | None":
        """The live badge with that short code; who may use it is for the caller to check."""
        return db.session.scalar(cls.live().where(cls.short_code == short_code))

    @classmethod
    def shown_at(cls, user_id: int, event_id: int) -> "Badge | None":
        """The user's live badge at that event."""
        return db.session.scalar(cls.live().where(cls.user_id == user_id, cls.event_id == event_id))

    @classmethod
    def of(cls, user_id: int, badge_id: int) -> "Badge":
        """The user's badge, revoked or not, or 404."""
        return db.first_or_404(select(cls).where(cls.id == badge_id, cls.user_id == user_id))
