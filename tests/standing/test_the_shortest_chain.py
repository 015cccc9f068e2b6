"""The shortest chain of introductions: only over what was opened, past every block, and no longer than asked for."""

from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from networking_app.accounts.models import Block, User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.introductions.models import Introducible, Opening
from networking_app.standing.shortest import Chain, shortest_chain
from networking_app.standing.ways import way_along
from networking_app.ties.models import Tie
from tests.factories import Make
from tests.standing.story import let_introduce, opened

PEOPLE = 7
PAIRS = list(permutations(range(PEOPLE), 2))


@dataclass
class World:
    """Who holds a tie to whom, which of these are opened, who lets themselves be introduced, who blocked whom."""

    ties: set[tuple[int, int]]
    opened: set[tuple[int, int]]
    introducible: set[int]
    blocks: set[tuple[int, int]]

    def may_go(self, place: int, one: int, other: int) -> bool:
        """From one's own tie on, who is next knows who is before them."""
        opened = place == 0 or (one, other) in self.opened and other in self.introducible
        return opened and {(one, other), (other, one)} <= self.ties

    def holds(self, chain: tuple[int, ...]) -> bool:
        """Whether each step of that chain may be gone, and no two of its people are kept apart."""
        if len(chain) == 2:
            return chain in self.ties and not {chain, chain[::-1]} & self.blocks
        steps = all(self.may_go(place, *step) for place, step in enumerate(zip(chain, chain[1:], strict=False)))
        return steps and not any({pair, pair[::-1]} & self.blocks for pair in combinations(chain, 2))

    def shortest(self, one: int, other: int, most: int) -> int | None:
        """By trying every order of people there is."""
        between = [person for person in range(PEOPLE) if person not in (one, other)]
        for number in range(most):
            if any(self.holds((one, *middle, other)) for middle in permutations(between, number)):
                return number + 1
        return None


def pairs(most: int) -> st.SearchStrategy[set[tuple[int, int]]]:
    return st.sets(st.sampled_from(PAIRS), max_size=most)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    both_ways = draw(pairs(14)) | {(0, 1)}
    ties = both_ways | {pair[::-1] for pair in both_ways} - draw(pairs(5))
    closed = draw(pairs(6))
    silent = draw(st.sets(st.integers(1, PEOPLE - 1), max_size=2))
    return World(ties, ties - closed, set(range(PEOPLE)) - silent, draw(pairs(3)))


def fill(world: World, ids: list[int]) -> None:
    """Write that world, with those users, into the session's transaction."""
    places = sorted(world.ties)
    ties = [{"id": number, "owner_id": ids[one], "peer_user_id": ids[other], "origin": "badge", "name": "x"}
            for number, (one, other) in enumerate(places, 1)]
    openings = [{"owner_id": ids[one], "peer_user_id": ids[other], "tie_id": number}
                for number, (one, other) in enumerate(places, 1) if (one, other) in world.opened]
    blocks = [{"blocker_id": ids[one], "blocked_id": ids[other]} for one, other in world.blocks]
    introducible = [{"user_id": ids[one]} for one in world.introducible]
    for table, rows in ((Tie, ties), (Opening, openings), (Block, blocks), (Introducible, introducible)):
        if rows:
            db.session.execute(insert(table), rows)


def people_told(chain: Chain) -> int:
    """Whom the page shows or counts behind the one who looks."""
    way = way_along(chain, "the one who is looked for")
    assert way
    return 1 + bool(way.next_name) + way.unnamed + (not way.is_known)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds(), most=st.sampled_from([4, 4, 3, 2]))
def test_it_is_as_short_as_trying_every_order_of_people_finds(app: Flask, world: World, most: int) -> None:
    with app.app_context():
        ids = [db.session.execute(insert(User).values(name="x", password_hash="x")).inserted_primary_key[0]  # noqa: S106
               for _person in range(PEOPLE)]
        fill(world, ids)
        for wanted in range(1, PEOPLE):
            chain = shortest_chain(ids[0], ids[wanted], most)
            places = tuple(map(ids.index, chain.people)) if chain else ()
            assert (chain.degrees if chain else None) == world.shortest(0, wanted, most)
            assert chain is None or (places[0], places[-1]) == (0, wanted) and world.holds(places)
            assert chain is None or people_told(chain) == len(places) - 1
        db.session.rollback()


@pytest.fixture
def line(make: Make, alice: User, bob: User, charlie: User) -> list[User]:
    """Alice knows Bob, who opened Charlie, who opened Dana, who opened Erin, who opened Fay."""
    people = [alice, bob, charlie, *(make.user(name) for name in ("Dana", "Erin", "Fay"))]
    make.tie(alice, bob)
    make.tie(bob, alice)
    for one, other in zip(people[1:], people[2:], strict=False):
        opened(make, one, other)
        make.tie(other, one)
    return people


def chain_of(app: Flask, people: list[User], wanted: int, **how: int) -> list[str] | None:
    names = {user.id: user.name for user in people}
    with app.app_context():
        chain: Chain | None = shortest_chain(people[0].id, people[wanted].id, **how)
    return [names[user_id] for user_id in chain.people] if chain else None


def forget(app: Flask, table: Any, *which: Any) -> None:
    with app.app_context():
        db.session.execute(delete(table).where(*which))
        db.session.commit()


def test_it_leads_over_those_who_opened_theirs(app: Flask, line: list[User]) -> None:
    assert chain_of(app, line, 4) == ["Alice", "Bob", "Charlie", "Dana", "Erin"]


def test_it_is_never_longer_than_four_introductions(app: Flask, line: list[User]) -> None:
    assert chain_of(app, line, 5) is None


def test_nobody_leads_to_themselves(app: Flask, line: list[User]) -> None:
    assert chain_of(app, line, 0) is None


def test_it_does_not_go_the_other_way(app: Flask, line: list[User]) -> None:
    assert chain_of(app, line[::-1], 2) is None


def test_a_block_between_any_two_on_it_ends_it(app: Flask, make: Make, line: list[User]) -> None:
    for one, other in combinations(line[:5], 2):
        block = make.saved(Block(blocker_id=other.id, blocked_id=one.id, created_at=now()))
        assert chain_of(app, line, 4) is None
        forget(app, Block, Block.id == block.id)
    assert chain_of(app, line, 4)


def test_who_does_not_know_the_one_before_them_ends_it(app: Flask, make: Make, line: list[User]) -> None:
    for one, other in zip(line[:4], line[1:], strict=False):
        forget(app, Tie, Tie.owner_id == other.id, Tie.peer_user_id == one.id)
        assert chain_of(app, line, 4) is None
        make.tie(other, one)
        assert chain_of(app, line, 4)


def test_who_takes_back_what_they_opened_stands_on_no_chain(app: Flask, line: list[User]) -> None:
    forget(app, Opening, Opening.owner_id == line[2].id)
    assert chain_of(app, line, 2) == ["Alice", "Bob", "Charlie"] and chain_of(app, line, 3) is None


def test_what_a_hop_leaves_out_makes_no_wrong_chain(app: Flask, make: Make, line: list[User]) -> None:
    alice, bob, charlie = line[:3]
    for name in "xyz":
        opened(make, bob, make.user(name))
        let_introduce(make, charlie)
    assert chain_of(app, line, 3, per_hop=1) in (None, ["Alice", "Bob", "Charlie", "Dana"])
    assert chain_of(app, line, 3) == ["Alice", "Bob", "Charlie", "Dana"]
