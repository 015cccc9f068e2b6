"""What one person owes another, either way."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, Select, UniqueConstraint, func, select
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from networking_app.accounts.changes import Synced
from networking_app.clock import now
from networking_app.extensions import Base, PrimaryKey, db
from networking_app.follow_ups.models import FollowUp
from networking_app.ties.models import Tie

REPLY, PROMISE, FAVOUR, INTRODUCTION, THANKS = KINDS = ("reply", "promise", "favour", "introduction", "thanks")
MINE, THEIRS = SIDES = ("mine", "theirs")


class Owed(Synced, Base):
    """A debt between its owner and the person of one of their ties; `side` says whose it is.

    What was opened from a follow-up is one with it: it is due on its day, and closed while that is.
    """

    __tablename__ = "owed"
    __table_args__ = (
        UniqueConstraint("owner_id", "client_id"),
        CheckConstraint("side IN ('mine', 'theirs')", name="side"),
        Index("ix_owed_owner_id_closed_at", "owner_id", "closed_at", "due_on"),
    )

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    tie_id: Mapped[int] = mapped_column(ForeignKey("ties.id", ondelete="CASCADE"), index=True)
    client_id: Mapped[str | None]
    kind: Mapped[str]
    side: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    # What it was opened from, where it was not typed.
    note_id: Mapped[int | None] = mapped_column(ForeignKey("notes.id", ondelete="SET NULL"), index=True)
    follow_up_id: Mapped[int | None] = mapped_column(ForeignKey("follow_ups.id", ondelete="SET NULL"), index=True)
    introduction_id: Mapped[int | None] = mapped_column(
        ForeignKey("introductions.id", ondelete="SET NULL"), index=True)
    opened_at: Mapped[datetime] = mapped_column(default=now)
    closed_here_at: Mapped[datetime | None] = mapped_column("closed_at")
    # Since when it is closed and thanked for.
    thanked_at: Mapped[datetime | None]
    # When its owner last closed it or opened it again, by corrected time: what was decided earlier and arrives later is
    # void.
    decided_at: Mapped[datetime | None]
    # When its owner last said what it is, by corrected time, for the same reason.
    changed_at: Mapped[datetime | None]

    tie: Mapped[Tie] = relationship()
    follow_up: Mapped[FollowUp | None] = relationship()

    @hybrid_property
    def closed_at(self) -> datetime | None:
        """Since when it is closed, by itself or by its follow-up."""
        row = self.follow_up
        with_it = (row.completed_at or row.skipped_at or row.withdrawn_at) if row else None
        return self.closed_here_at or with_it

    @closed_at.inplace.setter
    def _set_closed_at(self, at: datetime | None) -> None:
        self.closed_here_at = at

    @closed_at.inplace.expression
    @classmethod
    def _closed_at(cls) -> ColumnElement[datetime | None]:
        row = func.coalesce(FollowUp.completed_at, FollowUp.skipped_at, FollowUp.withdrawn_at)
        with_it = select(row).where(FollowUp.id == cls.follow_up_id).correlate_except(FollowUp).scalar_subquery()
        return func.coalesce(cls.closed_here_at, with_it)

    @hybrid_property
    def is_own(self) -> bool:
        """Whether it was opened by itself, not with a step or an introduction."""
        return self.follow_up is None and self.introduction_id is None

    @is_own.inplace.expression
    @classmethod
    def _is_own(cls) -> ColumnElement[bool]:
        return cls.follow_up_id.is_(None) & cls.introduction_id.is_(None)

    @property
    def day(self) -> date | None:
        """When it is due, if there is a day for it."""
        return self.follow_up.day if self.follow_up else self.due_on

    @property
    def thanked(self) -> bool:
        """Whether it was closed as done, not let go."""
        row = self.follow_up
        return self.closed_at is not None and bool(self.thanked_at or (row and row.completed_at))

    @classmethod
    def of(cls, owner_id: int, owed_id: int) -> "Owed":
        """The owner's entry, or 404."""
        return db.first_or_404(select(cls).where(cls.id == owed_id, cls.owner_id == owner_id))

    @classmethod
    def stood(cls) -> ColumnElement[bool]:
        """That it was open once: an answer that was let go never was."""
        return cls.closed_here_at.is_(None) | (cls.closed_here_at > cls.opened_at)

    @classmethod
    def open_for(cls, owner_id: int) -> Select["Owed"]:
        return select(cls).where(cls.owner_id == owner_id, cls.closed_at.is_(None))
