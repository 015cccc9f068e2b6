"""What the pages of ties show of standing: how warm each is, and what their owner will remember of the other."""

from collections.abc import Sequence

from networking_app.accounts.models import User
from networking_app.extensions import db
from networking_app.introductions.apart import blocked_with
from networking_app.standing.remembering import written_on
from networking_app.standing.warmth import warmth_on
from networking_app.ties.pages import TiePage


def standing_on(owner_id: int, pages: Sequence[TiePage]) -> dict[int, dict[str, object]]:
    """By tie what its template is given, for one or for many with the same few questions."""
    zone = db.session.get_one(User, owner_id).time_zone
    apart = set(db.session.scalars(blocked_with(owner_id)))
    written = written_on([page.tie.id for page in pages])
    return {
        page.tie.id: {"warmth": warmth_on(page, zone), "remembered": written.get(page.tie.id, {}),
                      "remembers": page.tie.peer_user_id is not None and page.tie.peer_user_id not in apart}
        for page in pages
    }
