"""Scans that arrive many at once make the rows that they would have made one by one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event as engine_event
from sqlalchemy import select

from networking_app.accounts.models import Block, User
from networking_app.cards.models import Badge
from networking_app.clock import now
from networking_app.events.models import Attendance
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.ties.models import Encounter, Note, Scan, Tie, TieTag
from tests.factories import Make
from tests.my.phone import Phone, statuses

PhoneOf = Callable[..., Phone]
Rows = Callable[[type], list[Any]]


@dataclass
class Town:
    """Codes of every kind, and how people come to live there."""

    make: Make
    codes: list[str]
    event_ids: list[int]
    frank: User
    numbers: "count[int]"

    def newcomer(self) -> User:
        """Attends the first two events, which are on at once, and is blocked by Frank."""
        user = self.make.user("Newcomer", email=f"newcomer{next(self.numbers)}@example.org")
        for event_id in self.event_ids[:2]:
            self.make.saved(Attendance(event_id=event_id, user_id=user.id))
        self.make.saved(Block(blocker_id=self.frank.id, blocked_id=user.id))
        return user


@pytest.fixture
def town(make: Make, alice: User, bob: User, charlie: User) -> Town:
    frank, long_ago = make.user("Frank"), now() - timedelta(days=20)
    today = make.event(alice, bob, summary="PyData")
    yesterday = make.event(charlie, summary="Ruby", starts_at=now() - timedelta(days=1, hours=3),
                           ends_at=now() - timedelta(days=1))
    all_day = make.event(charlie, starts_at=now() - timedelta(hours=9), ends_at=now() + timedelta(hours=9))
    past = make.event(charlie, summary="Perl", starts_at=long_ago, ends_at=long_ago + timedelta(hours=2))
    off = make.event(alice, summary="Off", cancelled_at=now())
    bobs, work = make.card(bob), make.card(bob, full_name="B. B.")
    charlies, franks = make.card(charlie), make.card(frank)
    badges = [make.badge(bobs, today), make.badge(work), make.badge(charlies, yesterday), make.badge(charlies),
              make.badge(make.card(alice), off), make.badge(franks, today), make.badge(charlies, past),
              make.badge(work, yesterday, revoked_at=now())]
    codes = [code for badge in badges for code in (badge.code, badge.short_code)] + ["0" * 26, "not a code"]
    return Town(make, codes, [today.id, all_day.id, yesterday.id, past.id, off.id], frank, count())


WORDS = st.sampled_from(["", "tea", "Ærø and ünïcode", "boats; 'quoted' \"words\" %s :rows ?"])
SCANS = st.lists(
    st.fixed_dictionaries({
        "code": st.integers(0, 17), "ago": st.integers(1, 60 * 48), "note": WORDS,
        "tags": st.lists(st.sampled_from(["promised", "boats", "sea"]), max_size=3), "join": st.booleans(),
    }), min_size=6, max_size=6,
)
# Which of the six scans are in which request, and in which order; a scan that comes again is a replay.
REQUESTS = st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=6, unique=True), min_size=1, max_size=3)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scans=SCANS, requests=REQUESTS)
def test_a_batch_makes_the_rows_of_its_scans_one_by_one(
    app: Flask, town: Town, client_for: Callable[[User], FlaskClient], scans: list[dict[str, Any]],
    requests: list[list[int]],
) -> None:
    single, batched = town.newcomer(), town.newcomer()
    one_by_one, phone, sent_at = client_for(single), Phone(client_for(batched), batched), now()
    items = [{"client_id": f"client-{number}", "kind": "scan", "code": town.codes[scan["code"]], "via": "camera",
              "made_at": (sent_at - timedelta(minutes=scan["ago"])).isoformat(), "note": scan["note"],
              "tags": scan["tags"], "join": scan["join"]} for number, scan in enumerate(scans)]
    for request in requests:
        sent = [items[number] for number in request]
        answers = [one_by_one.post("/scans", json={**item, "scanned_at": item["made_at"]}) for item in sent]
        assert statuses(phone.send(*sent)) == [answer.status_code for answer in answers]
    assert rows_of(app, batched) == rows_of(app, single)


def rows_of(app: Flask, user: User) -> dict[str, list[Any]]:
    """What a user has, told without ids and times of its own."""
    with app.app_context():
        ties = _of(user, Tie)
        peer = {tie.id: tie.peer_user_id for tie in ties}
        met = {one.id: (peer[one.tie_id], one.event_id) for one in _of(user, Encounter)}
        found = {
            "ties": [(tie.peer_user_id, tie.card_id, tie.name, tie.origin, tie.search_text, tie.last_met_at, tie.org,
                      tie.address_key, tie.client_id) for tie in ties],
            "met": [(met[one.id], one.met_at, one.line) for one in _of(user, Encounter)],
            "scans": [(one.client_id, one.badge_id, one.via, one.scanned_at, one.clock_offset,
                       met.get(one.encounter_id)) for one in _of(user, Scan)],
            "notes": [(note.client_id, note.text, note.written_at, peer[note.tie_id], met.get(note.encounter_id))
                      for note in _of(user, Note)],
            "tags": [(peer[tag.tie_id], tag.name) for tag in _of(user, TieTag)],
            "follow_ups": [(peer[one.tie_id], one.event_id, one.step_key, one.position, one.title, one.hint,
                            one.condition, one.planned_on, one.due_on, one.due_at, one.state)
                           for one in _of(user, FollowUp)],
            "joined": list(db.session.scalars(select(Attendance.event_id).where(Attendance.user_id == user.id))),
            "shown": list(db.session.scalars(select(Badge.event_id).where(Badge.user_id == user.id))),
        }
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def _of(user: User, table: Any) -> list[Any]:
    return list(db.session.scalars(select(table).where(table.owner_id == user.id)))


def crowd(make: Make, number: int, event: Any) -> list[Badge]:
    people = [make.user(f"Person{n}") for n in range(number)]
    return [make.badge(make.card(person), event) for person in people]


def test_every_row_carries_the_owners_change_number(
    make: Make, phone_of: PhoneOf, alice: User, event: Any, rows: Rows
) -> None:
    phone, badges = phone_of(alice), crowd(make, 3, event)
    [before] = [user.change_seq for user in rows(User) if user.id == alice.id]
    phone.send(*(phone.scan(badge, note="tea", tags=["promised"]) for badge in badges))
    numbers = {row.change_seq for table in (Tie, Encounter, Note, TieTag, FollowUp) for row in rows(table)}
    [after] = [user.change_seq for user in rows(User) if user.id == alice.id]
    assert numbers == {after} == {before + 1}


def statements_of(app: Flask, act: Callable[[], Any]) -> int:
    seen: list[str] = []
    with app.app_context():
        engine = db.engine

    def see(*told: Any) -> None:
        seen.append(told[2])

    engine_event.listen(engine, "before_cursor_execute", see)
    try:
        act()
    finally:
        engine_event.remove(engine, "before_cursor_execute", see)
    return len(seen)


def test_of_two_events_at_once_one_is_at_the_one_that_started_last(
    make: Make, phone_of: PhoneOf, alice: User, bob: User, event: Any, rows: Rows
) -> None:
    all_day = make.event(alice, starts_at=now() - timedelta(hours=9), ends_at=now() + timedelta(hours=9))
    phone, badge = phone_of(alice), make.badge(make.card(bob))
    results = phone.send(*(phone.scan(badge, timedelta(minutes=ago)) for ago in (5, 120)))
    assert [result["body"]["event_id"] for result in results] == [event.id, all_day.id]


def test_fifty_scans_take_as_many_statements_as_five(
    app: Flask, make: Make, phone_of: PhoneOf, alice: User, event: Any
) -> None:
    phone, badges = phone_of(alice), crowd(make, 55, event)
    few = statements_of(app, lambda: phone.send(*(phone.scan(badge, note="tea") for badge in badges[:5])))
    more = statements_of(app, lambda: phone.send(*(phone.scan(badge, note="tea") for badge in badges[5:])))
    assert few == more


def test_one_person_scanned_over_and_over_is_one_tie(
    make: Make, phone_of: PhoneOf, alice: User, badge: Badge, rows: Rows
) -> None:
    phone = phone_of(alice)
    results = phone.send(*(phone.scan(badge, note=f"note {number}") for number in range(50)))
    assert statuses(results) == [201] * 50
    assert len({result["body"]["tie_id"] for result in results}) == 1
    assert [len(rows(table)) for table in (Scan, Tie, Encounter, Note, FollowUp)] == [50, 1, 1, 50, 4]


def test_the_same_batch_from_many_at_once_is_taken_in_once(
    make: Make, phone_of: PhoneOf, alice: User, event: Any, rows: Rows
) -> None:
    phones = [phone_of(alice) for _ in range(12)]
    items = [phones[0].scan(badge, note="tea") for badge in crowd(make, 10, event)]
    items += [phones[0].item("note", tie=f"scan:{item['client_id']}", text="more tea") for item in items]
    with ThreadPoolExecutor(12) as threads:
        answers = list(threads.map(lambda phone: phone.send(*items), phones))
    assert sorted(statuses([result for answer in answers for result in answer])) == [200] * 220 + [201] * 20
    assert len({repr([result["body"] for result in answer]) for answer in answers}) == 1
    assert [len(rows(table)) for table in (Scan, Tie, Encounter, Note)] == [10, 10, 10, 20]


def test_single_scans_and_batches_at_once_do_not_wait_for_each_other_for_ever(
    make: Make, phone_of: PhoneOf, client_for: Callable[[User], FlaskClient], alice: User, event: Any, rows: Rows
) -> None:
    phones = [phone_of(alice) for _ in range(6)]
    items = [phones[0].scan(badge) for badge in crowd(make, 8, event)]

    def send(number: int) -> set[int]:
        phone = phones[number % 6]
        if number % 2:
            return set(statuses(phone.send(*items)))
        return {phone.client.post("/scans", json={**item, "scanned_at": item["made_at"]}).status_code for item in items}

    with ThreadPoolExecutor(6) as threads:
        assert set.union(*threads.map(send, range(6))) <= {200, 201}
    assert [len(rows(table)) for table in (Scan, Tie, Encounter)] == [8, 8, 8]
