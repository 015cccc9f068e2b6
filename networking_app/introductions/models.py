"""Introductions, and what each person opened for them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from networking_app.clock import now
from networking_app.extensions import Base, PrimaryKey


class Introducible(Base):
    """Who lets the people they know introduce them, since when; nobody does until they say so."""

    __tablename__ = "introducible"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[datetime] = mapped_column(default=now)


class Opening(Base):
    """A tie of which its owner lets their own ties know, so that they may ask to be introduced."""

    __tablename__ = "openings"
    __table_args__ = (UniqueConstraint("owner_id", "peer_user_id"),)

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    peer_user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    tie_id: Mapped[int] = mapped_column(ForeignKey("ties.id", ondelete="CASCADE"), unique=True)
    opened_at: Mapped[datetime] = mapped_column(default=now)


class Introduction(Base):
    """`connector` brings `first` and `second` together; `first` is the one who asked, where one of them asked.

    Two who ask for each other have a question each, of which the other's is none: one learns nothing of the other's.
    What is passed on takes both up.

    Each side's answer is an instant: yes or no, one of the two at most. It is made once both have said yes.
    """

    __tablename__ = "introductions"
    __table_args__ = (
        CheckConstraint("first_id <> second_id", name="of_two_people"),
        CheckConstraint("connector_id <> first_id AND connector_id <> second_id", name="by_a_third"),
        Index("ix_introductions_connector_id", "connector_id", "closed_at"),
        Index("ix_introductions_first_id", "first_id", "second_id"),
        Index("ix_introductions_second_id", "second_id", "first_id"),
    )

    id: Mapped[PrimaryKey]
    connector_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    first_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    second_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    # What the asker tells the connector, and what the connector tells both; what `second` told them, who asked as well.
    request: Mapped[str] = mapped_column(default="")
    second_request: Mapped[str] = mapped_column(default="", server_default="")
    context: Mapped[str] = mapped_column(default="")
    # Nothing where it was taken back before it was passed on.
    asked_at: Mapped[datetime | None]
    offered_at: Mapped[datetime | None]
    first_yes_at: Mapped[datetime | None]
    first_no_at: Mapped[datetime | None]
    second_yes_at: Mapped[datetime | None]
    second_no_at: Mapped[datetime | None]
    made_at: Mapped[datetime | None]
    # Taken back, refused, expired, or reported back: nothing more is expected of anybody.
    closed_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]
    # The ties that came of it.
    first_tie_id: Mapped[int | None] = mapped_column(ForeignKey("ties.id", ondelete="SET NULL"), index=True)
    second_tie_id: Mapped[int | None] = mapped_column(ForeignKey("ties.id", ondelete="SET NULL"), index=True)
    # What became of it, told to the connector by either side.
    first_result: Mapped[str] = mapped_column(default="")
    second_result: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def people(self) -> tuple[int, int, int]:
        return self.connector_id, self.first_id, self.second_id

    @property
    def sides(self) -> tuple["Side", "Side"]:
        return Side(self, "first"), Side(self, "second")

    def side(self, user_id: int) -> "Side":
        """The side of that user; raises LookupError for anybody else."""
        mine = [side for side in self.sides if side.user_id == user_id]
        if not mine:
            raise LookupError("not one of the two sides")
        return mine[0]


class IntroducedTie(Base):
    """A tie that came of an introduction, and its owner's own tie to who made that.

    How somebody was reached is the owner's to keep, also when an account is closed and the introduction goes with it.
    """

    __tablename__ = "introduced_ties"

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    tie_id: Mapped[int] = mapped_column(ForeignKey("ties.id", ondelete="CASCADE"), index=True)
    by_tie_id: Mapped[int] = mapped_column(ForeignKey("ties.id", ondelete="CASCADE"), index=True)


@dataclass(frozen=True)
class Side:
    """One of the two who are introduced, and what they said."""

    introduction: Introduction
    name: str

    def _get(self, what: str) -> Any:
        return getattr(self.introduction, f"{self.name}_{what}")

    def put(self, **values: object) -> None:
        """Write columns of this side: `put(yes_at=now(), no_at=None)`."""
        for what, value in values.items():
            setattr(self.introduction, f"{self.name}_{what}", value)

    def put_request(self, words: str) -> None:
        """Why they ask to be introduced."""
        setattr(self.introduction, self._request, words)

    @property
    def _request(self) -> str:
        return "request" if self.name == "first" else "second_request"

    @property
    def user_id(self) -> int:
        return self._get("id")

    @property
    def other(self) -> "Side":
        return Side(self.introduction, "second" if self.name == "first" else "first")

    @property
    def yes_at(self) -> datetime | None:
        return self._get("yes_at")

    @property
    def no_at(self) -> datetime | None:
        return self._get("no_at")

    @property
    def tie_id(self) -> int | None:
        return self._get("tie_id")

    @property
    def result(self) -> str:
        return self._get("result")

    @property
    def asked(self) -> bool:
        """Whether they asked to be introduced."""
        return bool(self.request)

    @property
    def request(self) -> str:
        """Why they asked to be introduced; empty where they did not."""
        return getattr(self.introduction, self._request)
