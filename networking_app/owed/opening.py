"""Opening what is owed. Doing it twice is doing it once; the caller commits."""

from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import func, select

from networking_app.accounts.changes import next_change
from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.errors import DomainError
from networking_app.extensions import db, insert
from networking_app.follow_ups.planning import Rhythm
from networking_app.owed.models import Owed

# What somebody may keep open of what they open themselves; a step or an introduction brings one at most.
MOST_OPEN = 2000


def open_owed(
    owner_id: int, tie_id: int, kind: str, side: str, text: str = "", due_on: date | None = None, *,
    client_id: str | None = None, note_id: int | None = None, follow_up_id: int | None = None,
    introduction_id: int | None = None, at: datetime | None = None,
) -> Owed:
    """Keep that something is owed; the same client id of the same owner again finds the first.

    Raises DomainError (409) where the owner keeps too much open, which the caller rolls back.
    """
    values = {"owner_id": owner_id, "tie_id": tie_id, "client_id": client_id, "kind": kind, "side": side,
              "text": text, "due_on": due_on, "note_id": note_id, "follow_up_id": follow_up_id,
              "introduction_id": introduction_id, "opened_at": at or now(), "change_seq": next_change(owner_id)}
    made = insert(Owed).values(**values).on_conflict_do_nothing().returning(Owed.id)
    owed_id = db.session.execute(made).scalar()
    if owed_id is not None:
        debt = db.session.get_one(Owed, owed_id)
        stay_within(debt)
        return debt
    same = select(Owed).where(Owed.owner_id == owner_id, Owed.client_id == client_id)
    return db.session.scalars(same).one()


def stay_within(opened: Owed) -> None:
    """Have no more open than can be kept with this one; raises DomainError (409), which the caller rolls back."""
    if not opened.is_own:
        return
    own = Owed.open_for(opened.owner_id).where(Owed.is_own)
    if (db.session.scalar(select(func.count()).select_from(own.subquery())) or 0) > MOST_OPEN:
        raise DomainError(_("Two thousand things owed are as many as one person can keep open. "
                            "Close some of them first, or let them go."), 409)


def rhythm_of(owed: Owed) -> Rhythm:
    """That of its owner."""
    return Rhythm.of(db.session.get_one(User, owed.owner_id))
