"""The statements of recording many scans at once; `arriving` and `arriving_rows` say what they are for."""

from typing import Any

from sqlalchemy import bindparam, case, or_, select, update

from networking_app.cards.models import Badge
from networking_app.events.models import Attendance, Event, FollowUpPlan
from networking_app.follow_ups.models import FollowUp
from networking_app.many_rows import many
from networking_app.ties.meeting import NOTHING_TYPED
from networking_app.ties.models import Encounter, Note, Scan, Tie, TieTag
from networking_app.ties.statements import BADGES


def _any(name: str) -> Any:
    return bindparam(name, expanding=True)


# The code that was asked for, then what is known of its badge.
BADGES_BY = {
    "code": BADGES.where(Badge.code.in_(_any("codes"))).add_columns(Badge.code.label("asked")),
    "short_code": BADGES.where(Badge.short_code.in_(_any("codes"))).add_columns(Badge.short_code.label("asked")),
}

EARLIER_ARRIVALS = (
    select(Scan.client_id, Encounter.tie_id, Encounter.id, Encounter.event_id, Tie.name,
           Badge.event_id.label("shown_at"), Event.summary, Event.cancelled_at)
    .select_from(Scan)
    .outerjoin(Encounter, Encounter.id == Scan.encounter_id)
    .outerjoin(Tie, Tie.id == Encounter.tie_id)
    .outerjoin(Badge, Badge.id == Scan.badge_id)
    .outerjoin(Event, Event.id == Badge.event_id)
    .where(Scan.owner_id == bindparam("owner_id"), Scan.client_id.in_(_any("client_ids")))
)

# The event that started last comes first.
ATTENDED = (
    select(Event.id, Event.starts_at, Event.ends_at, Event.time_zone, Event.cancelled_at)
    .join(Attendance, Attendance.event_id == Event.id)
    .where(Attendance.user_id == bindparam("owner_id"), Event.starts_at <= bindparam("until"),
           Event.ends_at >= bindparam("since"))
    .order_by(Event.starts_at.desc())
)

# An attendee's own copy of a plan comes after the event's, and so replaces it in a dictionary.
PLANS = (
    select(FollowUpPlan.event_id, FollowUpPlan.steps)
    .where(FollowUpPlan.event_id.in_(_any("event_ids")),
           or_(FollowUpPlan.owner_id == bindparam("owner_id"), FollowUpPlan.owner_id.is_(None)))
    .order_by(FollowUpPlan.owner_id.is_not(None))
)

TIES_TO = select(Tie.peer_user_id, Tie.id, Tie.name).where(
    Tie.owner_id == bindparam("owner_id"), Tie.peer_user_id.in_(_any("peers"))
)

_AGAIN = bindparam("at", type_=Tie.last_met_at.type)
MEET_AGAIN = (
    update(Tie)
    .where(Tie.id == bindparam("tie_id"))
    .values(card_id=bindparam("newest_card"), change_seq=bindparam("change"),
            last_met_at=case((Tie.last_met_at > _AGAIN, Tie.last_met_at), else_=_AGAIN),
            search_text=Tie.search_text + bindparam("added"))
)


_PLACE = ("owner_id", "tie_id", "change_seq")

insert_ties = many(
    Tie, ("owner_id", "peer_user_id", "card_id", "origin", "name", *NOTHING_TYPED, "search_text", "last_met_at",
          "created_at", "change_seq"),
    "RETURNING peer_user_id, id, name",
)
insert_scans = many(
    Scan, ("owner_id", "client_id", "badge_id", "encounter_id", "via", "scanned_at", "clock_offset", "received_at"), ""
)
insert_notes = many(Note, (*_PLACE, "encounter_id", "client_id", "text", "written_at"), "ON CONFLICT DO NOTHING")
insert_tags = many(TieTag, (*_PLACE, "name"), "ON CONFLICT DO NOTHING")
insert_follow_ups = many(
    FollowUp, (*_PLACE, "event_id", "step_key", "position", "title", "hint", "condition", "planned_on", "due_on",
               "due_at", "created_at"),
    "ON CONFLICT DO NOTHING",
)


def _upsert_encounters(place: str) -> Any:
    return many(
        Encounter, (*_PLACE, "event_id", "met_at", "line"),
        f"ON CONFLICT {place} DO UPDATE SET change_seq = excluded.change_seq RETURNING tie_id, event_id, id",
    )


upsert_encounters_at_events = _upsert_encounters("(tie_id, event_id)")
upsert_encounters_elsewhere = _upsert_encounters("(tie_id) WHERE event_id IS NULL")
