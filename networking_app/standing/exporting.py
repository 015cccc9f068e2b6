"""What belongs into a person's export: their lines on others, others' lines on them, how often their card was saved."""

from typing import Any

from sqlalchemy import select

from networking_app.cards.models import CardSave
from networking_app.extensions import db
from networking_app.standing.models import Remembrance
from networking_app.standing.remembering import lines_for


def remembered_by_and_of(user_id: int) -> dict[str, list[dict[str, Any]]]:
    """Lists by name, as JSON holds them."""
    written = db.session.scalars(select(Remembrance).where(Remembrance.writer_id == user_id).order_by(Remembrance.id))
    saved = db.session.scalars(select(CardSave).where(CardSave.user_id == user_id).order_by(CardSave.id))
    return {
        "what_i_will_remember": [{"tie_id": row.tie_id, "event_id": row.event_id, "text": row.text,
                                  "written_at": row.written_at.isoformat()} for row in written],
        "what_they_will_remember": [{"writer": line.writer, "event_id": line.event.id if line.event else None,
                                     "text": line.text, "written_at": line.written_at.isoformat()}
                                    for line in lines_for(user_id)],
        "card_saves": [{"badge_id": row.badge_id, "saved_on": row.saved_on.isoformat(), "number": row.number}
                       for row in saved],
    }
