"""What an owner adds to a tie and takes away again; doing it twice is doing it once. The caller commits."""

from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from networking_app.accounts.changes import next_change
from networking_app.errors import DomainError
from networking_app.extensions import db, insert
from networking_app.ties.models import Encounter, Note, Tie, TieTag
from networking_app.ties.searching import text_of

MOST_TAGS = 30
# What is noted within a day of a meeting is about that meeting; two clocks may differ by a little.
SOON, A_LITTLE = timedelta(days=1), timedelta(minutes=1)


def add_note(tie: Tie, text: str, client_id: str, at: datetime) -> None:
    """Keep words that were written at that time, with the meeting they follow."""
    met = select(Encounter.id).where(
        Encounter.tie_id == tie.id, Encounter.met_at <= at + A_LITTLE, Encounter.met_at > at - SOON
    )
    encounter_id = db.session.scalar(met.order_by(Encounter.met_at.desc()).limit(1))
    _insert(Note, tie, client_id=client_id, text=text, written_at=at, encounter_id=encounter_id)


def add_tag(tie: Tie, name: str) -> None:
    """Raises DomainError (422) when the tie has enough of them."""
    names = set(db.session.scalars(select(TieTag.name).where(TieTag.tie_id == tie.id)))
    if name not in names and len(names) >= MOST_TAGS:
        raise DomainError(_("Thirty tags are enough for one person."), 422)
    _insert(TieTag, tie, name=name)


def remove_tag(tie: Tie, name: str) -> None:
    row = db.session.scalar(select(TieTag).where(TieTag.tie_id == tie.id, TieTag.name == name))
    if row is not None:
        db.session.delete(row)


def make_searchable(tie: Tie) -> None:
    """Bring what is searched of the tie in line with what hangs on it now."""
    db.session.flush()
    db.session.expire(tie)
    tie.search_text, tie.change_seq = text_of(tie), next_change(tie.owner_id)


def _insert(table: type, tie: Tie, **values: object) -> None:
    place = {"owner_id": tie.owner_id, "tie_id": tie.id, "change_seq": next_change(tie.owner_id)}
    db.session.execute(insert(table).values(**place, **values).on_conflict_do_nothing())
