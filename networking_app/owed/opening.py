"""Opening and changing what is owed. Doing it twice is doing it once; the caller commits."""

from datetime import date, datetime

from sqlalchemy import select

from networking_app.accounts.changes import next_change
from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db, insert
from networking_app.follow_ups.deciding import SNOOZE, Decision
from networking_app.follow_ups.planning import Rhythm
from networking_app.owed.models import Owed
from networking_app.ties.deciding import decide


def open_owed(
    owner_id: int, tie_id: int, kind: str, side: str, text: str = "", due_on: date | None = None, *,
    client_id: str | None = None, note_id: int | None = None, follow_up_id: int | None = None,
    introduction_id: int | None = None, at: datetime | None = None,
) -> Owed:
    """Keep that something is owed; the same client id of the same owner again finds the first."""
    values = {"owner_id": owner_id, "tie_id": tie_id, "client_id": client_id, "kind": kind, "side": side,
              "text": text, "due_on": due_on, "note_id": note_id, "follow_up_id": follow_up_id,
              "introduction_id": introduction_id, "opened_at": at or now(), "change_seq": next_change(owner_id)}
    made = insert(Owed).values(**values).on_conflict_do_nothing().returning(Owed.id)
    owed_id = db.session.execute(made).scalar()
    if owed_id is not None:
        return db.session.get_one(Owed, owed_id)
    same = select(Owed).where(Owed.owner_id == owner_id, Owed.client_id == client_id)
    return db.session.scalars(same).one()


def put_off(owed: Owed, due_on: date | None, at: datetime | None = None) -> None:
    """Have it due on that day, or on none. Its follow-up, which cannot be without, is put off to that day with it;
    raises DomainError (422) where that is no day to come."""
    if owed.follow_up is None:
        owed.due_on = due_on
    elif due_on and due_on != owed.follow_up.day:
        decide(owed.follow_up, Decision(SNOOZE, at or now(), due_on.isoformat()), rhythm_of(owed))


def rhythm_of(owed: Owed) -> Rhythm:
    """That of its owner."""
    return Rhythm.of(db.session.get_one(User, owed.owner_id))
