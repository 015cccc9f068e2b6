"""Whom the people of the demo let know of whom, and a chain of introductions that came of it."""

from random import Random

from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.extensions import db
from networking_app.introductions.answering import agree
from networking_app.introductions.asking import ask
from networking_app.introductions.models import Opening
from networking_app.introductions.offering import pass_on
from networking_app.introductions.opening import let_introduce, open_tie
from networking_app.introductions.reach import Reach, within_reach
from networking_app.ties.models import Tie

WILLING, OPENED = 10, 3
CHAIN = 3
REQUEST = "I would like to hear how their meetup found its second year."
CONTEXT = "You both keep an evening alive that others only talk about."


def introduce_each_other(users: list[User]) -> None:
    """Most let themselves be introduced and open two of three ties; the first user reached some over others."""
    dice = Random(len(users))  # noqa: S311
    for user in users:
        if user is users[0] or dice.randrange(WILLING):
            let_introduce(user.id)
    for tie in db.session.scalars(select(Tie).order_by(Tie.id)).all():
        if dice.randrange(OPENED):
            open_tie(tie)
    db.session.flush()
    last: int | None = None
    for _step in range(CHAIN):
        last = _become_known(users[0].id, last) or last


def _become_known(user_id: int, last: int | None) -> int | None:
    """Be introduced to somebody, by who was introduced last where that one could; who it is."""
    found = within_reach(user_id)
    if not found:
        return None
    opened_by = {row.id: row.owner_id for row in db.session.execute(select(Opening.id, Opening.owner_id))}

    def is_next(reach: Reach) -> bool:
        return any(opened_by[way.opening_id] == last for way in reach.by)

    reach = max(found, key=is_next)
    way = max(reach.by, key=lambda way: opened_by[way.opening_id] == last)
    asked = ask(user_id, way.opening_id, REQUEST)
    db.session.flush()
    pass_on(opened_by[way.opening_id], asked.id, CONTEXT)
    db.session.flush()
    agree(reach.user_id, asked.id)
    db.session.flush()
    return reach.user_id
