"""Two ties that turn out to be one person become one, and nothing hanging on them is lost."""

from datetime import date, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from networking_app.accounts.changes import Tombstone
from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.introductions.models import Introduction
from networking_app.owed.models import Owed
from networking_app.ties import merging
from networking_app.ties.models import (
    CARD_LEFT,
    Cadence,
    CardLeft,
    Encounter,
    Interaction,
    Note,
    Scan,
    Tie,
    TieAlias,
    TieTag,
)
from networking_app.ties.setting_cadences import keep_tie
from tests.factories import Make

EARLIER = now() - timedelta(days=2)


def two_ties(make: Make, alice: User, bob: User, **columns: Any) -> tuple[Tie, Tie]:
    return make.tie(alice, bob), make.tie(alice, name="Bobby", **columns)


def merged(app: Flask, kept: Tie, lost: Tie) -> None:
    with app.app_context():
        merging.merge(db.session.get_one(Tie, kept.id), db.session.get_one(Tie, lost.id))
        db.session.commit()


def rows(app: Flask, table: Any) -> list[Any]:
    with app.app_context():
        return list(db.session.scalars(select(table).order_by(table.id)))


def step(make: Make, tie: Tie, key: str, **columns: Any) -> FollowUp:
    given = {"owner_id": tie.owner_id, "tie_id": tie.id, "step_key": key, "position": 0, "title": key,
             "condition": "always", "due_on": date(2026, 3, 2), "due_at": now()}
    return make.saved(FollowUp(**{**given, **columns}))


def test_what_other_domains_hang_on_a_tie_moves_with_it(app: Flask, make: Make, alice: User, bob: User) -> None:
    kept, lost = make.tie(alice, bob), make.tie(alice, name="Bob")
    owed = make.saved(Owed(owner_id=alice.id, tie_id=lost.id, kind="favour", side="mine"))
    people = {"connector_id": make.user("Dana").id, "first_id": alice.id, "second_id": bob.id}
    made = make.saved(Introduction(**people, expires_at=now(), first_tie_id=lost.id))
    merged(app, kept, lost)
    [moved] = rows(app, Owed)
    assert (moved.id, moved.tie_id) == (owed.id, kept.id) and moved.change_seq > owed.change_seq
    assert [(row.id, row.first_tie_id) for row in rows(app, Introduction)] == [(made.id, kept.id)]


def test_words_move(app: Flask, make: Make, alice: User, bob: User) -> None:
    kept, lost = two_ties(make, alice, bob)
    make.note(kept, "likes tea")
    make.note(lost, "plays chess")
    make.saved(Interaction(owner_id=alice.id, tie_id=lost.id, channel="call", direction="in", happened_at=now()))
    make.saved(CardLeft(owner_id=alice.id, tie_id=lost.id, fingerprint="1", owner_name="Alice", consented_at=now()))
    for tie, name in ((kept, "chess"), (lost, "chess"), (lost, "tea")):
        make.saved(TieTag(owner_id=alice.id, tie_id=tie.id, name=name))
    merged(app, kept, lost)
    for table in (Note, Interaction, CardLeft, TieTag):
        assert {row.tie_id for row in rows(app, table)} == {kept.id}
    assert [tag.name for tag in rows(app, TieTag)] == ["chess", "tea"]
    [tie] = rows(app, Tie)
    assert "likes tea" in tie.search_text and "plays chess" in tie.search_text


def test_a_meeting_at_another_event_moves(app: Flask, make: Make, alice: User, bob: User) -> None:
    kept, lost = two_ties(make, alice, bob)
    make.encounter(kept, make.event(alice))
    make.encounter(lost, make.event(alice))
    merged(app, kept, lost)
    assert [encounter.tie_id for encounter in rows(app, Encounter)] == [kept.id, kept.id]


def test_of_two_meetings_at_one_event_the_earlier_time_stays(app: Flask, make: Make, alice: User, bob: User) -> None:
    kept, lost = two_ties(make, alice, bob)
    event = make.event(alice)
    stays = make.encounter(kept, event)
    goes = make.encounter(lost, event, met_at=EARLIER)
    make.note(lost, "plays chess", encounter_id=goes.id)
    make.saved(Scan(owner_id=alice.id, client_id="1", encounter_id=goes.id, via="camera", scanned_at=EARLIER,
                    received_at=EARLIER))
    make.saved(CardLeft(owner_id=alice.id, tie_id=lost.id, encounter_id=goes.id, fingerprint="1", owner_name="Alice",
                        line="See you", consented_at=EARLIER))
    merged(app, kept, lost)
    [encounter] = rows(app, Encounter)
    assert (encounter.id, encounter.met_at, encounter.line) == (stays.id, EARLIER, "See you")
    for table in (Note, Scan, CardLeft):
        assert [row.encounter_id for row in rows(app, table)] == [stays.id]


def test_of_the_same_step_twice_the_one_acted_on_stays(app: Flask, make: Make, alice: User, bob: User) -> None:
    kept, lost = two_ties(make, alice, bob)
    event_id = make.event(alice).id
    step(make, kept, "thanks", event_id=event_id)
    step(make, lost, "thanks", event_id=event_id, completed_at=now())
    step(make, kept, "hello", event_id=event_id)
    step(make, lost, "hello", event_id=event_id, due_on=date(2026, 3, 1))
    step(make, lost, "hello")
    merged(app, kept, lost)
    steps = rows(app, FollowUp)
    assert {one.tie_id for one in steps} == {kept.id}
    assert [(one.step_key, one.event_id, bool(one.completed_at), one.due_on.day) for one in steps] == [
        ("thanks", event_id, True, 2), ("hello", event_id, False, 1), ("hello", None, False, 2)
    ]


def test_what_was_written_down_by_hand_gives_way_to_a_scan(app: Flask, make: Make, alice: User, bob: User) -> None:
    kept, lost = two_ties(make, alice, bob, created_at=EARLIER)
    assert lost.origin == "by hand"
    merged(app, kept, lost)
    [tie] = rows(app, Tie)
    assert (tie.origin, tie.created_at) == ("badge", EARLIER)


def test_the_tie_that_goes_leaves_its_id_and_what_the_other_lacks(
    app: Flask, make: Make, alice: User, bob: User
) -> None:
    kept, lost = two_ties(make, alice, bob, email="bob@example.org", address_key="mailto:bob@example.org",
                          created_at=EARLIER, origin=CARD_LEFT)
    make.saved(TieAlias(id=10**6, tie_id=lost.id))
    merged(app, kept, lost)
    [tie] = rows(app, Tie)
    assert (tie.name, tie.email, tie.origin) == ("Bob", "bob@example.org", CARD_LEFT)
    assert [(alias.id, alias.tie_id) for alias in rows(app, TieAlias)] == [(lost.id, kept.id), (10**6, kept.id)]
    assert [(stone.kind, stone.row_id) for stone in rows(app, Tombstone)] == [("ties", lost.id)]


def test_the_id_of_a_merged_tie_is_never_given_again(app: Flask, make: Make, alice: User, bob: User) -> None:
    kept, lost = two_ties(make, alice, bob)
    merged(app, kept, lost)
    assert make.tie(alice, name="Carol").id > lost.id


def test_of_two_that_were_kept_in_touch_one_prompt_remains(app: Flask, make: Make, alice: User, bob: User) -> None:
    kept, lost = two_ties(make, alice, bob)
    make.encounter(kept, met_at=EARLIER)
    make.encounter(lost, make.event(alice), met_at=EARLIER + timedelta(days=1))
    with app.app_context():
        for tie, days in ((kept, 61), (lost, 21)):
            keep_tie(db.session.get_one(Tie, tie.id), days)
        db.session.commit()
    merged(app, kept, lost)
    assert [(rule.tie_id, rule.days) for rule in rows(app, Cadence)] == [(kept.id, 61)]
    [step] = [step for step in rows(app, FollowUp) if step.state == "open"]
    assert (step.tie_id, step.planned_on) == (kept.id, (EARLIER + timedelta(days=62, hours=-6)).date())


def test_a_rule_moves_where_the_other_has_none(app: Flask, make: Make, alice: User, bob: User) -> None:
    kept, lost = two_ties(make, alice, bob)
    with app.app_context():
        keep_tie(db.session.get_one(Tie, lost.id), 21)
        db.session.commit()
    merged(app, kept, lost)
    assert [(rule.tie_id, rule.days) for rule in rows(app, Cadence)] == [(kept.id, 21)]
    assert [step.tie_id for step in rows(app, FollowUp) if step.state == "open"] == [kept.id]
