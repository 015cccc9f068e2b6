"""What the page of a tie shows: loaded for one tie or for many, with the same few questions to the database."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from networking_app.cards.models import Card
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.ties.cadence_rules import Rule, rules_of
from networking_app.ties.going_quiet import Quiet, quiet_of
from networking_app.ties.models import Encounter, Tie


@dataclass(frozen=True)
class TiePage:
    """A tie with what its page needs: the tie that the peer holds in return, the follow-ups in their order, and the
    rule by which it is kept in touch, if any."""

    tie: Tie
    theirs: Tie | None
    follow_ups: list[FollowUp]
    rule: Rule | None = None

    @property
    def quiet(self) -> Quiet | None:
        """When it goes quiet, if it is kept in touch."""
        return quiet_of(self.follow_ups).get(self.tie.id)

    @property
    def values(self) -> dict[str, object]:
        """What the template is given; the client id makes a form that is sent twice arrive once."""
        values = {"tie": self.tie, "theirs": self.theirs, "follow_ups": self.follow_ups, "card": self.tie.card}
        return {**values, "rule": self.rule, "quiet": self.quiet, "client_id": uuid4()}


def with_row(ties: Select[Tie]) -> Select[Tie]:
    """Let those ties come with what a row of the list shows."""
    card = joinedload(Tie.card).joinedload(Card.photo)
    return ties.options(card, selectinload(Tie.encounters).joinedload(Encounter.event))


def with_page(ties: Select[Tie]) -> Select[Tie]:
    """Let those ties come with what their pages show of them."""
    return with_row(ties).options(selectinload(Tie.notes), selectinload(Tie.tags), selectinload(Tie.interactions))


def pages_of(owner_id: int, ties: Sequence[Tie]) -> list[TiePage]:
    """The pages of some ties of that owner."""
    planned, theirs, rules = _planned(ties), _theirs(owner_id, ties), rules_of(owner_id, [tie.id for tie in ties])
    return [TiePage(tie, theirs.get(tie.peer_user_id), planned[tie.id], rules.get(tie.id)) for tie in ties]


def _planned(ties: Sequence[Tie]) -> dict[int, list[FollowUp]]:
    of_them = select(FollowUp).where(FollowUp.tie_id.in_([tie.id for tie in ties]), FollowUp.withdrawn_at.is_(None))
    planned: dict[int, list[FollowUp]] = defaultdict(list)
    for follow_up in db.session.scalars(of_them.order_by(FollowUp.effective_day(), FollowUp.position)):
        planned[follow_up.tie_id].append(follow_up)
    return planned


def _theirs(owner_id: int, ties: Sequence[Tie]) -> dict[int | None, Tie]:
    peers = [tie.peer_user_id for tie in ties if tie.peer_user_id]
    held = select(Tie).where(Tie.owner_id.in_(peers), Tie.peer_user_id == owner_id)
    return {tie.owner_id: tie for tie in db.session.scalars(held)}
