"""The state of a tie, from meetings, contacts in both directions and cadence; said in words, never as a score."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.standing.states import COLD, COOLING, DORMANT, NEW, STATES, WARM
from networking_app.standing.warmth import USUAL, Facts, warmth
from networking_app.ties.models import Cadence, Interaction
from tests.clients import text_of
from tests.factories import Make, follow_ups_of

MET = datetime(2026, 3, 6, 20, tzinfo=UTC)
CONTACTS = st.lists(st.tuples(st.integers(0, 900), st.sampled_from(("in", "out", "both"))), max_size=6)


def at(day: int) -> datetime:
    return MET + timedelta(days=day)


def state(day: int, *contacts: tuple[int, str], days: int | None = None) -> str:
    return warmth(Facts((MET,), tuple((at(on), way) for on, way in contacts), days), at(day)).state


@pytest.mark.parametrize("contacts", [[], [(1, "out")], [(1, "in")], [(1, "out"), (30, "out")]])
def test_a_tie_stays_new_until_the_first_word_was_answered(contacts: list[tuple[int, str]]) -> None:
    assert [state(day, *contacts) for day in (2, 60, 700)] == [NEW, NEW, NEW]
    assert state(60, *contacts, (59, "both")) == WARM


def test_an_answer_by_either_side_ends_being_new() -> None:
    assert state(3, (1, "out"), (2, "in")) == WARM
    assert state(3, (1, "in"), (2, "out")) == WARM


def test_without_a_cadence_it_cools_after_two_months_and_sleeps_after_a_year() -> None:
    turns = [(60, WARM), (61, COOLING), (91, COOLING), (92, COLD), (364, COLD), (365, DORMANT)]
    assert [state(day, (0, "both")) for day, _state in turns] == [expected for _day, expected in turns]


def test_with_a_cadence_it_cools_when_that_is_over() -> None:
    turns = [(20, WARM), (21, COOLING), (31, COOLING), (32, COLD), (364, COLD), (365, DORMANT)]
    assert [state(day, (0, "both"), days=21) for day, _state in turns] == [expected for _day, expected in turns]
    assert state(1400, (0, "both"), days=365) == COLD


def test_what_i_write_alone_warms_nothing() -> None:
    assert state(100, (0, "both"), (99, "out")) == COLD
    assert state(100, (0, "both"), (99, "in")) == WARM


def test_meeting_again_warms_it() -> None:
    facts = Facts((MET, at(99)), ((at(1), "both"),))
    assert warmth(facts, at(100)).state == WARM


@given(CONTACTS, st.sampled_from((None, 7, 21, 61, 365)), st.integers(0, 1500))
def test_it_is_what_a_recount_by_days_says(contacts: list[tuple[int, str]], days: int | None, today: int) -> None:
    facts = Facts((MET,), tuple((at(on), way) for on, way in contacts), days)
    ways = [way for _on, way in contacts]
    found = warmth(facts, at(today))
    if "both" not in ways and not ("in" in ways and "out" in ways):
        assert found.state == NEW and found.turns is None
        return
    quiet_for = today - max([0, *(on for on, way in contacts if way != "out")])
    interval = days or USUAL
    limits = (interval, interval * 1.5, max(4 * interval, 365))
    assert found.state == STATES[1 + sum(quiet_for >= limit for limit in limits)]


def test_the_reason_names_days_and_who_wrote(app: Flask) -> None:
    facts = Facts((MET,), ((at(1), "out"), (at(2), "in"), (at(9), "out")), 21)
    with app.test_request_context():
        found = warmth(facts, at(30))
        assert found.why == ("They last wrote on 8 Mar 2026. You got in touch on 15 Mar 2026, and no answer is noted "
                             "since. You want to be in touch every 3 weeks.")
        assert "Cooling from 29 Mar 2026" in found.course
        assert warmth(Facts((MET,)), MET).why == ("You last met on 6 Mar 2026. It stays new until the first word is "
                                                  "answered.")
        assert warmth(Facts(()), MET).why.startswith("No meeting is noted yet.")


def test_a_night_belongs_to_the_evening_before_it() -> None:
    night = Facts((datetime(2026, 3, 7, 1, tzinfo=UTC),), ((datetime(2026, 3, 7, 1, tzinfo=UTC), "both"),))
    assert warmth(night, MET).last == ("met", date(2026, 3, 6))


def test_the_page_of_a_tie_says_how_warm_it_is_and_why(
    app: Flask, make: Make, alice: User, bob: User, client_for: Callable[[User], FlaskClient]
) -> None:
    tie = make.tie(alice, bob)
    make.encounter(tie, met_at=now() - timedelta(days=40))
    make.saved(Interaction(owner_id=alice.id, tie_id=tie.id, channel="call", direction="both",
                           happened_at=now() - timedelta(days=30)))
    make.saved(Cadence(owner_id=alice.id, tie_id=tie.id, days=21))
    answer = client_for(alice).get(f"/ties/{tie.id}")
    assert 'data-warmth="cooling"' in answer.text
    assert "You last talked on" in text_of(answer) and "You want to be in touch every 3 weeks." in text_of(answer)


def test_a_step_that_is_done_is_a_word_to_be_answered(
    app: Flask, make: Make, alice: User, bob: User, client_for: Callable[[User], FlaskClient]
) -> None:
    tie = make.tie(alice, bob)
    make.follow_ups(tie, make.event(alice))
    row = follow_ups_of(app, tie)[0]
    client = client_for(alice)
    assert client.post(f"/follow-ups/{row.id}/completion").status_code == 303
    assert "You got in touch on" in text_of(client.get(f"/ties/{tie.id}"))
    make.saved(Interaction(owner_id=alice.id, tie_id=tie.id, channel="mail", direction="in", happened_at=now()))
    assert 'data-warmth="warm"' in client.get(f"/ties/{tie.id}").text
