"""Why people came, what they brought, and whom they look for: at the web nights, which follow one another."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from networking_app.accounts.models import User
from networking_app.demo.meetup import Gathering
from networking_app.events.models import Attendance
from networking_app.events.series import put_into
from networking_app.events.targets import carry_over, want
from networking_app.extensions import db

CIRCLES = (["web", "open source", "type design"], ["open source", "maintainers", "coffee"],
           ["web", "open source", "cycling"], ["speaking", "teaching"])
KINDS = ("meetup", "club", "meetup", "volunteering")
OFFERS = ("An hour with your slow queries", "A second pair of eyes on your first talk", "A spare desk on Fridays",
          "I bring stickers, and know where the soup is", "")
REASONS = ("To hear what others broke this month.", "To find two people who teach.", "A friend asked me along.", "")
LOOKED_FOR = ("somebody who prints posters", "a designer who likes maps", "anybody who runs a makerspace")
LISTED = 0.7


def aim(users: Sequence[User], gatherings: Sequence[Gathering], dice: Random) -> None:
    """Give the events a kind, circles and a series, and everybody there some aims; the organizer has looked back."""
    for gathering, kind, circles in zip(gatherings, KINDS, CIRCLES, strict=True):
        gathering.event.kind, gathering.event.circles = kind, list(circles)
        for user_id in gathering.badges:
            _aim(user_id, gathering, dice)
    earlier, later = gatherings[0].event, gatherings[2].event
    put_into(later, str(earlier.id), users[0].id)
    first, *_others = [want(users[0].id, earlier.id, text) for text in LOOKED_FOR]
    first.found_at = earlier.starts_at + timedelta(hours=2)
    carry_over(users[0].id, later.id)


def _aim(user_id: int, gathering: Gathering, dice: Random) -> None:
    attendance = Attendance.find(gathering.event.id, user_id)
    if attendance is None:
        return
    attendance.offer, attendance.reason = dice.choice(OFFERS), dice.choice(REASONS)
    attendance.outside_percent = dice.choice((None, 25, 50))
    if dice.random() < LISTED:
        attendance.listed_at = attendance.joined_at
    db.session.flush()
