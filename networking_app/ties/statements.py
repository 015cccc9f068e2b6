"""The statements of recording, each built once for each dialect; `recording` says what they are for."""

from typing import Any

from sqlalchemy import and_, bindparam, case, or_, select, update

from networking_app.accounts.models import Block
from networking_app.cards.models import Badge, Card
from networking_app.events.models import Event, FollowUpPlan
from networking_app.extensions import insert, per_dialect
from networking_app.follow_ups.models import FollowUp
from networking_app.ties.models import Encounter, Note, Scan, Tie, TieTag

_SCANNER: Any = bindparam("scanner_id")
_APART = or_(
    and_(Block.blocker_id == _SCANNER, Block.blocked_id == Badge.user_id),
    and_(Block.blocker_id == Badge.user_id, Block.blocked_id == _SCANNER),
)


# Live badges that `scanner_id` may see, with the columns of a FoundBadge.
BADGES = (
    select(Badge.id, Badge.user_id, Badge.card_id, Card.full_name, Badge.event_id,
           Event.starts_at, Event.ends_at, Event.time_zone, Event.cancelled_at, Event.summary)
    .join(Card, Card.id == Badge.card_id)
    .outerjoin(Event, Event.id == Badge.event_id)
    .where(Badge.revoked_at.is_(None), ~select(Block.id).where(_APART).exists())
)

BADGE_BY = {"code": BADGES.where(Badge.code == bindparam("code")),
            "short_code": BADGES.where(Badge.short_code == bindparam("code"))}

EARLIER_ARRIVAL = (
    select(Encounter.tie_id, Encounter.id, Encounter.event_id, Tie.name)
    .select_from(Scan)
    .outerjoin(Encounter, Encounter.id == Scan.encounter_id)
    .outerjoin(Tie, Tie.id == Encounter.tie_id)
    .where(Scan.owner_id == bindparam("owner_id"), Scan.client_id == bindparam("client_id"))
)

STEPS = (
    select(FollowUpPlan.steps)
    .where(FollowUpPlan.event_id == bindparam("event_id"),
           or_(FollowUpPlan.owner_id == bindparam("owner_id"), FollowUpPlan.owner_id.is_(None)))
    .order_by(FollowUpPlan.owner_id.is_(None))
    .limit(1)
)

LINK_SCAN = update(Scan).where(Scan.id == bindparam("scan_id")).values(encounter_id=bindparam("met"))


@per_dialect
def insert_scan() -> Any:
    return insert(Scan).on_conflict_do_nothing(index_elements=["owner_id", "client_id"]).returning(Scan.id)


@per_dialect
def upsert_tie() -> Any:
    """Meeting again brings the newest card and adds the words of `words` to what is searched."""
    new = insert(Tie)
    newest = case((Tie.last_met_at > new.excluded.last_met_at, Tie.last_met_at), else_=new.excluded.last_met_at)
    again = {"card_id": new.excluded.card_id, "last_met_at": newest, "change_seq": new.excluded.change_seq,
             "search_text": Tie.search_text + " " + bindparam("words")}
    conflict = new.on_conflict_do_update(index_elements=["owner_id", "peer_user_id"], set_=again)
    return conflict.returning(Tie.id, Tie.name)


def _upsert_encounter(**conflict: Any) -> Any:
    new = insert(Encounter)
    again = {"change_seq": new.excluded.change_seq}
    return new.on_conflict_do_update(**conflict, set_=again).returning(Encounter.id)


@per_dialect
def upsert_encounter_at_event() -> Any:
    return _upsert_encounter(index_elements=["tie_id", "event_id"])


@per_dialect
def upsert_encounter_elsewhere() -> Any:
    return _upsert_encounter(index_elements=["tie_id"], index_where=Encounter.event_id.is_(None))


@per_dialect
def insert_note() -> Any:
    return insert(Note).on_conflict_do_nothing()


@per_dialect
def insert_tag() -> Any:
    return insert(TieTag).on_conflict_do_nothing()


@per_dialect
def insert_follow_up() -> Any:
    return insert(FollowUp).on_conflict_do_nothing()
