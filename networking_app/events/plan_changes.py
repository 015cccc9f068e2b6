"""Changing a follow-up plan, or the day it counts from, and the open follow-ups with it."""

from collections.abc import Sequence

from sqlalchemy import delete, select, text

from networking_app.clock import now
from networking_app.events.models import Event, FollowUpPlan
from networking_app.events.plans import as_rows
from networking_app.extensions import db, insert
from networking_app.follow_ups.planning import Step
from networking_app.follow_ups.replanning import replan


def keep_event_plan(event: Event, steps: Sequence[Step]) -> None:
    """The organizers' change: it reaches everybody who has not made the plan their own."""
    _store(event.id, None, steps)
    replan(event.id, event.day, steps, but_not=_owners_of_copies(event.id))


def keep_copy(event: Event, owner_id: int, steps: Sequence[Step]) -> None:
    """An attendee's change: from now on the plan of that event is their own."""
    _store(event.id, owner_id, steps)
    replan(event.id, event.day, steps, only=[owner_id])


def drop_copy(event: Event, owner_id: int) -> None:
    """Follow the event's plan again."""
    own = (FollowUpPlan.event_id == event.id) & (FollowUpPlan.owner_id == owner_id)
    db.session.execute(delete(FollowUpPlan).where(own))
    plan = FollowUpPlan.for_attendee(event.id, owner_id)
    if plan:
        replan(event.id, event.day, plan.as_steps, only=[owner_id])


def redate_event(event: Event) -> None:
    """The event has moved: so do the open follow-ups of everybody, each by their own plan."""
    plans = db.session.scalars(select(FollowUpPlan).where(FollowUpPlan.event_id == event.id)).all()
    for plan in plans:
        if plan.owner_id is None:
            replan(event.id, event.day, plan.as_steps, but_not=_owners_of_copies(event.id))
        else:
            replan(event.id, event.day, plan.as_steps, only=[plan.owner_id])


def _owners_of_copies(event_id: int) -> Sequence[int]:
    copies = select(FollowUpPlan.owner_id).where(FollowUpPlan.event_id == event_id, FollowUpPlan.owner_id.is_not(None))
    return [owner_id for owner_id in db.session.scalars(copies) if owner_id is not None]


def _store(event_id: int, owner_id: int | None, steps: Sequence[Step]) -> None:
    values = {"event_id": event_id, "owner_id": owner_id, "steps": as_rows(list(steps)), "updated_at": now()}
    statement = insert(FollowUpPlan).values(**values)
    where = ({"index_elements": ["event_id", "owner_id"]} if owner_id is not None else
             {"index_elements": ["event_id"], "index_where": text("owner_id IS NULL")})
    changed = {"steps": statement.excluded.steps, "updated_at": statement.excluded.updated_at}
    db.session.execute(statement.on_conflict_do_update(**where, set_=changed))
