"""What is asked of the synthetic network, and the people in whose name: some as most are, some of the top 1 %."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from flask import Flask
from sqlalchemy import delete, func, select

from bench.hall import _sign_in
from bench.network_shape import dice_for
from networking_app.accounts.models import Session, User
from networking_app.events.models import Attendance
from networking_app.extensions import db
from networking_app.standing.shortest import shortest_chain
from networking_app.ties.models import Tie

ORDINARY, TOP = GROUPS = ("ordinary", "top 1 %")
EACH, PAGE_TARGET, CHAIN_TARGET = 30, 150, 100


@dataclass(frozen=True)
class Person:
    """Somebody signed in, with a tie of theirs and somebody of whom they have heard."""

    id: int
    group: str
    cookie: str
    tie_id: int
    heard_of: int


@dataclass(frozen=True)
class Question:
    """What is asked for a person: a page by its path, or a call; `target` is the p95 in milliseconds."""

    label: str
    path: Callable[[Person], str] | None = None
    call: Callable[[Person], object] | None = None
    target: int = PAGE_TARGET


QUESTIONS = (
    Question("known by", lambda person: "/known-by"),
    Question("people who know me", lambda person: "/known-by/people"),
    Question("not met yet, of a crowd", lambda person: "/events/1/people"),
    Question("introductions", lambda person: "/introductions"),
    Question("owed", lambda person: "/owed"),
    Question("five spare minutes", lambda person: "/five-minutes"),
    Question("doors", lambda person: "/doors"),
    Question("network", lambda person: "/network"),
    Question("matches", lambda person: "/matches"),
    Question("aims", lambda person: "/events/1/aims"),
    Question("a tie", lambda person: f"/ties/{person.tie_id}"),
    Question("shortest chain", call=lambda person: shortest_chain(person.id, person.heard_of), target=CHAIN_TARGET),
)


def people_of(app: Flask) -> list[Person]:
    """The people who ask, all among the crowd, the same in each run; they are signed in."""
    dice = dice_for("people who ask")
    with app.app_context():
        db.session.execute(delete(Session))
        found = [_person(app, user_id, group, dice) for group, ids in _groups(dice).items() for user_id in ids]
        db.session.commit()
    return found


def _groups(dice: Random) -> dict[str, list[int]]:
    held = select(Tie.owner_id, func.count().label("number")).group_by(Tie.owner_id).order_by(func.count().desc())
    by_ties = list(db.session.scalars(held))
    crowd = set(db.session.scalars(select(Attendance.user_id).where(Attendance.event_id == 1)))
    top = set(by_ties[:len(by_ties) // 100])
    return {ORDINARY: dice.sample(sorted(crowd.intersection(by_ties) - top), EACH),
            TOP: dice.sample(sorted(crowd & top), EACH)}


def _person(app: Flask, user_id: int, group: str, dice: Random) -> Person:
    ties = db.session.scalars(select(Tie.id).where(Tie.owner_id == user_id, Tie.peer_user_id.is_not(None))).all()
    heard_of = dice.choice([one for one in _crowd() if one != user_id])
    return Person(user_id, group, _sign_in(app, db.session.get_one(User, user_id)), dice.choice(sorted(ties)), heard_of)


def _crowd() -> Iterator[int]:
    yield from db.session.scalars(select(Attendance.user_id).where(Attendance.event_id == 1).order_by(Attendance.id))
