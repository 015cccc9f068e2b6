"""We talked: a contact is kept, what it answers is done, and the clock of the tie starts anew; all of it can be undone.

By default a contact is one of both sides, which is what "we talked" says: it ends the wait for an answer, as one that
came from them does. What I wrote myself does not. A promise is not answered by a talk: only its own row completes it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from networking_app.accounts.changes import next_change
from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db, insert
from networking_app.follow_ups import acting
from networking_app.follow_ups.models import PROMISE, FollowUp
from networking_app.follow_ups.planning import PROMISED, UNANSWERED, Rhythm
from networking_app.ties.forms import InteractionRequest
from networking_app.ties.keeping_in_touch import keep_in_touch
from networking_app.ties.models import OUT, Interaction, Tie
from networking_app.ties.writing import add_note


def talked(tie: Tie, contact: InteractionRequest, at: datetime) -> Interaction:
    """Keep that owner and peer were in touch at that time, with what follows from it; the caller commits.

    The same client id again finds the first contact and does nothing.
    """
    interaction_id = _insert(tie, contact, at)
    if interaction_id is None:
        same = (Interaction.owner_id == tie.owner_id, Interaction.client_id == contact.client_id)
        return db.session.scalars(select(Interaction).where(*same)).one()
    interaction = db.session.get_one(Interaction, interaction_id)
    if contact.note:
        add_note(tie, contact.note, contact.client_id, at)
    for follow_up in _answered(interaction, contact.follow_up):
        acting.complete(follow_up, at)
        follow_up.answered_by_id = interaction.id
    keep_in_touch(tie.owner_id, [tie.id])
    return interaction


def untalked(interaction: Interaction, at: datetime | None = None) -> None:
    """Take the contact back: what it had completed, and nobody has decided on since, is open again; words stay."""
    rhythm = Rhythm.of(db.session.get_one(User, interaction.owner_id))
    for follow_up in answered_by(interaction):
        if follow_up.decided_at == interaction.happened_at:
            acting.reopen(follow_up, rhythm, at or now())
        follow_up.answered_by_id = None
    tie_id = interaction.tie_id
    db.session.delete(interaction)
    keep_in_touch(interaction.owner_id, [tie_id])


def answered_by(interaction: Interaction) -> Sequence[FollowUp]:
    """What that contact completed, in the order of its days."""
    rows = select(FollowUp).where(FollowUp.answered_by_id == interaction.id, FollowUp.tie_id == interaction.tie_id)
    return db.session.scalars(rows.order_by(FollowUp.due_on, FollowUp.id)).all()


def said_of(interaction: Interaction) -> str:
    """What is said on screen: that it is kept, and what is done with it."""
    titles = [follow_up.title for follow_up in answered_by(interaction) if follow_up.completed_at]
    if not titles:
        return _("Kept: you were in touch.")
    if len(titles) == 1:
        return _("Kept. Done with it: %(title)s", title=titles[0])
    return ngettext("Kept. %(num)d step is done with it.", "Kept. %(num)d steps are done with it.", len(titles))


def _insert(tie: Tie, contact: InteractionRequest, at: datetime) -> int | None:
    values = {"client_id": contact.client_id, "channel": contact.channel, "direction": contact.direction,
              "with_ask": contact.with_ask, "happened_at": at, "owner_id": tie.owner_id, "tie_id": tie.id}
    statement = insert(Interaction).values(**values, change_seq=next_change(tie.owner_id))
    return db.session.execute(statement.on_conflict_do_nothing().returning(Interaction.id)).scalar()


def _answered(interaction: Interaction, named: int | None) -> Iterable[FollowUp]:
    """The open follow-ups of the tie that the contact answers, unless the person has decided on them since."""
    tie = db.session.get_one(Tie, interaction.tie_id)
    zone = ZoneInfo(db.session.get_one(User, tie.owner_id).time_zone)
    today = interaction.happened_at.astimezone(zone).date()
    for follow_up in db.session.scalars(select(FollowUp).where(FollowUp.tie_id == tie.id, FollowUp.is_open())).all():
        if not acting.is_void(follow_up, interaction.happened_at):
            if follow_up.id == named or _answers(interaction, follow_up, follow_up.day <= today):
                yield follow_up


def _answers(interaction: Interaction, follow_up: FollowUp, due: bool) -> bool:
    if follow_up.condition == UNANSWERED and interaction.direction != OUT:
        return True
    return due and follow_up.condition != PROMISED and follow_up.source != PROMISE
