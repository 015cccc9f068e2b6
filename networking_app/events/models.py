"""Meetups, who attends them, and the follow-up plan each of them has."""

from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from networking_app.accounts.changes import Synced
from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.events.plans import steps_from
from networking_app.extensions import Base, PrimaryKey, db
from networking_app.follow_ups.planning import Step, day_of_event

KINDS = ("meetup", "conference", "club", "volunteering", "fair")
COVERS = ("lagoon", "ember", "marigold", "moss", "sky", "indigo", "plum", "slate")
# Doors open early and people stay on: a scan this close still belongs to the event.
AROUND = timedelta(hours=12)


class EventSeries(Base):
    """Events that follow one another: a meetup of every month, a club, a season of job fairs."""

    __tablename__ = "event_series"

    id: Mapped[PrimaryKey]
    summary: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def seen_by(cls, user_id: int) -> Select["EventSeries"]:
        """Those of which that user attends an event."""
        return select(cls).where(cls.id.in_(Event.attended_by(user_id).with_only_columns(Event.series_id)))

    @classmethod
    def of(cls, user_id: int, series_id: int) -> "EventSeries":
        """The series if that user attends an event of it, or 404."""
        return db.first_or_404(cls.seen_by(user_id).where(cls.id == series_id))

    @classmethod
    def organized_by(cls, user_id: int, series_id: int) -> "EventSeries":
        """The series if that user organizes an event of it, or 404."""
        mine = Event.organizing(user_id).with_only_columns(Event.series_id)
        return db.first_or_404(select(cls).where(cls.id == series_id, cls.id.in_(mine)))


class Event(Base):
    __tablename__ = "events"
    __table_args__ = (CheckConstraint("ends_at > starts_at", name="ends_after_start"),)

    id: Mapped[PrimaryKey]
    summary: Mapped[str]
    location: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    time_zone: Mapped[str]
    cover: Mapped[str] = mapped_column(default=COVERS[0])
    join_code: Mapped[str] = mapped_column(unique=True)
    cancelled_at: Mapped[datetime | None]
    kind: Mapped[str] = mapped_column(default=KINDS[0], server_default=KINDS[0])
    series_id: Mapped[int | None] = mapped_column(ForeignKey("event_series.id", ondelete="SET NULL"), index=True)
    # What professions and hobbies meet there, by name.
    circles: Mapped[list] = mapped_column(default=list, server_default="[]")
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    series: Mapped[EventSeries | None] = relationship()
    attendances: Mapped[list["Attendance"]] = relationship(back_populates="event", passive_deletes=True)

    @property
    def day(self) -> date:
        """The local day from which follow-ups count."""
        return day_of_event(self.starts_at, self.ends_at, self.time_zone)

    def running(self, instant: datetime, around: timedelta = timedelta(0)) -> bool:
        """Whether `instant` lies within the event, widened by `around` on both sides."""
        return self.cancelled_at is None and self.starts_at - around <= instant <= self.ends_at + around

    @classmethod
    def attended_by(cls, user_id: int) -> Select["Event"]:
        return select(cls).join(Attendance).where(Attendance.user_id == user_id)

    @classmethod
    def of(cls, user_id: int, event_id: int) -> "Event":
        """The event if that user attends it, or 404."""
        return db.first_or_404(cls.attended_by(user_id).where(cls.id == event_id))

    @classmethod
    def organizing(cls, user_id: int) -> Select["Event"]:
        """Those that the user organizes."""
        return cls.attended_by(user_id).where(Attendance.organizer_since.is_not(None))

    @classmethod
    def organized_by(cls, user_id: int, event_id: int) -> "Event":
        """The event if that user organizes it, or 404."""
        return db.first_or_404(cls.organizing(user_id).where(cls.id == event_id))

    @classmethod
    def running_for(cls, user_id: int, instant: datetime) -> "Event | None":
        """The event that user is at: of several the one that started last."""
        running = cls.attended_by(user_id).where(
            cls.cancelled_at.is_(None), cls.starts_at <= instant + AROUND, cls.ends_at >= instant - AROUND
        )
        found = db.session.scalars(running.order_by(cls.starts_at.desc())).all()
        strictly = [event for event in found if event.running(instant)]
        return next(iter(strictly or found), None)


class Attendance(Synced, Base):
    """A user at an event; organizers are attendees with a date since when."""

    __tablename__ = "attendances"
    __table_args__ = (
        UniqueConstraint("event_id", "user_id"),
        CheckConstraint("outside_percent BETWEEN 0 AND 100", name="outside_percent"),
        Index("ix_attendances_listed", "event_id", "user_id",
              sqlite_where=text("listed_at IS NOT NULL"), postgresql_where=text("listed_at IS NOT NULL")),
    )
    sync_owner = "user_id"

    id: Mapped[PrimaryKey]
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    organizer_since: Mapped[datetime | None]
    joined_at: Mapped[datetime] = mapped_column(default=now)
    # Since when other attendees may find them in the list of who is there.
    listed_at: Mapped[datetime | None]
    # Aims: why they go, what they can offer there, and how many of a hundred new ties to be outside their circles.
    reason: Mapped[str] = mapped_column(default="", server_default="")
    offer: Mapped[str] = mapped_column(default="", server_default="")
    outside_percent: Mapped[int | None]

    event: Mapped[Event] = relationship(back_populates="attendances")
    user: Mapped[User] = relationship()

    @classmethod
    def find(cls, event_id: int, user_id: int) -> "Attendance | None":
        return db.session.scalar(select(cls).where(cls.event_id == event_id, cls.user_id == user_id))


class Target(Base):
    """A person, role or topic that an attendee wants to meet at an event."""

    __tablename__ = "targets"
    __table_args__ = (UniqueConstraint("owner_id", "event_id", "wanted_user_id"),)

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    wanted_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(default="")
    found_at: Mapped[datetime | None]
    # When its owner last said that it is found or not, by corrected time: what was said earlier and arrives later is
    # void.
    decided_at: Mapped[datetime | None]
    # The one at the event before of the series, in whose place this one stands.
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("targets.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, owner_id: int, target_id: int) -> "Target":
        """The owner's target, or 404."""
        return db.first_or_404(select(cls).where(cls.id == target_id, cls.owner_id == owner_id))


class FollowUpPlan(Base):
    """The ordered steps of an event; with an owner, that attendee's own copy of them."""

    __tablename__ = "follow_up_plans"
    __table_args__ = (
        UniqueConstraint("event_id", "owner_id"),
        Index("uq_follow_up_plans_event", "event_id", unique=True,
              sqlite_where=text("owner_id IS NULL"), postgresql_where=text("owner_id IS NULL")),
    )

    id: Mapped[PrimaryKey]
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    # Rows of {key, days, title, hint, condition} in order; keys are stable over edits and copies.
    steps: Mapped[list]
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    @property
    def as_steps(self) -> list[Step]:
        return steps_from(self.steps)

    @classmethod
    def for_attendee(cls, event_id: int, user_id: int) -> "FollowUpPlan | None":
        """The attendee's own copy if there is one, else the event's plan."""
        plans = select(cls).where(cls.event_id == event_id, (cls.owner_id == user_id) | cls.owner_id.is_(None))
        return db.session.scalar(plans.order_by(cls.owner_id.is_(None)).limit(1))
