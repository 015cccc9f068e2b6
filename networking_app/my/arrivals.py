"""The ledger of what phones have sent, with what was answered: the second arrival gets the answer of the first."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from networking_app.extensions import Base, PrimaryKey


class Arrival(Base):
    """One write that a phone made offline and named itself. Scans have a ledger of their own."""

    __tablename__ = "arrivals"
    __table_args__ = (UniqueConstraint("owner_id", "client_id"),)

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    client_id: Mapped[str]
    answer: Mapped[dict]
    received_at: Mapped[datetime]
