"""What stays with one person of another."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from networking_app.clock import now
from networking_app.extensions import Base, PrimaryKey


class Remembrance(Base):
    """One line that its writer leaves for whom they met: what they will remember. Only that person reads it."""

    __tablename__ = "remembrances"
    __table_args__ = (
        Index("uq_remembrances_event", "writer_id", "remembered_id", "event_id", unique=True,
              sqlite_where=text("event_id IS NOT NULL"), postgresql_where=text("event_id IS NOT NULL")),
        Index("uq_remembrances_no_event", "writer_id", "remembered_id", unique=True,
              sqlite_where=text("event_id IS NULL"), postgresql_where=text("event_id IS NULL")),
    )

    id: Mapped[PrimaryKey]
    writer_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    remembered_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="SET NULL"), index=True)
    # The writer's tie to that person: the line goes with it.
    tie_id: Mapped[int] = mapped_column(ForeignKey("ties.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    written_at: Mapped[datetime] = mapped_column(default=now)
