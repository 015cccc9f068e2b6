"""Users, their addresses, sessions, mailed links and blocks."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, or_, select, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from networking_app.clock import now
from networking_app.extensions import Base, PrimaryKey, db


def hashed(token: str) -> str:
    """What is stored of a random token: enough to find it again, useless to whoever reads the database."""
    return hashlib.sha256(token.encode()).hexdigest()


def address_key(email: str) -> str:
    """The form in which two spellings of one address are equal."""
    return email.strip().casefold()


class User(Base):
    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("preferred_hour BETWEEN 0 AND 23", name="preferred_hour"),
        CheckConstraint("days_off BETWEEN 0 AND 126", name="days_off"),
    )

    id: Mapped[PrimaryKey]
    name: Mapped[str]
    password_hash: Mapped[str]
    time_zone: Mapped[str] = mapped_column(default="UTC")
    preferred_hour: Mapped[int] = mapped_column(default=9)
    # Bit 0 is Monday; a weekend is not Saturday and Sunday everywhere.
    days_off: Mapped[int] = mapped_column(default=0b1100000)
    phone_key: Mapped[str] = mapped_column(default=lambda: secrets.token_hex(8))
    # Whether the QR code on screen carries the first name, for scanners without a network.
    name_in_code: Mapped[bool] = mapped_column(default=True, server_default=true())
    change_seq: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime] = mapped_column(default=now)

    addresses: Mapped[list["Address"]] = relationship(
        back_populates="user", cascade="all, delete-orphan", passive_deletes=True, order_by="Address.id"
    )

    @property
    def address(self) -> "Address | None":
        """The address mails go to: the first verified one, else the first."""
        verified = [address for address in self.addresses if address.verified_at]
        return next(iter(verified or self.addresses), None)


class Address(Base):
    __tablename__ = "addresses"
    __table_args__ = (
        UniqueConstraint("user_id", "key"),
        Index("uq_addresses_verified_key", "key", unique=True, sqlite_where=text("verified_at IS NOT NULL"),
              postgresql_where=text("verified_at IS NOT NULL")),
        Index("ix_addresses_key", "key"),
    )

    id: Mapped[PrimaryKey]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    email: Mapped[str]
    key: Mapped[str]
    verified_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(back_populates="addresses")

    @classmethod
    def verified(cls, email: str) -> "Address | None":
        """The row that proves whose address this is, if anybody's."""
        return db.session.scalar(select(cls).where(cls.key == address_key(email), cls.verified_at.is_not(None)))


class Session(Base):
    __tablename__ = "sessions"

    id: Mapped[PrimaryKey]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    device: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_seen_at: Mapped[datetime] = mapped_column(default=now)


class MailedLink(Base):
    """A single-use link sent by mail; only its hash is kept."""

    __tablename__ = "mailed_links"

    id: Mapped[PrimaryKey]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    address_id: Mapped[int | None] = mapped_column(ForeignKey("addresses.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Block(Base):
    __tablename__ = "blocks"
    __table_args__ = (UniqueConstraint("blocker_id", "blocked_id"),)

    id: Mapped[PrimaryKey]
    blocker_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    blocked_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def stands_between(cls, one: int, other: int) -> bool:
        """Whether either has blocked the other."""
        pairs = or_(
            (cls.blocker_id == one) & (cls.blocked_id == other), (cls.blocker_id == other) & (cls.blocked_id == one)
        )
        return db.session.scalar(select(cls.id).where(pairs).limit(1)) is not None


class Outgoing(Base):
    """Something to deliver: the worker's queue. `kind` says how `payload` becomes a message."""

    __tablename__ = "outgoing"
    __table_args__ = (
        Index("ix_outgoing_waiting", "due_at", sqlite_where=text("done_at IS NULL"),
              postgresql_where=text("done_at IS NULL")),
    )

    id: Mapped[PrimaryKey]
    # What must not be sent twice says so here: "digest 5 2026-11-23".
    key: Mapped[str | None] = mapped_column(unique=True)
    kind: Mapped[str]
    payload: Mapped[dict] = mapped_column()
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    due_at: Mapped[datetime] = mapped_column(default=now)
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    done_at: Mapped[datetime | None]
    error: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
