"""What came of an event equals a recount by hand, person by person."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from networking_app.accounts.models import Block, User
from networking_app.cards.models import Card
from networking_app.cards.words import index_words
from networking_app.clock import now
from networking_app.events.models import Attendance, Event
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.formats.codes import new_join_code
from networking_app.owed.models import Owed
from networking_app.standing.known_by import known_by
from networking_app.standing.outside import Outside, outside_at
from networking_app.standing.retrospective import SOON, Touches, retrospective_of
from networking_app.standing.shares import percent
from networking_app.ties.models import CardLeft, Encounter, Interaction, Note, Tie, TieTag

# On both sides of everything that turns: the doors, the start, the meeting and the two days after it.
HOURS = [-30, -13, -12, -1, 0, 1, 2, 3, 48, 49, 50, 51, 70]
START = now() - timedelta(days=9)


@dataclass(frozen=True)
class Person:
    """Somebody of whom Alice holds a tie, and perhaps they one of her; times are hours from the start of the event."""

    kept: int
    there: int | None
    elsewhere: int | None
    words: str
    circles: frozenset[str]
    contacts: list[tuple[int, str]]
    done: int | None
    answered_by_contact: bool
    # What is owed: open, closed, or an answer that was let go at once; and since when.
    debts: list[tuple[str, int]]
    took: tuple[int, bool] | None
    guest: bool
    blocked: bool

    @property
    def is_new(self) -> bool:
        return (self.there is not None and self.kept >= -12
                and not (self.elsewhere is not None and self.elsewhere < 0))

    @property
    def is_known_before(self) -> bool:
        return self.kept < -12 or (self.elsewhere is not None and self.elsewhere < 0)

    @property
    def own_words(self) -> list[int]:
        said = [hour for hour, direction in self.contacts if direction != "in"]
        done = [self.done] if self.done is not None and not (self.answered_by_contact and self.contacts) else []
        return [hour for hour in said + done if self.there is not None and hour >= self.there]

    @property
    def heard(self) -> bool:
        return any(direction != "out" and self.there is not None and hour >= self.there
                   for hour, direction in self.contacts)

    @property
    def came_to_know(self) -> bool:
        """Whether they know Alice since the event: by a tie of their own, or by the card they left."""
        left = [self.there] if self.guest and self.there is not None else []
        times = [*left, *([self.took[0]] if self.took else [])]
        there = bool(left) or (self.took is not None and self.took[1])
        return there and min(times) >= -12 and not (self.blocked and self.has_account)

    @property
    def has_account(self) -> bool:
        """Guests have one by now if they hold a tie of their own."""
        return not self.guest or self.took is not None


def drawn(dice: Random) -> Person:
    """Somebody as chance wants it."""
    def often(value: object) -> Any:
        return value if dice.random() < 0.5 else None

    return Person(
        kept=dice.choice(HOURS), there=dice.choice([None, 0, 1, 2, 2, 3]), elsewhere=often(dice.choice(HOURS)),
        words=dice.choice(["", "note", "replaced", "tag"]),
        circles=frozenset(dice.sample(["Tea", "Poetry", "Chess"], dice.choice([0, 1, 1, 2]))),
        contacts=[(dice.choice(HOURS), dice.choice(["in", "out", "both"])) for _one in range(dice.choice([0, 1, 2]))],
        done=often(dice.choice(HOURS)), answered_by_contact=dice.random() < 0.5,
        debts=[(dice.choice(["open", "closed", "let go"]), dice.choice([-13, -1]))
               for _one in range(dice.choice([0, 1, 2]))],
        took=often((dice.choice(HOURS), dice.random() < 0.8)), guest=dice.random() < 0.2, blocked=dice.random() < 0.2,
    )


@pytest.fixture
def session(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def at(hour: int) -> datetime:
    return START + timedelta(hours=hour)


def added(row: object) -> int:
    db.session.add(row)
    db.session.flush()
    return row.id  # type: ignore[attr-defined, no-any-return]


def event_at(hour: int) -> Event:
    event = Event(summary="PyData", starts_at=at(hour), ends_at=at(hour + 3), time_zone="UTC",
                  join_code=new_join_code())
    added(event)
    return event


def keep(alice: User, event: Event, other: Event, person: Person) -> None:
    """The rows of one person."""
    card_id = peer_id = None
    if person.has_account:
        peer_id = added(User(name="Peer", password_hash=""))
        card_id = None if person.guest else _card(peer_id, person.circles)
        _theirs(alice.id, peer_id, event, person)
    own = {"owner_id": alice.id, "tie_id": added(Tie(
        owner_id=alice.id, peer_user_id=peer_id, card_id=card_id, name="Peer", created_at=at(person.kept),
        origin="card left" if person.guest else "badge"))}
    if person.there is not None:
        met = added(Encounter(**own, event_id=event.id, met_at=at(person.there)))
        if person.guest:
            added(CardLeft(**own, encounter_id=met, fingerprint=str(met), owner_name="Alice",
                           consented_at=at(person.there)))
    if person.elsewhere is not None:
        added(Encounter(**own, event_id=other.id, met_at=at(person.elsewhere)))
    _said(own, event, person)


def _card(user_id: int, circles: frozenset[str]) -> int:
    card = Card(user_id=user_id, full_name="Peer", circles=sorted(circles))
    card_id = added(card)
    index_words(card)
    return card_id


def _theirs(alice_id: int, peer_id: int, event: Event, person: Person) -> None:
    if person.took:
        hour, there = person.took
        tie_id = added(Tie(owner_id=peer_id, peer_user_id=alice_id, name="Alice", origin="badge"))
        added(Encounter(owner_id=peer_id, tie_id=tie_id, event_id=event.id if there else None, met_at=at(hour)))
    if person.blocked:
        added(Block(blocker_id=alice_id, blocked_id=peer_id))


def _said(own: dict[str, int], event: Event, person: Person) -> None:
    if person.words == "tag":
        added(TieTag(**own, name="tea"))
    elif person.words:
        added(Note(**own, text="tea", written_at=START, replaced_at=START if person.words == "replaced" else None))
    contact = None
    for hour, direction in person.contacts:
        contact = added(Interaction(**own, channel="mail", direction=direction, happened_at=at(hour)))
    if person.done is not None:
        added(FollowUp(**own, event_id=event.id, step_key="thanks", position=0, title="", condition="always",
                       due_on=START.date(), due_at=START, completed_at=at(person.done),
                       answered_by_id=contact if person.answered_by_contact else None))
    for state, hour in person.debts:
        opened = START if state == "let go" else at(hour)
        added(Owed(**own, kind="reply", side="mine", opened_at=opened, closed_at=None if state == "open" else START))


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_every_number_is_that_of_a_recount(session: None, alice: User, seed: int) -> None:
    dice = Random(seed)  # noqa: S311
    met = [drawn(dice) for _one in range(dice.randrange(15))]
    own = frozenset(dice.sample(["TEA", "Go"], dice.choice([0, 1, 1])))
    event, other = event_at(0), event_at(-300)
    added(Attendance(event_id=event.id, user_id=alice.id))
    _card(alice.id, own)
    for person in met:
        keep(alice, event, other, person)
    new = [person for person in met if person.is_new]
    seen = retrospective_of(alice.id, event)
    there = [person for person in met if person.there is not None]
    written = [person for person in there if person.own_words]
    assert (seen.tally.ties, seen.tally.met_again) == (
        len(new), len(there) - len(new))
    assert seen.tally.with_context == sum(person.words in ("note", "tag") for person in new)
    assert seen.followed_up == sum(min(one.own_words) - (one.there or 0) <= 48 for one in written)
    assert (seen.written_to, seen.answered) == (len(written), sum(person.heard for person in written))
    debts = [state for person in there for state, hour in person.debts if hour >= -12 and state != "let go"]
    assert (seen.debts_opened, seen.debts_closed) == (len(debts), debts.count("closed"))
    assert seen.known_by_gained == sum(person.came_to_know for person in met)
    assert seen.known_by_gained == next((one.gained for one in known_by(alice.id).by_event if one.event is event), 0)
    assert outside_at(alice.id, event) == recounted(met, own)
    db.session.rollback()


def recounted(met: list[Person], own: frozenset[str]) -> Outside:
    def circles(person: Person) -> set[str]:
        return {name.casefold() for name in person.circles if not person.guest}

    usual = {name.casefold() for name in own}.union(*(circles(one) for one in met if one.is_known_before))
    named = [person for person in met if person.is_new and circles(person)]
    return Outside(len(named), sum(not circles(person) & usual for person in named), bool(usual))


def test_a_circle_is_ones_own_however_it_is_spelled(session: None, alice: User) -> None:
    event, other = event_at(0), event_at(-300)
    _card(alice.id, frozenset({"TEA"}))
    for circle in ("Tea", "Chess"):
        keep(alice, event, other, replace(drawn(Random(1)), kept=1, there=1, elsewhere=None, guest=False,  # noqa: S311
                                          circles=frozenset({circle})))
    assert outside_at(alice.id, event) == Outside(2, 1, True)


@pytest.mark.parametrize(("late", "soon"), [(timedelta(0), 1), (timedelta(seconds=1), 0)])
def test_within_two_days_is_to_the_second(late: timedelta, soon: int) -> None:
    assert Touches({7: START}, {7: [START + SOON + late]}, set()).soon == soon


@pytest.mark.parametrize(("part", "whole", "said"), [(0, 0, None), (0, 3, 0), (1, 3, 33), (1, 8, 13), (3, 3, 100)])
def test_a_share_of_nothing_is_no_share(part: int, whole: int, said: int | None) -> None:
    assert percent(part, whole) == said


@pytest.mark.parametrize(("named", "usual", "said"), [(0, True, None), (2, False, None), (2, True, 50)])
def test_without_circles_there_is_no_percentage(named: int, usual: bool, said: int | None) -> None:
    assert Outside(named, min(named, 1), usual).percent == said
