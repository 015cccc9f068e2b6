"""One line for each pair and event, which nobody but the remembered person ever reads."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from networking_app.accounts.models import Block, User
from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.standing.models import Remembrance
from networking_app.standing.remembering import Text, lines_for, texts_about
from networking_app.standing.trends import Word, words_in
from networking_app.ties.models import Tie
from tests.clients import text_of
from tests.factories import Make

ClientFor = Callable[[User], FlaskClient]
LINE = "Explained fonts with bread dough"


@dataclass
class Met:
    event: Event
    tie: Tie


@pytest.fixture
def met(make: Make, alice: User, bob: User) -> Met:
    """Alice holds a tie to Bob, whom she met at an event; Bob holds one to her."""
    event = make.event(alice, bob)
    tie = make.tie(alice, bob)
    make.encounter(tie, event)
    make.tie(bob, alice)
    return Met(event, tie)


def leave(client: FlaskClient, met: Met, text: str = LINE) -> int:
    return client.post(f"/ties/{met.tie.id}/remembrance", data={"text": text, "event_id": met.event.id}).status_code


def lines(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Remembrance.text)))


def test_only_the_remembered_person_reads_it(
    make: Make, met: Met, alice: User, bob: User, charlie: User, client_for: ClientFor
) -> None:
    make.attendance(met.event, charlie)
    assert leave(client_for(alice), met) == 303
    page = text_of(client_for(bob).get("/known-by"))
    assert LINE in page and "Alice · PyData" in page
    for user, urls in ((alice, ("/known-by", "/known-by/people")),
                       (charlie, ("/known-by", "/known-by/people", f"/ties/{met.tie.id}", f"/events/{met.event.id}"))):
        assert not any(LINE in client_for(user).get(url).text for url in urls)
    assert f'value="{LINE}"' in client_for(alice).get(f"/ties/{met.tie.id}").text


def test_after_the_event_a_line_is_asked_for_whom_one_met_there(
    make: Make, met: Met, alice: User, bob: User, charlie: User, client_for: ClientFor
) -> None:
    """Not for guests, for whom was met elsewhere, and for whom a block stands between."""
    for tie in (make.tie(alice, name="Grace"), make.tie(alice, dana := make.user("Dana"))):
        make.encounter(tie, met.event)
    make.encounter(make.tie(alice, charlie))
    make.saved(Block(blocker_id=dana.id, blocked_id=alice.id))
    client, page, heading = client_for(alice), f"/events/{met.event.id}/aims", "What you'll remember of them"
    assert heading not in text_of(client.get(page))
    with time_machine.travel(met.event.ends_at + timedelta(minutes=1), tick=False):
        asked = re.search(rf"{heading}.*?</section>", client_for(alice).get(page).text, re.DOTALL)
        assert asked and [name for name in ("Bob", "Grace", "Dana", "Charlie") if name in asked[0]] == ["Bob"]
        answer = client_for(alice).post(f"/ties/{met.tie.id}/remembrance?next={page}%23remember",
                                        data={"text": LINE, "event_id": met.event.id})
        assert answer.location == f"{page}#remember"
        assert heading not in text_of(client_for(alice).get(page))
    assert LINE in text_of(client_for(bob).get("/known-by"))


def test_where_the_writer_was_is_told_to_nobody_who_was_not_there(
    make: Make, met: Met, alice: User, bob: User, client_for: ClientFor
) -> None:
    make.encounter(met.tie, event := make.event(alice, summary="Group therapy"))
    assert leave(client_for(alice), Met(event, met.tie)) == 303
    page = client_for(bob).get("/known-by").text
    assert LINE in page and "Group therapy" not in page


def test_a_second_line_takes_the_place_of_the_first_and_can_be_taken_back(
    app: Flask, met: Met, alice: User, bob: User, client_for: ClientFor
) -> None:
    client = client_for(alice)
    leave(client, met)
    leave(client, met, "The bread")
    assert lines(app) == ["The bread"]
    assert client.delete(f"/ties/{met.tie.id}/remembrance?event={met.event.id}").status_code == 303
    assert lines(app) == [] and "The bread" not in client_for(bob).get("/known-by").text


def test_one_can_be_left_where_they_met_at_no_event(app: Flask, make: Make, met: Met, client_for: ClientFor,
                                                    alice: User) -> None:
    make.encounter(met.tie)
    for text in ("The tram", "The tram in the rain"):
        assert client_for(alice).post(f"/ties/{met.tie.id}/remembrance", data={"text": text}).status_code == 303
    leave(client_for(alice), met)
    assert sorted(lines(app)) == [LINE, "The tram in the rain"]


@pytest.mark.parametrize("side", ["alice", "bob"])
def test_a_block_by_either_side_takes_it_away_at_once(
    app: Flask, met: Met, alice: User, bob: User, client_for: ClientFor, side: str
) -> None:
    leave(client_for(alice), met)
    if side == "alice":
        client_for(alice).post(f"/ties/{met.tie.id}/block")
    else:
        client_for(bob).post(f"/ties/{met.tie.id}/block?side=theirs")
    assert LINE not in client_for(bob).get("/known-by").text
    assert leave(client_for(alice), met, "Again") == 404
    assert "remembrance" not in client_for(alice).get(f"/ties/{met.tie.id}").text
    with app.app_context():
        assert lines_for(bob.id) == []


@pytest.mark.only("sqlite")
def test_charlie_and_those_who_did_not_meet_leave_nothing(
    app: Flask, make: Make, met: Met, alice: User, charlie: User, client_for: ClientFor
) -> None:
    assert leave(client_for(charlie), met) == 404
    elsewhere = make.event(alice)
    body = {"text": LINE, "event_id": elsewhere.id}
    assert client_for(alice).post(f"/ties/{met.tie.id}/remembrance", data=body).status_code == 404
    by_hand = make.tie(alice)
    make.encounter(by_hand)
    assert client_for(alice).post(f"/ties/{by_hand.id}/remembrance", data={"text": LINE}).status_code == 404
    assert lines(app) == []


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("body", [{"text": ""}, {"text": "   "}, {"text": "x" * 201}, {"text": LINE, "event_id": "-1"},
                                  {"text": LINE, "event_id": "9" * 40}, {"text": "a\0b"}, {}])
def test_what_cannot_be_kept_is_refused_in_words(
    app: Flask, met: Met, alice: User, client_for: ClientFor, body: dict[str, str]
) -> None:
    answer = client_for(alice).post(f"/ties/{met.tie.id}/remembrance", data=body)
    assert answer.status_code == 422 and lines(app) == []


def test_it_goes_with_the_tie_of_its_writer(app: Flask, met: Met, alice: User, client_for: ClientFor) -> None:
    leave(client_for(alice), met)
    client_for(alice).delete(f"/ties/{met.tie.id}")
    assert lines(app) == []


def test_the_writers_phone_hears_of_it(app: Flask, met: Met, alice: User, client_for: ClientFor) -> None:
    leave(client_for(alice), met)
    with app.app_context():
        tie, owner = db.session.get_one(Tie, met.tie.id), db.session.get_one(User, alice.id)
        assert tie.change_seq == owner.change_seq > met.tie.change_seq


def test_words_count_from_two_writers_on_each_writer_once(app: Flask, make: Make, bob: User) -> None:
    said = {"Dana": ["old fonts, fonts again", "fonts"], "Erin": ["Fonts on a tram"], "Fay": ["the TRAM"], "Gil": ["x"]}
    for days_ago, (name, texts) in enumerate(said.items()):
        writer = make.user(name)
        tie = make.tie(writer, bob)
        for text in texts:
            make.saved(Remembrance(writer_id=writer.id, remembered_id=bob.id, tie_id=tie.id, text=text,
                                   event_id=make.event(writer).id, written_at=now() - timedelta(days=50 * days_ago)))
    with app.app_context():
        assert list(words_in(texts_about(bob.id))) == [Word("font", "fonts", 2, 2), Word("tram", "tram", 2, 1)]


SAID = {"loom": "loom", "Looms,": "loom", "tram": "tram", "(TRAM)": "tram", "napkin-map": "napkin map", "the": ""}


@given(st.lists(st.tuples(st.integers(1, 4), st.lists(st.sampled_from(sorted(SAID)), max_size=4),
                          st.sampled_from((0, 89, 91, 400))), max_size=12))
def test_the_numbers_beside_words_equal_a_recount(said: list[tuple[int, list[str], int]]) -> None:
    texts = [Text(" ".join(parts), writer, now() - timedelta(days=ago)) for writer, parts, ago in said]

    def writers(word: str, within: int) -> set[int]:
        return {writer for writer, parts, ago in said
                if ago < within and any(word in SAID[part].split() for part in parts)}

    counted = {word: (len(writers(word, 999)), len(writers(word, 90))) for word in ("loom", "tram", "napkin", "map")}
    assert {one.word: (one.people, one.lately) for one in words_in(texts)} == {
        word: numbers for word, numbers in counted.items() if numbers[0] > 1}
    assert {one.written for one in words_in(texts)} <= {"loom", "Looms", "tram", "TRAM", "napkin", "map"}


def test_words_of_scripts_without_spaces_are_what_those_who_wrote_them_share() -> None:
    said = {1: "她画的港口地图", 2: "港口地图真好", 3: "会唱歌", 4: "เล่นดนตรีเก่ง", 5: "ชอบดนตรีของเธอ", 6: "まちづくり",
            7: "ガラスのまちづくり", 8: "まちつくり"}
    # What is a part of what they share is no word of its own, though one of them wrote it alone as well.
    texts = [*said.items(), (1, "地图")]
    found = list(words_in([Text(text, writer, now()) for writer, text in texts]))
    assert [(one.written, one.people) for one in found] == [("まちづくり", 3), ("ดนตรี", 2), ("港口地图", 2)]


def test_the_newest_fifty_lines_are_read_and_the_words_of_all(
    app: Flask, client_for: ClientFor, make: Make, bob: User
) -> None:
    with app.app_context():
        writers = [User(name=f"Guest {number}", password_hash="") for number in range(52)]
        db.session.add_all(writers)
        db.session.flush()
        ties = [Tie(owner_id=writer.id, peer_user_id=bob.id, origin="badge", name="Bob") for writer in writers]
        db.session.add_all(ties)
        db.session.flush()
        db.session.add_all(Remembrance(
            writer_id=tie.owner_id, remembered_id=bob.id, tie_id=tie.id, text=f"napkin {days}",
            written_at=now() - timedelta(days=days)) for days, tie in enumerate(ties))
        db.session.commit()
        assert [line.text for line in lines_for(bob.id, 2)] == ["napkin 0", "napkin 1"]
    page = client_for(bob).get("/known-by")
    assert page.text.count('<q class="remembered"') == 50 and "napkin 49" in page.text and "napkin 50" not in page.text
    assert "52 people lately" in text_of(page) and "the 45 next, of 47" in text_of(page)


WRITERS = st.integers(0, 3)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(st.tuples(WRITERS, st.sampled_from(("loom", "loom tram", "tram", "map"))), max_size=8),
       apart=st.sets(st.tuples(WRITERS, st.booleans()), max_size=2), most=st.integers(1, 4))
def test_lines_and_words_are_those_of_whom_no_block_keeps_apart(
    app: Flask, bob: User, said: list[tuple[int, str]], apart: set[tuple[int, bool]], most: int
) -> None:
    with app.app_context():
        writers = [User(name=f"W{number}", password_hash="") for number in range(4)]
        events = [Event(summary="E", join_code=f"e{place}", time_zone="UTC", starts_at=now(),
                        ends_at=now() + timedelta(hours=1)) for place in range(len(said))]
        db.session.add_all([*writers, *events])
        db.session.flush()
        ties = [Tie(owner_id=writer.id, peer_user_id=bob.id, origin="badge", name="Bob") for writer in writers]
        pairs = [(writers[one].id, bob.id)[::1 if by_them else -1] for one, by_them in apart]
        db.session.add_all([*ties, *(Block(blocker_id=one, blocked_id=other) for one, other in pairs)])
        db.session.flush()
        db.session.add_all(
            Remembrance(writer_id=ties[one].owner_id, remembered_id=bob.id, tie_id=ties[one].id, text=text,
                        event_id=events[place].id, written_at=now() - timedelta(hours=place))
            for place, (one, text) in enumerate(said))
        db.session.flush()
        lines, texts = lines_for(bob.id, most), texts_about(bob.id)
        db.session.rollback()
    heard = [(one, text) for one, text in said if not {(one, True), (one, False)} & apart]
    assert [(line.writer, line.text) for line in lines] == [(f"W{one}", text) for one, text in heard][:most]
    assert sorted(text.text for text in texts) == sorted(text for _one, text in heard)
    counted = {word: len({one for one, text in heard if word in text}) for word in ("loom", "tram", "map")}
    assert {one.word: one.people for one in words_in(texts)} == {
        word: number for word, number in counted.items() if number > 1}
