"""Rules for keeping in touch are set and taken away again; the follow-ups they ask for come and go with them."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import Select, delete, func, select, update

from networking_app.accounts.changes import next_change
from networking_app.errors import DomainError
from networking_app.extensions import db
from networking_app.ties.cadence_rules import rules_of
from networking_app.ties.forms import CadenceRequest
from networking_app.ties.keeping_in_touch import keep_in_touch
from networking_app.ties.models import Cadence, Encounter, Tie, TieTag

MOST_CADENCES = 200


def set_as_asked(tie: Tie, asked: CadenceRequest) -> None:
    """What the form on the page of a tie says."""
    if asked.days is None:
        follow_the_rules(tie)
    else:
        keep_tie(tie, asked.days)


def keep_tie(tie: Tie, days: int) -> None:
    """Keep in touch with one person that often, whatever their tags say; 0 says never."""
    _set(Cadence(owner_id=tie.owner_id, tie_id=tie.id, days=days))


def keep_tagged(owner_id: int, tag: str, days: int) -> None:
    """Keep in touch with everybody who has that tag, or gets it; raises DomainError (422) when there are too many."""
    _set(Cadence(owner_id=owner_id, tag=tag, days=days))


def keep_met_at(owner_id: int, event_id: int, days: int) -> None:
    """Keep in touch with everybody met at that event; raises DomainError (422) when there are too many."""
    _set(Cadence(owner_id=owner_id, event_id=event_id, days=days))


def follow_the_rules(tie: Tie) -> None:
    """Have no rule for the tie itself: what its tags and events say applies again."""
    next_change(tie.owner_id)
    own = db.session.scalar(select(Cadence).where(Cadence.owner_id == tie.owner_id, Cadence.tie_id == tie.id))
    if own is not None:
        remove(own)


def stop(tie: Tie) -> None:
    """Be prompted of that person no more, also where a tag or an event would say so."""
    follow_the_rules(tie)
    if tie.id in rules_of(tie.owner_id, [tie.id]):
        keep_tie(tie, 0)


def remove(cadence: Cadence) -> None:
    """Take a rule away; those it applied to follow what else there is."""
    change, tie_ids = next_change(cadence.owner_id), _applies_to(cadence)
    db.session.execute(delete(Cadence).where(Cadence.id == cadence.id))
    _tell(cadence.owner_id, tie_ids, change)


def cadence_of(owner_id: int, *, tag: str = "", event_id: int | None = None) -> Cadence | None:
    """The owner's rule for a tag, or else for an event."""
    of_it = Cadence.tag == tag if tag else Cadence.event_id == event_id
    return db.session.scalar(select(Cadence).where(Cadence.owner_id == owner_id, of_it))


def _set(wanted: Cadence) -> None:
    # The lock of the owner first: two requests find the same rule there, or none.
    change = next_change(wanted.owner_id)
    found = db.session.scalar(_same(wanted))
    if found is None:
        if not wanted.tie_id:
            _leave_room(wanted.owner_id)
        db.session.add(wanted)
    else:
        found.days = wanted.days
    db.session.flush()
    _tell(wanted.owner_id, _applies_to(wanted), change)


def _same(wanted: Cadence) -> Select[Cadence]:
    of_it = (Cadence.tie_id.is_not_distinct_from(wanted.tie_id), Cadence.tag.is_not_distinct_from(wanted.tag),
             Cadence.event_id.is_not_distinct_from(wanted.event_id))
    return select(Cadence).where(Cadence.owner_id == wanted.owner_id, *of_it)


def _leave_room(owner_id: int) -> None:
    set_already = select(func.count()).where(Cadence.owner_id == owner_id, Cadence.tie_id.is_(None))
    if (db.session.scalar(set_already) or 0) >= MOST_CADENCES:
        raise DomainError(_("Two hundred of these are enough. Take one away that you no longer need."), 422)


def _applies_to(cadence: Cadence) -> Sequence[int]:
    if cadence.tie_id:
        return [cadence.tie_id]
    ties = (select(TieTag.tie_id).where(TieTag.owner_id == cadence.owner_id, TieTag.name == cadence.tag)
            if cadence.tag else
            select(Encounter.tie_id).where(Encounter.owner_id == cadence.owner_id,
                                           Encounter.event_id == cadence.event_id))
    return db.session.scalars(ties).all()


def _tell(owner_id: int, tie_ids: Sequence[int], change: int) -> None:
    """Let phones fetch the pages that say by which rule the person is kept; 0 statements for nobody."""
    for first in range(0, len(tie_ids), 500):
        pages = update(Tie).where(Tie.id.in_(tie_ids[first:first + 500])).values(change_seq=change)
        db.session.execute(pages, execution_options={"synchronize_session": False})
    if tie_ids:
        keep_in_touch(owner_id, tie_ids)
