"""What a phone is given to have all ties without a network: exactly what changed, and nothing of anybody else."""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as sqlalchemy_event

from networking_app.accounts.models import User
from networking_app.cards.models import Card
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.ties import merging
from networking_app.ties.models import Interaction, Tie, TieAlias, TieTag
from tests.factories import Make

Clients = Callable[[User], FlaskClient]
LONG_AGO = now() - timedelta(days=30)
# A message that is kept is worded for the day on which it is due, and what needs the network is not kept.
IDS = re.compile(r"""(?sx) [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12} | <message-draft.*?</message-draft>
    | <(section|div|details)\ class="\w+"\ data-online>.*?</\2> | \s+""")


class Phone:
    """Asks as static/js/synced/syncing.js does, from where it was the last time."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.has: dict[str, Any] = {}

    def asks(self, **query: Any) -> dict[str, Any]:
        known = {"since": self.has.get("version", 0), "at": self.has.get("at", ""), "shape": self.has.get("shape", "")}
        answer = self.client.get("/sync", query_string=known | query)
        assert answer.status_code == 200
        got: dict[str, Any] = answer.json  # type: ignore[assignment]
        self.has = got
        return got

    def gets(self) -> list[str]:
        """The names of the ties that the next answer brings."""
        return [entry["title"] for entry in self.asks()["ties"]]


@pytest.fixture
def phone(client_for: Clients, alice: User) -> Phone:
    return Phone(client_for(alice))


def met(make: Make, owner: User, name: str, **columns: Any) -> Tie:
    """A tie met at an event that nobody has touched for long, with its follow-ups."""
    tie = make.tie(owner, name=name, **columns)
    event = make.event(owner, summary=f"Where {name} was", updated_at=LONG_AGO)
    make.encounter(tie, event)
    make.follow_ups(tie, event)
    return tie


@pytest.mark.usefixtures("standing_clock")
def test_the_first_answer_brings_all_ties_as_their_pages_and_the_list_show_them(
    phone: Phone, make: Make, alice: User
) -> None:
    ties = [met(make, alice, name) for name in ("Grace Hopper", "山田 太郎")]
    make.note(ties[0], "Talked about <b>compilers</b>")
    make.saved(TieTag(owner_id=alice.id, tie_id=ties[0].id, name="boats"))
    answer = phone.asks()
    assert (answer["since"], answer["next"], answer["gone"], len(answer["ties"])) == (0, None, [], 2)
    listed = phone.client.get("/ties").text
    for tie, entry in zip(ties, answer["ties"], strict=True):
        assert entry["id"] == tie.id
        assert IDS.sub("", entry["page"]) in IDS.sub("", phone.client.get(f"/ties/{tie.id}").text)
        assert entry["row"] in listed
    first = answer["ties"][0]
    assert "Talked about &lt;b&gt;compilers" in first["page"]
    assert (first["title"], first["tags"], len(first["events"])) == ("Grace Hopper", ["boats"], 1)


@pytest.mark.usefixtures("standing_clock")
def test_the_frame_and_a_page_make_what_the_server_shows(phone: Phone, make: Make, alice: User) -> None:
    tie = met(make, alice, "Grace & Hopper")
    entry = phone.asks()["ties"][0]
    frame = phone.client.get("/ties/frame").text
    whole = frame.replace("tie-name-goes-here", entry["title"])
    whole = whole.replace('<template id="tie-page-goes-here"></template>', entry["page"])
    assert IDS.sub("", whole).split() == IDS.sub("", phone.client.get(f"/ties/{tie.id}").text).split()


def test_when_nothing_has_changed_nothing_comes(phone: Phone, make: Make, alice: User) -> None:
    met(make, alice, "Grace Hopper")
    assert phone.gets() == ["Grace Hopper"]
    assert phone.gets() == []


def test_what_is_searched_holds_the_words_of_the_card_too(phone: Phone, make: Make, alice: User, bob: User) -> None:
    card = make.card(bob, search_text="bob zeppelin works", updated_at=LONG_AGO)
    make.tie(alice, bob, card_id=card.id, search_text="bob sails")
    [entry] = phone.asks()["ties"]
    assert entry["text"] == "bob sails bob zeppelin works"


WRITES = [
    ("POST", "/ties/{tie}/notes", {"text": "tea", "client_id": "0123abcd-note"}),
    ("POST", "/ties/{tie}/tags", {"name": "tea"}),
    ("DELETE", "/ties/{tie}/tags/{tag}", {}),
    ("POST", "/ties/{tie}/interactions", {"client_id": "0123abcd-call", "channel": "call"}),
    ("POST", "/ties/{tie}", {"name": "Amazing Grace"}),
    ("POST", "/follow-ups/{follow_up}/completion", {}),
    ("POST", "/follow-ups/{follow_up}/skip", {}),
    ("POST", "/follow-ups/{follow_up}/snooze", {"until": "tomorrow"}),
]


@pytest.mark.parametrize(("method", "path", "body"), WRITES, ids=[f"{line[0]} {line[1]}" for line in WRITES])
@pytest.mark.usefixtures("standing_clock")
def test_what_the_owner_writes_brings_that_tie_and_no_other(
    phone: Phone, make: Make, alice: User, method: str, path: str, body: dict[str, str]
) -> None:
    tie, other = met(make, alice, "Grace Hopper"), met(make, alice, "Hedy Lamarr")
    tag = make.saved(TieTag(owner_id=alice.id, tie_id=tie.id, name="boats"))
    follow_up = make.follow_ups(tie)[0]
    phone.asks()
    address = path.format(tie=tie.id, tag=tag.id, follow_up=follow_up.id)
    assert phone.client.open(address, method=method, data=body).status_code == 303
    [entry] = phone.asks()["ties"]
    assert entry["id"] == tie.id != other.id
    assert IDS.sub("", entry["page"]) in IDS.sub("", phone.client.get(f"/ties/{tie.id}").text)


PARTS: dict[str, Callable[[Make, Tie], object]] = {
    "note": lambda make, tie: make.note(tie, "tea"),
    "tag": lambda make, tie: make.saved(TieTag(owner_id=tie.owner_id, tie_id=tie.id, name="tea")),
    "encounter": lambda make, tie: make.encounter(tie),
    "follow-ups": lambda make, tie: make.follow_ups(tie),
    "contact": lambda make, tie: make.saved(
        Interaction(owner_id=tie.owner_id, tie_id=tie.id, channel="call", direction="in", happened_at=now())),
}


@pytest.mark.parametrize("part", PARTS)
def test_what_hangs_on_a_tie_brings_it_although_the_tie_itself_is_as_it_was(
    phone: Phone, make: Make, alice: User, part: str
) -> None:
    tie = make.tie(alice, name="Grace Hopper")
    make.tie(alice, name="Hedy Lamarr")
    phone.asks()
    PARTS[part](make, tie)
    assert phone.gets() == ["Grace Hopper"]


def test_a_contact_that_is_taken_back_leaves_the_page(phone: Phone, make: Make, alice: User) -> None:
    tie = met(make, alice, "Grace Hopper")
    phone.client.post(f"/ties/{tie.id}/interactions", data={"client_id": "0123abcd-call", "channel": "coffee"})
    page = phone.asks()["ties"][0]["page"]
    assert "You talked: Coffee" in page
    undo = re.search(rf"/ties/{tie.id}/interactions/\d+", page)
    assert undo
    phone.client.delete(undo[0])
    assert "You talked: Coffee" not in phone.asks()["ties"][0]["page"]


def test_a_tie_that_is_removed_is_named_as_gone(phone: Phone, make: Make, alice: User) -> None:
    tie = met(make, alice, "Grace Hopper")
    phone.asks()
    phone.client.delete(f"/ties/{tie.id}")
    answer = phone.asks()
    assert (answer["ties"], answer["gone"], answer["counts"]["ties"]) == ([], [tie.id], 0)
    assert phone.asks()["gone"] == []


def test_of_two_ties_that_merge_one_is_gone_and_leads_to_the_other(
    app: Flask, phone: Phone, make: Make, alice: User
) -> None:
    kept, lost = met(make, alice, "Grace Hopper"), met(make, alice, "Grace H.")
    make.note(lost, "Talked about moths")
    phone.asks()
    with app.app_context():
        merging.merge(db.session.get_one(Tie, kept.id), db.session.get_one(Tie, lost.id))
        db.session.commit()
    answer = phone.asks()
    assert answer["gone"] == [lost.id]
    [entry] = answer["ties"]
    assert (entry["id"], entry["aliases"]) == (kept.id, [lost.id])
    assert "moths" in entry["page"]


def test_what_the_peer_changes_on_the_card_comes(
    phone: Phone, client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    card = make.card(bob, updated_at=LONG_AGO)
    make.tie(alice, bob, card_id=card.id)
    met(make, alice, "Grace Hopper")
    phone.asks()
    assert phone.gets() == []
    change = {"full_name": "Bob", "org": "Zeppelin Works", "shown": "org"}
    assert client_for(bob).post(f"/cards/{card.id}/edit", data=change).status_code == 303
    [entry] = phone.asks()["ties"]
    assert entry["title"] == "Bob"
    assert "Zeppelin Works" in entry["page"] and "Zeppelin Works" in entry["row"] and "zeppelin" in entry["text"]


def test_a_renamed_event_comes(phone: Phone, app: Flask, make: Make, alice: User) -> None:
    met(make, alice, "Hedy Lamarr")
    tie = make.tie(alice, name="Grace Hopper")
    event = make.event(alice, summary="PyData", updated_at=LONG_AGO)
    make.encounter(tie, event)
    phone.asks()
    details = {"summary": "PyData Oslo", "location": "", "time_zone": "UTC", "starts": "2027-11-26T19:00",
               "ends": "2027-11-26T22:00", "cover": "plum"}
    assert phone.client.post(f"/events/{event.id}/edit", data=details).status_code == 303
    entries = phone.asks()["ties"]
    assert [entry["title"] for entry in entries] == ["Grace Hopper"]
    assert "PyData Oslo" in entries[0]["row"]


def test_a_peer_who_adds_one_back_is_marked_as_knowing_one(phone: Phone, make: Make, alice: User, bob: User) -> None:
    make.tie(alice, bob)
    assert "has your card too" not in phone.asks()["ties"][0]["page"]
    make.tie(bob, alice, card_id=make.card(alice).id)
    answer = phone.asks()
    assert "has your card too" in answer["ties"][0]["page"]
    assert answer["counts"] == {"ties": 1, "cards": 0, "mutual": 1}


def test_a_card_that_is_deleted_shows_in_the_counts(
    phone: Phone, client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    make.card(bob)
    given: Card = make.card(bob)
    make.tie(alice, bob, card_id=given.id)
    assert phone.asks()["counts"]["cards"] == 1
    client_for(bob).delete(f"/cards/{given.id}")
    assert phone.asks()["counts"]["cards"] == 0


def test_nothing_of_other_people_ever_comes(
    phone: Phone, client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    theirs = met(make, bob, "Barbara Liskov")
    make.saved(TieAlias(id=theirs.id + 1000, tie_id=make.tie(alice, name="Hedy Lamarr").id))
    assert phone.gets() == ["Hedy Lamarr"]
    make.note(theirs, "likes abstraction")
    make.tie(bob, alice)
    client_for(bob).delete(f"/ties/{met(make, bob, 'Grace Hopper').id}")
    answer = phone.asks()
    assert (answer["since"] > 0, answer["ties"], answer["gone"], answer["counts"]["ties"]) == (True, [], [], 1)
    assert answer["owner"] == alice.phone_key != bob.phone_key


def test_many_ties_come_in_pages_and_each_once(app: Flask, phone: Phone, alice: User) -> None:
    with app.app_context():
        names = [f"Person {number:03}" for number in range(203)]
        db.session.add_all([Tie(owner_id=alice.id, origin="by hand", name=name) for name in names])
        db.session.commit()
    first = phone.asks()
    second = phone.asks(since=0, after=first["next"])
    assert [entry["title"] for entry in first["ties"] + second["ties"]] == names
    assert (len(first["ties"]), second["next"]) == (200, None)


@pytest.mark.parametrize(
    "query",
    [{"shape": "older"}, {"since": 10**6}, {"since": -1}, {"since": "x"}, {"since": 10**30}, {"at": "yesterday"},
     {"at": "2026-01-01T00:00:00"}, {"at": ""}, {"shape": "\0"}],
    ids=str,
)
def test_a_phone_that_has_something_else_begins_anew(
    phone: Phone, make: Make, alice: User, query: dict[str, Any]
) -> None:
    met(make, alice, "Grace Hopper")
    phone.asks()
    answer = phone.asks(**query)
    assert (answer["since"], len(answer["ties"])) == (0, 1)


def test_another_time_zone_is_another_shape(phone: Phone, app: Flask, make: Make, alice: User) -> None:
    met(make, alice, "Grace Hopper")
    phone.asks()
    with app.app_context():
        db.session.get_one(User, alice.id).time_zone = "Asia/Tokyo"
        db.session.commit()
    assert phone.gets() == ["Grace Hopper"]


def test_many_ties_take_as_many_questions_as_few(
    app: Flask, client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    def questions_for(owner: User, number: int) -> int:
        for each in range(number):
            peer = make.user(f"{owner.name}'s peer {each}", email=f"{owner.id}-{each}@example.org")
            tie = met(make, owner, peer.name, peer_user_id=peer.id, card_id=make.card(peer).id)
            make.tie(peer, owner)
            make.note(tie, "tea")
            make.saved(TieTag(owner_id=owner.id, tie_id=tie.id, name="boats"))
        client = client_for(owner)
        with questions(app) as asked:
            assert len(Phone(client).asks()["ties"]) == number
        return len(asked)

    assert questions_for(alice, 2) == questions_for(bob, 9)


@contextmanager
def questions(app: Flask) -> Iterator[list[str]]:
    asked: list[str] = []

    def heard(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    with app.app_context():
        engine = db.engine
    sqlalchemy_event.listen(engine, "before_cursor_execute", heard)
    yield asked
    sqlalchemy_event.remove(engine, "before_cursor_execute", heard)


def test_the_answer_is_small_and_kept_by_nobody_on_the_way(phone: Phone, make: Make, alice: User) -> None:
    for number in range(10):
        met(make, alice, f"Person {number}")
    answer = phone.client.get("/sync", headers={"Accept-Encoding": "gzip, br"})
    assert (answer.headers["Content-Encoding"], answer.headers["Cache-Control"]) == ("gzip", "no-store")
    plain = phone.client.get("/sync").data
    assert len(json.loads(gzip.decompress(answer.data))["ties"]) == 10
    assert len(answer.data) * 5 < len(plain)
