"""How often cards are saved to phones by people without an account: taps a day, of nobody in particular.

"Save to contacts" is a link, as it must work without scripts, and what it leads to is a file. So this GET counts, the
only one that changes anything: a number that its caller never sees and that nothing else hangs on. It counts only what
a browser says that a person did: not HEAD, not link previews and crawlers, which say nothing, not what a browser
fetches in advance. Safari does not tell of taps; from there a page of our own must have led to the file.
"""

from datetime import date
from zoneinfo import ZoneInfo

from flask import Request

from networking_app.cards.models import Badge, CardSave
from networking_app.clock import now
from networking_app.extensions import db, insert


def is_tap(request: Request) -> bool:
    """Whether a person has just tapped on the link, as far as Fetch Metadata tells."""
    told = request.headers
    if request.method != "GET" or told.get("Sec-Purpose") or told.get("Purpose") or told.get("X-Moz"):
        return False
    if told.get("Sec-Fetch-Mode") != "navigate" or told.get("Sec-Fetch-Dest") != "document":
        return False
    return told.get("Sec-Fetch-User") == "?1" or told.get("Sec-Fetch-Site") == "same-origin"


def owners_day(badge: Badge) -> date:
    """Today, where the owner of the badge lives."""
    return now().astimezone(ZoneInfo(badge.card.user.time_zone)).date()


def count_save(badge_id: int, user_id: int, on: date) -> None:
    """Add one to the badge's day; the caller commits."""
    first = insert(CardSave).values(user_id=user_id, badge_id=badge_id, saved_on=on, number=1)
    again = first.on_conflict_do_update(index_elements=["badge_id", "saved_on"], set_={"number": CardSave.number + 1})
    db.session.execute(again)
