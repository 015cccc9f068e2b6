"""Everything that one person owns, gathered for their export; nothing that somebody else wrote for themselves."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from networking_app.accounts.models import Block, Session, User
from networking_app.cards.models import Badge, Card
from networking_app.events.models import Attendance, Event, FollowUpPlan, Target
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.introductions.exporting import exported
from networking_app.owed.models import Owed
from networking_app.prompts.models import DraftTemplate, PromptSettings, PushSubscription, Webhook
from networking_app.standing.exporting import remembered_by_and_of
from networking_app.ties.models import Cadence, Encounter, Scan, Tie

Hanging = TypeVar("Hanging", FollowUp, Owed)


@dataclass(frozen=True)
class Belongings:
    """What belongs to one user, as rows."""

    user: User
    cards: Sequence[Card]
    badges: Sequence[Badge]
    attendances: Sequence[Attendance]
    targets: Sequence[Target]
    plans: Sequence[FollowUpPlan]
    ties: Sequence[Tie]
    cadences: Sequence[Cadence]
    scans: Sequence[Scan]
    sessions: Sequence[Session]
    push_devices: Sequence[PushSubscription]
    reminders: PromptSettings
    webhook: Webhook | None
    blocked_names: Sequence[str]
    own_words: Sequence[DraftTemplate]
    introductions: dict[str, Any]
    remembered: dict[str, list[dict[str, Any]]]
    steps_of: dict[int, list[FollowUp]] = field(default_factory=dict)
    owed_of: dict[int, list[Owed]] = field(default_factory=dict)


def gather(user_id: int) -> Belongings:
    """The user's rows, read once each."""
    blocked = select(User.name).join(Block, Block.blocked_id == User.id).where(Block.blocker_id == user_id)
    return Belongings(
        user=db.session.get_one(User, user_id),
        cards=_all(select(Card).where(Card.user_id == user_id).options(joinedload(Card.photo))),
        badges=_all(select(Badge).where(Badge.user_id == user_id)),
        attendances=_all(select(Attendance).where(Attendance.user_id == user_id).options(
            joinedload(Attendance.event).joinedload(Event.series))),
        targets=_all(select(Target).where(Target.owner_id == user_id).order_by(Target.id)),
        plans=_all(select(FollowUpPlan).where(FollowUpPlan.owner_id == user_id)),
        ties=_all(_ties_of(user_id)),
        cadences=_all(select(Cadence).where(Cadence.owner_id == user_id)),
        scans=_all(select(Scan).where(Scan.owner_id == user_id)),
        sessions=_all(select(Session).where(Session.user_id == user_id)),
        push_devices=_all(select(PushSubscription).where(PushSubscription.user_id == user_id)),
        reminders=PromptSettings.of(user_id),
        webhook=db.session.get(Webhook, user_id),
        blocked_names=_all(blocked),
        own_words=_all(select(DraftTemplate).where(DraftTemplate.owner_id == user_id)),
        introductions=exported(user_id),
        remembered=remembered_by_and_of(user_id),
        steps_of=_by_tie(_all(select(FollowUp).where(FollowUp.owner_id == user_id).order_by(FollowUp.due_on))),
        owed_of=_by_tie(_all(_owed_of(user_id))),
    )


def _ties_of(user_id: int) -> Any:
    return Tie.held_by(user_id).order_by(Tie.last_met_at.desc(), Tie.id).options(
        joinedload(Tie.card), selectinload(Tie.notes), selectinload(Tie.tags), selectinload(Tie.interactions),
        selectinload(Tie.encounters).joinedload(Encounter.event),
    )


def _owed_of(user_id: int) -> Any:
    mine = select(Owed).where(Owed.owner_id == user_id).order_by(Owed.opened_at, Owed.id)
    return mine.options(joinedload(Owed.follow_up), joinedload(Owed.tie))


def _all(rows: Any) -> Any:
    return db.session.scalars(rows).all()


def _by_tie(rows: Iterable[Hanging]) -> dict[int, list[Hanging]]:
    found: dict[int, list[Hanging]] = defaultdict(list)
    for row in rows:
        found[row.tie_id].append(row)
    return found
