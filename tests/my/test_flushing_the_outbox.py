"""What was done without a network arrives exactly once, each item with an answer of its own."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient

from networking_app.accounts.models import User
from networking_app.cards.models import Badge
from networking_app.clock import now
from networking_app.follow_ups.models import FollowUp
from networking_app.ties.models import Encounter, Interaction, Note, Scan, Tie, TieTag
from tests.factories import Make
from tests.my.phone import Phone, statuses

PhoneOf = Callable[..., Phone]
Rows = Callable[[type], list[Any]]


def evening(phone: Phone, badge: Badge) -> list[dict[str, Any]]:
    """One item of every kind that can come from one evening."""
    scan = phone.scan(badge, note="compilers", tags=["promised"])
    by_hand = phone.item("by_hand", name="Grace", org="Navy", email="grace@navy.example", note="ships", tags=["sea"])
    bob, grace = f"scan:{scan['client_id']}", f"scan:{by_hand['client_id']}"
    talked = phone.item("talked", tie=bob, channel="call", direction="in", with_ask=True, note="will send slides")
    return [
        scan, by_hand, phone.item("note", tie=bob, text="plays the oboe"), phone.item("note", tie=grace, text="cobol"),
        phone.item("edit_note", tie=bob, note=f"note:{scan['client_id']}", text="old compilers"),
        phone.item("tag", tie=bob, name="boats"), phone.item("tag", tie=bob, name="chess"),
        phone.item("untag", tie=bob, name="chess"), talked,
        phone.item("untalked", tie=bob, interaction=f"talked:{talked['client_id']}"),
        phone.item("talked", tie=grace, channel="mail", direction="out"),
    ]


def test_an_evening_arrives_in_one_request(phone_of: PhoneOf, alice: User, badge: Badge, rows: Rows) -> None:
    phone = phone_of(alice)
    results = phone.send(*evening(phone, badge))
    assert statuses(results) == [201] * 11
    bob, grace = rows(Tie)
    assert (bob.name, bob.peer_user_id, grace.name, grace.email) == (
        "Bob Builder", badge.user_id, "Grace", "grace@navy.example")
    assert results[0]["body"] == {"tie_id": bob.id, "event_id": badge.event_id, "name": "Bob Builder",
                                  "url": f"/ties/{bob.id}", "remark": ""}
    assert results[1]["body"] == {"tie_id": grace.id, "name": "Grace", "url": f"/ties/{grace.id}"}
    standing = sorted((note.tie_id, note.text) for note in rows(Note) if not note.replaced_at)
    assert standing == sorted([(bob.id, "old compilers"), (bob.id, "plays the oboe"), (bob.id, "will send slides"),
                               (grace.id, "ships"), (grace.id, "cobol")])
    assert sorted(tag.name for tag in rows(TieTag)) == ["boats", "promised", "sea"]
    [contact] = rows(Interaction)
    assert (contact.tie_id, contact.channel, contact.direction) == (grace.id, "mail", "out")
    assert (len(rows(Encounter)), len(rows(FollowUp)), len(rows(Scan))) == (2, 8, 1)


def test_all_of_it_again_changes_nothing_and_is_answered_the_same(
    phone_of: PhoneOf, alice: User, badge: Badge, rows: Rows
) -> None:
    phone = phone_of(alice)
    items = evening(phone, badge)
    first, second = phone.send(*items), phone_of(alice).send(*items)
    assert statuses(second) == [200] * len(items)
    assert [result["body"] for result in second] == [result["body"] for result in first]
    assert len(rows(Note)) == 6 and len(rows(TieTag)) == 3 and len(rows(Interaction)) == 1


def test_twice_in_one_request_is_once(phone_of: PhoneOf, alice: User, badge: Badge, rows: Rows) -> None:
    phone = phone_of(alice)
    items = [item for item in evening(phone, badge) for _ in range(2)]
    results = phone.send(*items)
    assert statuses(results) == [201, 200] * 11
    assert [one["body"] for one in results[::2]] == [one["body"] for one in results[1::2]]
    assert len(rows(Scan)) == 1 and len(rows(Tie)) == 2


def test_each_item_in_a_request_of_its_own_makes_the_same(
    phone_of: PhoneOf, alice: User, badge: Badge, rows: Rows
) -> None:
    phone = phone_of(alice)
    assert [phone.send(item)[0]["status"] for item in evening(phone, badge)] == [201] * 11
    assert sorted(note.text for note in rows(Note) if not note.replaced_at) == [
        "cobol", "old compilers", "plays the oboe", "ships", "will send slides"]


def test_what_is_searched_is_what_stands(
    phone_of: PhoneOf, client_for: Callable[[User], FlaskClient], alice: User, badge: Badge
) -> None:
    phone = phone_of(alice)
    scan = phone.scan(badge, note="yodelling")
    bob = f"scan:{scan['client_id']}"
    phone.send(scan, phone.item("edit_note", tie=bob, note=f"note:{scan['client_id']}", text="throat singing"),
               phone.item("tag", tie=bob, name="boats"))
    found = {word: "Bob Builder" in client_for(alice).get("/ties", query_string={"q": word}).text
             for word in ("throat", "boats", "yodelling")}
    assert found == {"throat": True, "boats": True, "yodelling": False}


def test_a_person_known_by_address_is_found_by_the_second_client_id_too(
    phone_of: PhoneOf, alice: User, rows: Rows
) -> None:
    one, other = phone_of(alice), phone_of(alice)
    first = one.item("by_hand", name="Grace", email="grace@navy.example")
    second = other.item("by_hand", name="Grace H.", email="Grace@navy.example")
    one.send(first)
    words = other.item("note", tie=f"scan:{second['client_id']}", text="ships")
    assert statuses(other.send(second, words)) == [201, 201]
    [grace] = rows(Tie)
    assert [note.tie_id for note in rows(Note)] == [grace.id]


def test_a_tie_removed_since_does_not_come_back(
    phone_of: PhoneOf, client_for: Callable[[User], FlaskClient], alice: User, badge: Badge, rows: Rows
) -> None:
    phone = phone_of(alice)
    scan = phone.scan(badge)
    by_hand = phone.item("by_hand", name="Grace")
    for result in phone.send(scan, by_hand):
        client_for(alice).delete(result["body"]["url"])
    late = [phone.item("note", tie=f"scan:{item['client_id']}", text="late") for item in (scan, by_hand)]
    results = phone.send(scan, by_hand, *late)
    assert statuses(results) == [200, 200, 404, 404]
    assert [result["body"]["tie_id"] for result in results[:2]] == [None, None]
    assert {result["body"]["title"] for result in results[2:]} == {"This person is no longer among your ties."}
    assert rows(Tie) == []


def test_what_belongs_to_somebody_who_has_not_arrived_says_so(phone_of: PhoneOf, alice: User) -> None:
    phone = phone_of(alice)
    [result] = phone.send(phone.item("note", tie="scan:0123abcd-4567", text="who?"))
    assert (result["status"], result["body"]["title"]) == (404, "The person this belongs to has not arrived yet.")


def test_a_scan_after_its_tag_was_taken_away_brings_the_tag_again(
    phone_of: PhoneOf, alice: User, badge: Badge, rows: Rows
) -> None:
    phone = phone_of(alice)
    scan = phone.scan(badge, tags=["boats"])
    phone.send(scan, phone.item("untag", tie=f"scan:{scan['client_id']}", name="boats"),
               phone.scan(badge, tags=["boats"]))
    assert [tag.name for tag in rows(TieTag)] == ["boats"]


@pytest.mark.parametrize("owner", ["", "0123456789abcdef", "x" * 5000])
def test_a_page_of_somebody_else_is_told_to_sign_in(
    phone_of: PhoneOf, alice: User, badge: Badge, rows: Rows, owner: str
) -> None:
    phone = phone_of(alice)
    answer = phone.post([phone.scan(badge)], owner=owner)
    assert (answer.status_code, rows(Scan)) == (401, [])


def test_the_outbox_of_bob_is_not_taken_in_for_alice(
    phone_of: PhoneOf, client_for: Callable[[User], FlaskClient], alice: User, bob: User, badge: Badge, rows: Rows
) -> None:
    phone = Phone(client_for(alice), bob)
    assert (phone.post([phone.scan(badge)]).status_code, rows(Tie)) == (401, [])


def test_a_stranger_is_told_to_sign_in(client: FlaskClient, alice: User, badge: Badge, rows: Rows) -> None:
    phone = Phone(client, alice)
    assert (phone.post([phone.scan(badge)]).status_code, rows(Tie)) == (401, [])


def test_another_site_cannot_send_one(phone_of: PhoneOf, alice: User, badge: Badge, rows: Rows) -> None:
    phone = phone_of(alice)
    phone.client.environ_base["HTTP_ORIGIN"] = "https://evil.example"
    assert (phone.post([phone.scan(badge)]).status_code, rows(Tie)) == (403, [])


def test_flushing_has_a_limit_of_its_own(phone_of: PhoneOf, alice: User, badge: Badge, rows: Rows) -> None:
    with time_machine.travel(now(), tick=False):  # all in one minute, however long it takes
        phone = phone_of(alice)
        answers = [phone.post([]) for _ in range(120)]
        last = phone.post([phone.scan(badge)])
    assert {answer.status_code for answer in answers} == {200}
    assert (last.status_code, last.headers["Retry-After"], rows(Tie)) == (429, "60", [])


def test_a_note_finds_the_meeting_it_was_written_after(
    phone_of: PhoneOf, make: Make, alice: User, badge: Badge, rows: Rows
) -> None:
    phone = phone_of(alice)
    scan = phone.scan(badge)
    phone.send(scan, phone.item("note", tie=f"scan:{scan['client_id']}", text="just now"))
    [note], [met] = rows(Note), rows(Encounter)
    assert note.encounter_id == met.id
