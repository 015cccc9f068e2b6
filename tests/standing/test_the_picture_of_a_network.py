"""The picture of one's network: joined are only those of whom one may know it, and the table says the same."""

import re
from dataclasses import dataclass
from itertools import permutations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from networking_app.accounts.models import Block, User
from networking_app.cards.models import Card
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.introductions.models import Introducible, Introduction, Opening
from networking_app.standing.colouring import MOST, by_circle, by_event
from networking_app.standing.network import network_of
from networking_app.standing.network_views import ROWS
from networking_app.ties.models import Tie
from tests.factories import Make
from tests.standing.story import introduced, let_introduce, made, opened

PEOPLE = 5
PAIRS = list(permutations(range(PEOPLE), 2))


@dataclass
class World:
    ties: set[tuple[int, int]]
    opened: set[tuple[int, int]]
    introducible: set[int]
    blocks: set[tuple[int, int]]
    introductions: set[tuple[int, int, int]]

    def known_to(self, me: int) -> set[tuple[int, int]]:
        """(who knows, whom) as far as that person may know it."""
        mine = {other for one, other in self.ties if one == me}
        free = {pair for pair in PAIRS if not {pair, pair[::-1]} & self.blocks}
        told = {(one, other) for three in self.introductions if me in three
                for one, other in permutations(three, 2)
                if me not in (one, other) and all(pair in free for pair in permutations(three, 2) if me in pair)}
        told |= {(one, other) for one, other in self.opened
                 if other in self.introducible and {(one, me), (other, one)} <= self.ties
                 and all(pair in free for pair in ((one, me), (other, me), (one, other)))}
        return {(one, other) for one, other in told if {one, other} <= mine}


THREE = st.permutations(range(PEOPLE)).map(lambda people: tuple(people[:3]))


@st.composite
def worlds(draw: st.DrawFn) -> World:
    ties = set(PAIRS) - draw(st.sets(st.sampled_from(PAIRS), max_size=6))
    shown = draw(st.sets(st.sampled_from(PAIRS), max_size=8)) & ties
    return World(ties, shown, draw(st.sets(st.integers(0, PEOPLE - 1))),
                 draw(st.sets(st.sampled_from(PAIRS), max_size=2)), draw(st.sets(THREE, max_size=2)))


def fill(world: World, users: list[int]) -> None:
    ties = [{"id": place, "owner_id": users[one], "peer_user_id": users[other], "origin": "badge", "name": "x"}
            for place, (one, other) in enumerate(sorted(world.ties), 1)]
    number = {pair: place for place, pair in enumerate(sorted(world.ties), 1)}
    rows = (
        (Tie, ties),
        (Opening, [{"owner_id": users[one], "peer_user_id": users[other], "tie_id": number[one, other]}
                   for one, other in world.opened]),
        (Introducible, [{"user_id": users[one]} for one in world.introducible]),
        (Block, [{"blocker_id": users[one], "blocked_id": users[other]} for one, other in world.blocks]),
        (Introduction, [{"connector_id": users[by], "first_id": users[one], "second_id": users[other],
                         "made_at": now(), "expires_at": now()} for by, one, other in world.introductions]),
    )
    for table, values in rows:
        if values:
            db.session.execute(insert(table), values)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds())
def test_the_lines_are_all_that_one_may_know_and_nothing_else(app: Flask, world: World) -> None:
    with app.app_context():
        users = [db.session.execute(insert(User).values(name="x", password_hash="x")).inserted_primary_key[0]  # noqa: S106
                 for _person in range(PEOPLE)]
        fill(world, users)
        for me in (0, 1):
            shown = network_of(users[me])
            people = [users.index(tie.peer_user_id) for tie in shown.ties]
            expected = world.known_to(me)
            assert {(people[one], people[other]) for one, other in shown.edges} == expected
            assert [len(known) for known in shown.known_by] == [
                sum(other == person for _one, other in expected) for person in people]
            assert len(shown.lines) == len({frozenset(pair) for pair in expected})
        db.session.rollback()


@pytest.fixture
def three(make: Make, alice: User, bob: User, charlie: User) -> Tie:
    """Alice, Bob and Charlie know each other; Bob's tie to Charlie, which is not opened."""
    for one, other in permutations((alice, bob, charlie), 2):
        tie = make.tie(one, other)
        if (one, other) == (bob, charlie):
            between = tie
    return between


def test_two_of_my_ties_are_not_joined_because_they_know_each_other(
    app: Flask, make: Make, three: Tie, alice: User, bob: User, charlie: User
) -> None:
    let_introduce(make, charlie)
    with app.app_context():
        assert not network_of(alice.id).edges
    opened(make, bob, charlie, three)
    with app.app_context():
        assert len(network_of(alice.id).edges) == 1


def test_who_does_not_let_themselves_be_introduced_is_joined_to_nobody(
    app: Flask, make: Make, three: Tie, alice: User, bob: User, charlie: User
) -> None:
    opened(make, bob, charlie, three, introducible=False)
    with app.app_context():
        assert not network_of(alice.id).edges


def test_a_tie_that_is_not_held_on_both_sides_joins_nobody(
    app: Flask, make: Make, three: Tie, alice: User, bob: User, charlie: User
) -> None:
    opened(make, bob, charlie, three)
    for one, other in ((charlie, bob), (bob, alice)):
        with app.app_context():
            db.session.execute(delete(Tie).where(Tie.owner_id == one.id, Tie.peer_user_id == other.id))
            db.session.commit()
            assert not network_of(alice.id).edges
        make.tie(one, other)
    with app.app_context():
        assert len(network_of(alice.id).edges) == 1


def test_an_introduction_is_seen_by_its_three_people_only(
    app: Flask, make: Make, three: Tie, alice: User, bob: User, charlie: User
) -> None:
    dana = make.user("Dana")
    for one in (alice, bob, charlie):
        make.tie(dana, one)
    made(make, alice, three, make.tie(charlie, dana))
    with app.app_context():
        assert [len(network_of(user.id).lines) for user in (alice, dana)] == [1, 0]


def test_that_one_has_blocked_the_other_since_is_not_to_be_seen(
    make: Make, client_for: FlaskClient, three: Tie, alice: User, bob: User, charlie: User
) -> None:
    made(make, alice, three, make.tie(charlie, make.user("Dana")))
    before = client_for(alice).get("/network").text
    make.saved(Block(blocker_id=charlie.id, blocked_id=bob.id))
    assert "known by 1 of your ties" in before and client_for(alice).get("/network").text == before


def test_the_table_says_who_is_known_by_whom_and_how_many_are_left_out(
    app: Flask, client_for: FlaskClient, make: Make, alice: User, bob: User, charlie: User
) -> None:
    make.encounter(make.tie(alice, bob), make.event(alice, bob, summary="EuroPython"))
    introduced(make, bob, alice, charlie)
    page = client_for(alice).get("/network").text
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in table.split("<tr>")[1:]]
    assert rows == ["Charlie 1 EuroPython Bob", "Bob 1 EuroPython Charlie"]
    assert "known by 1 of your ties" in page and "left out" not in page
    with app.app_context():
        shown = network_of(alice.id, most=1)
        assert ([tie.name for tie in shown.ties], shown.left_out, shown.edges) == (["Charlie"], 1, frozenset())


def test_a_long_table_is_folded_and_whole(app: Flask, client_for: FlaskClient, alice: User) -> None:
    with app.app_context():
        db.session.execute(insert(Tie), [
            {"owner_id": alice.id, "origin": "by hand", "name": f"P{number}"} for number in range(ROWS + 2)])
        db.session.commit()
    tables = client_for(alice).get("/network").text.split("<tbody>")[1:]
    assert [table.count('scope="row"') for table in tables] == [ROWS, 2] and "2 more people" in tables[0]


def test_every_colour_has_a_key_a_name_and_its_people(app: Flask, make: Make, alice: User) -> None:
    for place in range(MOST + 2):
        event = make.event(alice, summary=f"Event {place}")
        for number in range(2 if place == 3 else 1):
            make.encounter(make.tie(alice, make.user(f"P{place}{number}")), event)
    make.tie(alice)
    with app.app_context(), app.test_request_context():
        shown = network_of(alice.id)
        colours = by_event(alice.id, shown.ties)
    assert [group.key for group in colours.groups] == [*"1234567", "+", "\u2013"]
    assert colours.groups[0].name == "Event 3" and colours.groups[-1].name == "Not at an event"
    assert [colours.of.count(place) for place in range(9)] == [group.people for group in colours.groups]
    assert sum(group.people for group in colours.groups) == len(shown.ties)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shown=st.lists(st.lists(st.sampled_from(["chess", "data", "Data", "go"]), max_size=3), min_size=1, max_size=7))
def test_the_people_of_each_circle_equal_a_recount(app: Flask, shown: list[list[str]]) -> None:
    with app.test_request_context(method="POST"):
        user_id = db.session.execute(insert(User).values(name="x", password_hash="x")).inserted_primary_key[0]  # noqa: S106
        db.session.execute(insert(Card), [
            {"id": number, "user_id": user_id, "full_name": "x", "circles": circles}
            for number, circles in enumerate(shown, 1)])
        db.session.execute(insert(Tie), [
            {"owner_id": user_id, "origin": "by hand", "name": str(number), "card_id": number}
            for number in range(1, len(shown) + 1)])
        ties = network_of(user_id).ties
        colours = by_circle(user_id, ties)
        db.session.rollback()
    words = [{name.casefold() for name in shown[int(tie.name) - 1]} for tie in ties]
    number = {word: sum(word in others for others in words) for word in ("chess", "data", "go")}
    for mine, place in zip(words, colours.of, strict=True):
        name = colours.groups[place].name.casefold()
        assert name in mine if mine else name == "no circle on the card"
        assert all(number[name] >= number[word] for word in mine)
    assert [colours.of.count(place) for place in range(len(colours.groups))] == [one.people for one in colours.groups]


def test_a_circle_that_is_held_back_colours_nobody(app: Flask, make: Make, alice: User) -> None:
    shown = {"Bo": (["Chess", "data"], []), "Cy": (["Data"], []), "Di": (["Chess"], ["circles"])}
    for name, (circles, held_back) in shown.items():
        peer = make.user(name)
        make.tie(alice, peer, card_id=make.card(peer, circles=circles, held_back=held_back).id)
    with app.app_context(), app.test_request_context():
        colours = by_circle(alice.id, network_of(alice.id).ties)
    assert [(group.name.casefold(), group.people) for group in colours.groups] == [
        ("data", 2), ("no circle on the card", 1)]


def test_nobody_else_sees_it_and_it_may_be_empty(client_for: FlaskClient, make: Make, alice: User, bob: User) -> None:
    make.tie(alice, make.user("Grace"))
    assert "Nobody here yet" in client_for(bob).get("/network?by=nonsense").text
