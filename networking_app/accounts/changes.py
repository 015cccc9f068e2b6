"""The change sequence: rows a phone keeps a copy of are numbered per owner, a deletion leaves a tombstone."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, ForeignKey, bindparam, event, select, update
from sqlalchemy.orm import Mapped, Session, UOWTransaction, declared_attr, mapped_column

from networking_app.accounts.models import User
from networking_app.extensions import Base, PrimaryKey, db, run


class Synced:
    """Mixin of a table that a phone keeps a copy of; `sync_owner` is the column of the person whose phone it is."""

    sync_owner = "owner_id"

    @declared_attr
    def change_seq(cls) -> Mapped[int]:
        return mapped_column(default=0, server_default="0")


class Tombstone(Base):
    __tablename__ = "tombstones"

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    row_id: Mapped[int]
    change_seq: Mapped[int]


_NEXT = (
    update(User)
    .where(User.id == bindparam("owner_id"))
    .values(change_seq=User.change_seq + 1)
    .returning(User.change_seq)
)


def next_change(owner_id: int) -> int:
    """The owner's next change number; numbers become visible in the order in which they were given."""
    # The row lock lasts until commit: a phone that has seen number n has seen all below n.
    return run(_NEXT, {"owner_id": owner_id}).scalar_one()


def lock_users(which: ColumnElement[bool]) -> list[int]:
    """Let nobody else change those users or what they own until the transaction ends; the ids of those there are.

    In the order of their ids, so that two who lock the same people wait instead of blocking each other for good.
    """
    rows = select(User.id).where(which).order_by(User.id).with_for_update(key_share=True)
    return list(db.session.scalars(rows))


def _stamp(session: Session, _context: UOWTransaction, _instances: object) -> None:
    _bury(session, (row for row in session.deleted if isinstance(row, Synced)))
    numbers: dict[int, int] = {}
    for row in [*session.new, *session.dirty]:
        if isinstance(row, Synced) and session.is_modified(row):
            owner_id = getattr(row, row.sync_owner)
            row.change_seq = numbers.get(owner_id) or numbers.setdefault(owner_id, next_change(owner_id))


def _bury(session: Session, rows: Iterable[Synced]) -> None:
    for row in list(rows):
        owner_id = getattr(row, row.sync_owner)
        kind, row_id = row.__tablename__, row.id  # type: ignore[attr-defined]
        session.add(Tombstone(owner_id=owner_id, kind=kind, row_id=row_id, change_seq=next_change(owner_id)))


event.listen(Session, "before_flush", _stamp)
