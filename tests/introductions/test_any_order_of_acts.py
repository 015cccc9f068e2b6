"""Whatever two people and two connectors do, in whatever order: each is shown what the plain rules say."""

from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select
from werkzeug.exceptions import HTTPException

from networking_app.accounts.models import Block, User
from networking_app.clock import now
from networking_app.errors import DomainError
from networking_app.extensions import db
from networking_app.introductions import answering, asking, offering
from networking_app.introductions.finding import number_waiting
from networking_app.introductions.models import Introducible, Introduction, Opening
from networking_app.introductions.seeing import overview
from networking_app.owed.models import Owed
from networking_app.ties.models import Tie
from tests.introductions.model import CONNECTORS, PAIR, PEOPLE, Model, Refused, other
from tests.introductions.people import CONTEXT, REASON

BEGIN = datetime(2026, 3, 2, 12, tzinfo=UTC)
BY, SIDE = st.sampled_from(CONNECTORS), st.sampled_from(PAIR)
SAID = st.one_of(
    st.tuples(st.just("ask"), SIDE, BY), st.tuples(st.just("offer"), BY), st.tuples(st.just("pass_on"), BY),
    st.tuples(st.just("yes"), SIDE, BY), st.tuples(st.just("yes"), SIDE, BY), st.tuples(st.just("no"), SIDE, BY),
    BY.map(lambda by: ("no", by, by)), st.tuples(st.just("take_back"), SIDE, BY),
    BY.map(lambda by: ("take_back", by, by)),
)
MEANWHILE = st.one_of(
    st.tuples(st.just("wait"), st.sampled_from((1, 13, 20, 170))), st.tuples(st.just("switch"), SIDE),
    st.tuples(st.just("block"), st.sampled_from((PAIR, ("ann", "bob"), ("cat", "ann")))),
    st.tuples(st.just("cut"), st.sampled_from((("ann", "bob"), ("cat", "ann"), ("dee", "cat")))),
)
ACTS = st.lists(st.one_of(SAID, SAID, SAID, MEANWHILE), min_size=3, max_size=14)


class World:
    """The same in the database."""

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}
        for name in PEOPLE:
            user = db.session.execute(insert(User).values(name=name, password_hash="x"))  # noqa: S106
            self.ids[name] = user.inserted_primary_key[0]
        for by in CONNECTORS:
            for side in PAIR:
                self.tie(by, side)
                self.tie(side, by)
        db.session.add_all(Introducible(user_id=self.ids[side]) for side in PAIR)
        db.session.flush()

    def tie(self, owner: str, peer: str) -> None:
        tie = Tie(owner_id=self.ids[owner], peer_user_id=self.ids[peer], origin="badge", name=peer)
        db.session.add(tie)
        db.session.flush()
        if owner in CONNECTORS:
            db.session.add(Opening(owner_id=tie.owner_id, peer_user_id=self.ids[peer], tie_id=tie.id))
            db.session.flush()

    def act(self, what: str, *people: str) -> None:
        """Raises Refused."""
        try:
            getattr(self, what)(*people)
            db.session.flush()
        except (DomainError, HTTPException):
            raise Refused from None

    def ask(self, me: str, by: str) -> None:
        one, two = self.ids[by], self.ids[other(me)]
        opening = select(Opening.id).where(Opening.owner_id == one, Opening.peer_user_id == two)
        asking.ask(self.ids[me], db.session.scalar(opening) or 0, REASON)

    def offer(self, by: str) -> None:
        ties = [Tie.between(self.ids[by], self.ids[side]) for side in PAIR]
        if None in ties:
            raise Refused
        offering.offer(self.ids[by], *ties, CONTEXT)  # type: ignore[arg-type]

    def pass_on(self, by: str) -> None:
        offering.pass_on(self.ids[by], self.newest(by), CONTEXT)

    def yes(self, me: str, by: str) -> None:
        answering.agree(self.ids[me], self.newest(by))

    def no(self, me: str, by: str) -> None:
        answering.refuse(self.ids[me], self.newest(by))

    def take_back(self, me: str, by: str) -> None:
        asking.take_back(self.ids[me], self.newest(by))

    def newest(self, by: str) -> int:
        last = select(Introduction.id).where(Introduction.connector_id == self.ids[by])
        return db.session.scalar(last.order_by(Introduction.id.desc()).limit(1)) or 0

    def switch(self, side: str, on: bool) -> None:
        row = {"user_id": self.ids[side]}
        db.session.execute(insert(Introducible).values(since=now(), **row) if on
                           else delete(Introducible).filter_by(**row))

    def block(self, one: str, two: str, on: bool) -> None:
        row = {"blocker_id": self.ids[one], "blocked_id": self.ids[two]}
        db.session.execute(insert(Block).values(**row) if on else delete(Block).filter_by(**row))

    def cut(self, owner: str, peer: str, on: bool) -> None:
        if on:
            self.tie(owner, peer)
        else:
            db.session.execute(delete(Tie).filter_by(owner_id=self.ids[owner], peer_user_id=self.ids[peer]))
            db.session.expire_all()

    def shown(self, me: str) -> list[tuple[str, str]]:
        seen = overview(self.ids[me])
        rows = [row for part in (seen.waiting, seen.asked, seen.pending, seen.made, seen.over) for row in part]
        return sorted((row.connector.name if row.connector else me, row.state) for row in rows)


def live(model: Model, world: World, act: tuple[Any, ...]) -> float:
    """Do the same in both; the days that pass."""
    what, *people = act
    if what == "wait":
        return float(people[0])
    if what == "switch":
        model.willing ^= {people[0]}
        world.switch(people[0], people[0] in model.willing)
    elif what == "block":
        model.blocks ^= {frozenset(people[0])}
        world.block(*people[0], frozenset(people[0]) in model.blocks)
    elif what == "cut":
        model.knows ^= {people[0]}
        world.cut(*people[0], people[0] in model.knows)
    else:
        assert refused(getattr(model, what), *people) == refused(world.act, what, *people), act
    return 0.0


def refused(act: Any, *people: str) -> bool:
    try:
        act(*people)
    except Refused:
        return True
    return False


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_each_is_shown_what_the_rules_say(app: Flask, acts: list[tuple[Any, ...]]) -> None:
    with app.test_request_context(method="POST"), time_machine.travel(BEGIN, tick=False) as clock:
        model, world = Model(), World()
        for act in acts:
            model.day += live(model, world, act) + 1 / 1440
            clock.move_to(BEGIN + timedelta(days=model.day))
        for name in PEOPLE:
            shown = world.shown(name)
            # What is over is told for a month.
            said = [row for row in model.shown(name) if row[1] != "over"]
            assert [row for row in shown if row[1] != "over"] == said, name
            assert number_waiting(world.ids[name]) == sum(state in ("waiting", "asked of me") for _by, state in said)
        made = {row.by for row in model.rows if row.made}
        held = [Tie.between(world.ids[one], world.ids[two]) is not None for one, two in (PAIR, PAIR[::-1])]
        assert held == [bool(made)] * 2
        assert len(db.session.scalars(select(Owed.id)).all()) <= 2 * len(made)
        db.session.rollback()
