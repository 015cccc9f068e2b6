"""What a person opens: themselves, to be introduced by those they know, and single ties, for their other ties to know.

Nothing is open until they say so, and all of it can be closed at once. The caller commits.
"""

from collections.abc import Collection

from sqlalchemy import delete, select

from networking_app.accounts.changes import next_change
from networking_app.clock import now
from networking_app.extensions import db, insert
from networking_app.introductions.models import Introducible, Opening
from networking_app.ties.models import Tie


def is_introducible(user_id: int) -> bool:
    return db.session.get(Introducible, user_id) is not None


def let_introduce(user_id: int) -> None:
    """Let the people whom that user knows introduce them."""
    db.session.execute(insert(Introducible).values(user_id=user_id, since=now()).on_conflict_do_nothing())


def stop_introducing(user_id: int) -> None:
    db.session.execute(delete(Introducible).where(Introducible.user_id == user_id))


def open_tie(tie: Tie) -> None:
    """Let the owner's other ties know of this one; a tie without an account stays closed."""
    if tie.peer_user_id is None:
        return
    # The lock first, in whatever changes ties: two who wait for each other are ended by the database.
    tie.change_seq = next_change(tie.owner_id)
    row = {"owner_id": tie.owner_id, "peer_user_id": tie.peer_user_id, "tie_id": tie.id, "opened_at": now()}
    db.session.execute(insert(Opening).values(**row).on_conflict_do_nothing())


def close_tie(tie: Tie) -> None:
    tie.change_seq = next_change(tie.owner_id)
    db.session.execute(delete(Opening).where(Opening.tie_id == tie.id))


def opened_among(tie_ids: Collection[int]) -> set[int]:
    """Which of those ties are open."""
    return set(db.session.scalars(select(Opening.tie_id).where(Opening.tie_id.in_(tie_ids))))
