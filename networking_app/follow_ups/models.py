"""A dated thing to do for a tie."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, UniqueConstraint, func, select, text
from sqlalchemy.orm import Mapped, mapped_column

from networking_app.accounts.changes import Synced
from networking_app.clock import now
from networking_app.extensions import Base, PrimaryKey, db

PLAN, PROMISE, CADENCE = SOURCES = ("plan", "promise", "cadence")
OPEN = "completed_at IS NULL AND skipped_at IS NULL AND withdrawn_at IS NULL"


class FollowUp(Synced, Base):
    __tablename__ = "follow_ups"
    __table_args__ = (
        UniqueConstraint("tie_id", "event_id", "step_key"),
        Index("uq_follow_ups_no_event", "tie_id", "step_key", unique=True,
              sqlite_where=text("event_id IS NULL"), postgresql_where=text("event_id IS NULL")),
        Index("ix_follow_ups_open", "owner_id", "due_at", sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
        Index("ix_follow_ups_event", "event_id", "owner_id"),
        Index("ix_follow_ups_changes", "owner_id", "change_seq"),
        CheckConstraint("condition IN ('always', 'promised', 'unanswered')", name="condition"),
        CheckConstraint("source IN ('plan', 'promise', 'cadence')", name="source"),
        Index("ix_follow_ups_answered_by_id", "answered_by_id", sqlite_where=text("answered_by_id IS NOT NULL"),
              postgresql_where=text("answered_by_id IS NOT NULL")),
    )

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    tie_id: Mapped[int] = mapped_column(ForeignKey("ties.id", ondelete="CASCADE"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="SET NULL"))
    # A step of a plan, something promised in a note, or a tie that is kept in touch.
    source: Mapped[str] = mapped_column(default=PLAN, server_default=PLAN)
    step_key: Mapped[str]
    position: Mapped[int]
    title: Mapped[str]
    hint: Mapped[str] = mapped_column(default="")
    condition: Mapped[str]
    # The day the plan's count leads to, and the first day from it that is not a day off.
    planned_on: Mapped[date] = mapped_column(default=lambda context: context.get_current_parameters()["due_on"])
    # What the person chose instead stands apart in snoozed_until.
    due_on: Mapped[date]
    snoozed_until: Mapped[date | None]
    # When the next prompt for it is due: at first on its day, later counted by `nudges`, the prompts there have been.
    due_at: Mapped[datetime]
    nudges: Mapped[int] = mapped_column(default=0, server_default="0")
    completed_at: Mapped[datetime | None]
    skipped_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    # When the person last decided on it, by corrected time: what was decided earlier and arrives later is void.
    decided_at: Mapped[datetime | None]
    # The contact that completed it; taking that back opens it again.
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("interactions.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def day(self) -> date:
        """The local day it is due on, by the person's choice or else by the plan."""
        return self.snoozed_until or self.due_on

    @property
    def touched(self) -> bool:
        """Whether the person has acted on it: plans then leave it alone."""
        return bool(self.completed_at or self.skipped_at or self.snoozed_until)

    @property
    def state(self) -> str:
        """In one word what has become of it: done, skipped, withdrawn, put off or open."""
        if self.completed_at or self.skipped_at:
            return "done" if self.completed_at else "skipped"
        return "withdrawn" if self.withdrawn_at else "put off" if self.snoozed_until else "open"

    @classmethod
    def of(cls, owner_id: int, follow_up_id: int) -> "FollowUp":
        """The owner's follow-up, or 404."""
        return db.first_or_404(select(cls).where(cls.id == follow_up_id, cls.owner_id == owner_id))

    @classmethod
    def is_open(cls) -> ColumnElement[bool]:
        return cls.completed_at.is_(None) & cls.skipped_at.is_(None) & cls.withdrawn_at.is_(None)

    @classmethod
    def is_a_word(cls) -> ColumnElement[bool]:
        """That it stands for a word of its owner's: done, and not with a contact, which counts itself."""
        return cls.completed_at.is_not(None) & cls.answered_by_id.is_(None)

    @classmethod
    def effective_day(cls) -> ColumnElement[date]:
        return func.coalesce(cls.snoozed_until, cls.due_on)
