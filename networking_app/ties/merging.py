"""Two ties of one owner turn out to be one person: everything that hangs on one of them moves to the other."""

from typing import Any

from sqlalchemy import select, update

from networking_app.accounts.changes import next_change
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.ties.guests import write_lines
from networking_app.ties.keeping_in_touch import keep_in_touch
from networking_app.ties.models import (
    BY_HAND,
    Cadence,
    CardLeft,
    Encounter,
    Interaction,
    Note,
    Scan,
    Tie,
    TieAlias,
    TieTag,
)
from networking_app.ties.searching import text_of

HANGING = (Note, Interaction, TieTag, FollowUp, Cadence, CardLeft, TieAlias, Encounter)


def merge(kept: Tie, lost: Tie) -> None:
    """Move all of `lost` to `kept` and delete it; its id stays as an alias.

    Where both have the same meeting or step only one remains: the earlier meeting, the step that was acted on.
    """
    db.session.flush()
    change = next_change(kept.owner_id)
    _merge_encounters(kept.id, lost.id, change)
    _merge_follow_ups(kept.id, lost.id)
    _merge_tags(kept.id, lost.id)
    _merge_cadences(kept.id, lost.id)
    for table in (Note, Interaction, TieTag, FollowUp):
        _move(table, lost.id, kept.id, change_seq=change)
    for other in (Cadence, CardLeft, TieAlias):
        _move(other, lost.id, kept.id)
    _move_what_others_hang_on_it(lost.id, kept.id, change)
    _merge_fields(kept, lost)


def _move(table: Any, lost_id: int, kept_id: int, **values: object) -> None:
    statement = update(table).where(table.tie_id == lost_id).values(tie_id=kept_id, **values)
    db.session.execute(statement, execution_options={"synchronize_session": False})


def _move_what_others_hang_on_it(lost_id: int, kept_id: int, change: int) -> None:
    """Rows of the domains above, which this one does not know: all that points to a tie."""
    ours = {table.__tablename__ for table in HANGING}
    for table in db.metadata.sorted_tables:
        for key in table.foreign_keys if table.name not in ours else ():
            if key.column is Tie.__table__.c.id:
                numbered = {"change_seq": change} if "change_seq" in table.c else {}
                db.session.execute(update(table).where(key.parent == lost_id).values({key.parent: kept_id, **numbered}))


def _merge_encounters(kept_id: int, lost_id: int, change: int) -> None:
    there = {encounter.event_id: encounter for encounter in _rows(Encounter, kept_id)}
    for encounter in _rows(Encounter, lost_id):
        same = there.get(encounter.event_id)
        if same is None:
            continue
        same.met_at = min(same.met_at, encounter.met_at)
        for table in (Note, Scan, CardLeft):
            _point_to(table, encounter.id, same.id)
        db.session.delete(encounter)
        db.session.flush()
        write_lines(same.id)
    _move(Encounter, lost_id, kept_id, change_seq=change)


def _point_to(table: Any, old_id: int, new_id: int) -> None:
    statement = update(table).where(table.encounter_id == old_id).values(encounter_id=new_id)
    db.session.execute(statement, execution_options={"synchronize_session": False})


def _merge_follow_ups(kept_id: int, lost_id: int) -> None:
    there = {(step.event_id, step.step_key): step for step in _rows(FollowUp, kept_id)}
    for step in _rows(FollowUp, lost_id):
        same = there.get((step.event_id, step.step_key))
        if same is not None:
            db.session.delete(max(same, step, key=lambda one: (not one.touched, one.due_on, one.tie_id == lost_id)))
    db.session.flush()


def _merge_tags(kept_id: int, lost_id: int) -> None:
    there = {tag.name for tag in _rows(TieTag, kept_id)}
    for tag in _rows(TieTag, lost_id):
        if tag.name in there:
            db.session.delete(tag)
    db.session.flush()


def _merge_cadences(kept_id: int, lost_id: int) -> None:
    if _rows(Cadence, kept_id):
        for cadence in _rows(Cadence, lost_id):
            db.session.delete(cadence)
    db.session.flush()


def _merge_fields(kept: Tie, lost: Tie) -> None:
    """What is empty on the kept tie is filled; how the person was first met is how the older tie began.

    Unless that was written down by hand: then the other side has had a part in it since.
    """
    older = min(kept, lost, key=lambda tie: (tie.origin == BY_HAND, tie.created_at))
    gained = {name: getattr(kept, name) or getattr(lost, name) for name in ("org", "title", "email", "tel", "url")}
    gained |= {"address_key": kept.address_key or lost.address_key, "origin": older.origin,
               "created_at": min(kept.created_at, lost.created_at),
               "last_met_at": max(kept.last_met_at, lost.last_met_at)}
    alias = TieAlias(id=lost.id, tie_id=kept.id)
    # Expired, so that deleting it leaves alone what has moved; deleted first, as an address belongs to one tie.
    db.session.expire(lost)
    db.session.delete(lost)
    db.session.flush()
    db.session.add(alias)
    for name, value in gained.items():
        setattr(kept, name, value)
    db.session.flush()
    db.session.refresh(kept)
    kept.search_text = text_of(kept)
    keep_in_touch(kept.owner_id, [kept.id])


def _rows(table: Any, tie_id: int) -> list[Any]:
    return list(db.session.scalars(select(table).where(table.tie_id == tie_id)))
