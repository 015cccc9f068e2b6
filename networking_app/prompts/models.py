"""When people are prompted, what they were prompted of, and the ways that reach them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from networking_app.clock import now
from networking_app.extensions import Base, PrimaryKey, db

PUSH, MAIL, WEBHOOK = CHANNELS = ("push", "mail", "webhook")
DAILY, WEEKLY, OFF = DIGESTS = ("daily", "weekly", "off")
TODO, EVENT = COMPONENTS = ("todo", "event")
GONE = "gone"


class Alarm(Base):
    """When somebody is looked after next: once on each of their local days, at their preferred hour.

    The queue of the worker, one slim row per person. Whoever claims it moves it ahead by a lease; whoever has rung it,
    to the next day. So nothing that changes follow-ups has to know of it.
    """

    __tablename__ = "alarms"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    next_at: Mapped[datetime] = mapped_column(index=True)
    # When it was last looked what there is to tell: what began to wait after that is news.
    rang_at: Mapped[datetime | None]


class Prompt(Base):
    """That a follow-up was, or is to be, brought before its owner on one channel."""

    __tablename__ = "prompts"
    __table_args__ = (UniqueConstraint("follow_up_id", "channel", "occurrence"),)

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    follow_up_id: Mapped[int] = mapped_column(ForeignKey("follow_ups.id", ondelete="CASCADE"))
    channel: Mapped[str]
    # The day it was due on and how many prompts there had been: "2026-11-23.0".
    occurrence: Mapped[str]
    outgoing_id: Mapped[int | None] = mapped_column(ForeignKey("outgoing.id", ondelete="SET NULL"), index=True)
    made_at: Mapped[datetime] = mapped_column(default=now)


class PromptSettings(Base):
    """How somebody wants to be reached; without a row as the defaults say."""

    __tablename__ = "prompt_settings"
    __table_args__ = (
        CheckConstraint("quiet_from BETWEEN 0 AND 23 AND quiet_until BETWEEN 0 AND 23", name="quiet_hours"),
        CheckConstraint("digest IN ('daily', 'weekly', 'off')", name="digest"),
        CheckConstraint("tone IN ('warm', 'plain', 'brief')", name="tone"),
        CheckConstraint("feed_component IN ('todo', 'event')", name="feed_component"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[str] = mapped_column(default=DAILY, server_default=DAILY)
    # How often in a row the mailbox has refused the digest.
    mail_refusals: Mapped[int] = mapped_column(default=0, server_default="0")
    # Local hours between which no phone is woken.
    quiet_from: Mapped[int] = mapped_column(default=21, server_default="21")
    quiet_until: Mapped[int] = mapped_column(default=8, server_default="8")
    # Whether the lock screen may show the names of people.
    names_on_screen: Mapped[bool] = mapped_column(default=False, server_default=false())
    # The one of prompts/draft_texts.py in which messages are written unless another is chosen.
    tone: Mapped[str] = mapped_column(default="warm", server_default="warm")
    # Only the hash of the secret in the address of the calendar feed.
    feed_hash: Mapped[str | None] = mapped_column(unique=True)
    feed_component: Mapped[str] = mapped_column(default=EVENT, server_default=EVENT)

    @classmethod
    def of(cls, user_id: int) -> "PromptSettings":
        """The stored settings, or the defaults, not yet stored."""
        defaults = {"digest": DAILY, "mail_refusals": 0, "quiet_from": 21, "quiet_until": 8, "names_on_screen": False,
                    "tone": "warm", "feed_component": EVENT}
        return db.session.get(cls, user_id) or cls(user_id=user_id, **defaults)


class PushSubscription(Base):
    """A browser that may be woken (RFC 8030); the keys encrypt what is sent to it (RFC 8291)."""

    __tablename__ = "push_subscriptions"

    id: Mapped[PrimaryKey]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    # A browser has one subscription, and it ends when the person is signed out there, by whatever way.
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), unique=True)
    endpoint: Mapped[str] = mapped_column(unique=True)
    p256dh: Mapped[str]
    auth: Mapped[str]
    # What the person would call the device: "Firefox on Android".
    device: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    reached_at: Mapped[datetime | None]


class PushRefusal(Base):
    """A browser that shall not be woken any more: it may still know its subscription, and does not offer it unasked."""

    __tablename__ = "push_refusals"

    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)


class Webhook(Base):
    """An address of the person's choice that is told what is due; signed with a secret that both know."""

    __tablename__ = "webhooks"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    url: Mapped[str]
    secret: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    reached_at: Mapped[datetime | None]
    # What went wrong since then, in a word for its owner.
    failure: Mapped[str | None]

    @classmethod
    def listens(cls) -> ColumnElement[bool]:
        """Whether anything is sent there: not once it has said that it is gone for good."""
        return cls.failure.is_distinct_from(GONE)


class DraftTemplate(Base):
    """A person's own words for one occasion in one tone, in place of those that come with the app."""

    __tablename__ = "draft_templates"
    __table_args__ = (UniqueConstraint("owner_id", "occasion", "tone"),)

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    occasion: Mapped[str]
    tone: Mapped[str]
    text: Mapped[str]
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
