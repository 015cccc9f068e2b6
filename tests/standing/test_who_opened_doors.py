"""Which events and which people opened doors: whom one reached through them, each once."""

from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.introductions.models import IntroducedTie
from networking_app.standing.colouring import by_event
from networking_app.standing.doors import doors
from networking_app.standing.network import network_of
from networking_app.ties.models import Encounter, Tie
from tests.factories import Make
from tests.standing.story import introduced

PEOPLE = 7
EVENTS = 3


@dataclass
class Story:
    """By person (1 and up; 0 is the owner) the event where they were met, if at one, and who introduced them, if so."""

    met_at: dict[int, int | None]
    connector: dict[int, int]

    def way_to(self, person: int) -> list[int]:
        """Whom one went through, the first met first; somebody whom it leads back to again is where it begins."""
        way = [person]
        while (before := self.connector.get(way[0])) is not None and before not in way:
            way.insert(0, before)
        return way

    def event_of(self, person: int) -> int | None:
        first = self.way_to(person)[0]
        return None if first in self.connector else self.met_at[first]


PERSON = st.integers(1, PEOPLE - 1)
STORIES = st.builds(
    Story, st.fixed_dictionaries({person: st.none() | st.integers(0, EVENTS - 1) for person in range(1, PEOPLE)}),
    st.dictionaries(PERSON, PERSON, max_size=5).map(lambda by: {one: who for one, who in by.items() if one != who}),
)


def fill(story: Story, users: list[int], events: list[int]) -> list[int]:
    """Write that story into the session's transaction; the ids of the ties by person."""
    def added(table: type, **row: object) -> int:
        return db.session.execute(insert(table).values(**row)).inserted_primary_key[0]

    ties = [0]
    for person, event in sorted(story.met_at.items()):
        origin = "introduction" if person in story.connector else "badge"
        ties.append(added(Tie, owner_id=users[0], peer_user_id=users[person], origin=origin, name=str(person)))
        event_id = None if event is None else events[event]
        added(Encounter, owner_id=users[0], tie_id=ties[-1], event_id=event_id, met_at=now())
    for person, connector in story.connector.items():
        added(IntroducedTie, owner_id=users[0], tie_id=ties[person], by_tie_id=ties[connector])
    return ties


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=STORIES)
def test_the_doors_equal_a_recount(app: Flask, story: Story) -> None:
    with app.app_context():
        users = [db.session.execute(insert(User).values(name="x", password_hash="x")).inserted_primary_key[0]  # noqa: S106
                 for _person in range(PEOPLE)]
        times = {"starts_at": now(), "ends_at": now(), "time_zone": "UTC"}
        times["ends_at"] = times["starts_at"].replace(year=2100)
        events = [db.session.execute(insert(Event).values(summary="x", join_code=f"{place}", **times))
                  .inserted_primary_key[0] for place in range(EVENTS)]
        ties = fill(story, users, events)
        found = doors(users[0])
        with app.test_request_context():
            colours = by_event(users[0], network_of(users[0]).ties)
        db.session.rollback()
    at_events = {door.through.event_id: (len(door.direct), len(door.further)) for door in found.events}
    by_person = {door.through.id: (len(door.direct), len(door.further)) for door in found.connectors}
    ways = {person: story.way_to(person) for person in story.met_at}
    for place, event_id in enumerate(events):
        here = [way for person, way in ways.items() if story.event_of(person) == place]
        direct = sum(len(way) == 1 for way in here)
        assert at_events.get(event_id, (0, 0)) == (direct, len(here) - direct)
    for person in story.met_at:
        behind = [way for way in ways.values() if person in way[:-1]]
        direct = sum(way[-2] == person for way in behind)
        assert by_person.get(ties[person], (0, 0)) == (direct, len(behind) - direct)
    assert found.elsewhere == sum(story.event_of(person) is None for person in story.met_at)
    numbers = [door.people for door in found.events]
    assert [group.people for group in colours.groups] == [*numbers, *([found.elsewhere] if found.elsewhere else [])]
    assert found.people == PEOPLE - 1 and numbers == sorted(numbers, reverse=True)


def test_the_page_names_the_doors_and_nobody_elses(
    client_for: FlaskClient, make: Make, alice: User, bob: User, charlie: User
) -> None:
    make.encounter(make.tie(alice, bob), make.event(alice, bob, summary="EuroPython"))
    introduced(make, bob, alice, charlie)
    hers, his = client_for(alice).get("/doors").text, client_for(charlie).get("/doors").text
    assert "EuroPython" in hers and "1 person, and 1 person through them" in hers and "Bob" in hers
    assert "EuroPython" not in his and "Bob" not in his


def test_who_has_no_ties_is_told_how_doors_open(client_for: FlaskClient, alice: User) -> None:
    assert "No doors yet" in client_for(alice).get("/doors").text
