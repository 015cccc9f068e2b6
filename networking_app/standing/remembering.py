"""What people will remember of each other: one line for each pair and event, read by the remembered person alone.

The caller commits. Between two people of whom one has blocked the other nothing is written, shown or counted.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import Select, select

from networking_app.accounts.changes import next_change
from networking_app.accounts.models import Block, User
from networking_app.clock import now
from networking_app.errors import DomainError
from networking_app.events.models import Event
from networking_app.extensions import db, insert
from networking_app.introductions.apart import blocked_with
from networking_app.standing.models import Remembrance
from networking_app.ties.models import Tie


class Text(NamedTuple):
    """What somebody wrote about the reader, and when."""

    text: str
    writer_id: int
    written_at: datetime


@dataclass(frozen=True)
class Line:
    """What somebody will remember of the reader."""

    text: str
    writer: str
    writer_id: int
    event: Event | None
    written_at: datetime
    # The writer's tie, by which the reader may answer or block.
    tie_id: int


def remember(tie: Tie, event_id: int | None, text: str) -> None:
    """Keep the line of the tie's owner on its peer for that meeting, in the place of the one before.

    Raises DomainError (404) where they did not meet there, or where one has blocked the other.
    """
    if not may_remember(tie, event_id):
        raise DomainError(_("You can leave a line for somebody where you met them."), 404)
    tie.change_seq = next_change(tie.owner_id)
    words = {"text": text, "written_at": now(), "tie_id": tie.id}
    written = insert(Remembrance).values(writer_id=tie.owner_id, remembered_id=tie.peer_user_id, event_id=event_id,
                                         **words)
    columns, where = ["writer_id", "remembered_id"], Remembrance.event_id.is_(None)
    if event_id is not None:
        columns, where = [*columns, "event_id"], Remembrance.event_id.is_not(None)
    db.session.execute(written.on_conflict_do_update(index_elements=columns, index_where=where, set_=words))


def may_remember(tie: Tie, event_id: int | None) -> bool:
    """Whether the tie is to somebody with an account whom its owner met there, and neither has blocked the other."""
    if tie.peer_user_id is None or Block.stands_between(tie.owner_id, tie.peer_user_id):
        return False
    return any(encounter.event_id == event_id for encounter in tie.encounters)


def forget(tie: Tie, event_id: int | None) -> None:
    """Take the line back."""
    tie.change_seq = next_change(tie.owner_id)
    for row in db.session.scalars(_lines_on([tie.id])).all():
        if row.event_id == event_id:
            db.session.delete(row)


def written_on(tie_ids: Collection[int]) -> dict[int, dict[int | None, str]]:
    """By tie and event what its owner has written."""
    found: dict[int, dict[int | None, str]] = defaultdict(dict)
    for row in db.session.scalars(_lines_on(tie_ids)):
        found[row.tie_id][row.event_id] = row.text
    return found


def _lines_on(tie_ids: Collection[int]) -> Select[Remembrance]:
    return select(Remembrance).where(Remembrance.tie_id.in_(tie_ids))


def lines_for(user_id: int, most: int | None = None) -> list[Line]:
    """What others will remember of that user, the newest first: all, or so many lines at most."""
    lines = _about(user_id, Remembrance, User.name, Event).join(User, User.id == Remembrance.writer_id)
    # An event of theirs that the reader has no part in is nothing to tell them of.
    attended = Event.attended_by(user_id).with_only_columns(Event.id)
    lines = lines.outerjoin(Event, (Event.id == Remembrance.event_id) & Event.id.in_(attended))
    newest = lines.order_by(Remembrance.written_at.desc(), Remembrance.id.desc()).limit(most)
    return [Line(row.text, name, row.writer_id, event, row.written_at, row.tie_id)
            for row, name, event in db.session.execute(newest)]


def texts_about(user_id: int) -> list[Text]:
    """The same without what is shown beside it."""
    texts = _about(user_id, Remembrance.text, Remembrance.writer_id, Remembrance.written_at)
    return [Text(*row) for row in db.session.execute(texts.order_by(Remembrance.id))]


def _about(user_id: int, *columns: Any) -> Select[Any]:
    return select(*columns).where(
        Remembrance.remembered_id == user_id, Remembrance.writer_id.not_in(blocked_with(user_id)))
