"""Of whom somebody may still say what they will remember, when an event is over."""

from collections.abc import Sequence

from sqlalchemy import exists

from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.introductions.apart import blocked_with
from networking_app.standing.models import Remembrance
from networking_app.standing.new_ties import met_at
from networking_app.ties.models import Encounter, Tie

AT_ONCE = 5


def without_a_line(user_id: int, event: Event) -> Sequence[Tie]:
    """The first they met there of those with an account, without a block either way and without a line from them."""
    line = exists().where(Remembrance.writer_id == user_id, Remembrance.remembered_id == Tie.peer_user_id,
                          Remembrance.event_id == event.id)
    people = met_at(user_id, event, Tie).where(
        Tie.peer_user_id.is_not(None), Tie.peer_user_id.not_in(blocked_with(user_id)), ~line)
    return db.session.scalars(people.order_by(Encounter.met_at, Tie.id).limit(AT_ONCE)).all()
