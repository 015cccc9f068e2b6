"""Whatever stands in an outbox, it is answered item by item, and what is right beside it arrives."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from networking_app.accounts.models import User
from networking_app.cards.models import Badge
from networking_app.follow_ups.models import FollowUp
from networking_app.my.outbox_forms import KINDS
from networking_app.ties.models import Interaction, Note, Scan, Tie
from tests.clients import forget_attempts
from tests.factories import Make
from tests.my.phone import Phone, statuses

PhoneOf = Callable[..., Phone]
Rows = Callable[[type], list[Any]]

FIELDS = ["client_id", "kind", "made_at", "tie", "note", "interaction", "follow_up", "text", "name", "code", "via",
          "tags", "join", "org", "title", "email", "tel", "event_id", "channel", "direction", "with_ask", "until",
          "owed", "what", "side", "due_on", "answer", "born"]
TEXTS = st.text(st.characters(codec=None), max_size=40) | st.sampled_from(
    ["", "\0", "\ud800", "1", "0", "-1", "9" * 18, "9" * 30, "scan:0123abcd-1", "note:0123abcd-1", "talked:0123abcd-1",
     "owed:0123abcd-1", "scan:", "2026-11-22T10:00:00Z", "0001-01-01T00:00:00Z", "tomorrow", "x" * 5000, "a@b",
     "0" * 26, "BCDFGHJK", "http://localhost/c/" + "0" * 26 + "#" + "<script>" * 500])
ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(FIELDS) | TEXTS, inner, max_size=4),
    max_leaves=6,
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_item_breaks_it_and_its_neighbours_arrive(
    app: Flask, make: Make, phone_of: PhoneOf, alice: User, badge: Badge, rows: Rows, data: st.DataObject
) -> None:
    phone = phone_of(alice)
    tie = rows(Tie)[0] if rows(Tie) else make.tie(alice, name="Grace")
    right = {"tie": str(tie.id), "note": "note:0123abcd-1", "interaction": "1", "follow_up": 1, "text": "tea",
             "name": "Ada", "code": badge.code, "channel": "call", "direction": "in", "until": "tomorrow",
             "owed": "1", "what": "favour", "side": "mine"}
    kinds = st.sampled_from(sorted(KINDS))
    odd = [phone.item(data.draw(kinds), **right) | data.draw(st.dictionaries(st.sampled_from(FIELDS), ODD, max_size=3))
           for _ in range(data.draw(st.integers(0, 4)))]
    odd += data.draw(st.lists(ODD, max_size=2))
    before, after = (phone.item("note", tie=str(tie.id), text=text) for text in ("first", "last"))
    answer = phone.post([before, *odd, after])
    forget_attempts(app)
    results = answer.json["results"]  # type: ignore[index]
    assert answer.status_code == 200 and len(results) == len(odd) + 2
    assert (results[0]["status"], results[-1]["status"]) == (201, 201)
    for result in results:
        assert set(result) == {"client_id", "status", "body"} and result["status"] < 500
        assert result["status"] in (200, 201) or result["body"]["title"] and result["body"]["status"] >= 400
    assert {before["client_id"], after["client_id"]} <= {note.client_id for note in rows(Note)}


@pytest.mark.parametrize("items", [None, 1, "x", {}, [1] * 51, {"0": {}}])
def test_what_is_no_list_of_at_most_fifty_is_refused_whole(
    phone_of: PhoneOf, alice: User, rows: Rows, items: object
) -> None:
    answer = phone_of(alice).post(items)
    assert (answer.status_code, list(answer.json["fields"]), rows(Scan)) == (422, ["items"], [])  # type: ignore[index]


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"[]", b"[" * 30_000, b'{"items":', b"\xff", b"x" * 2_100_000])
def test_a_body_that_is_no_outbox_is_refused(phone_of: PhoneOf, alice: User, body: bytes) -> None:
    answer = phone_of(alice).client.post("/outbox", data=body, content_type="application/json")
    assert answer.status_code in (400, 413, 422)


def test_fifty_long_notes_fit_into_one_request(make: Make, phone_of: PhoneOf, alice: User, rows: Rows) -> None:
    phone, tie = phone_of(alice), make.tie(alice)
    results = phone.send(*(phone.item("note", tie=str(tie.id), text="字" * 4000) for _ in range(50)))
    assert statuses(results) == [201] * 50 and len(rows(Note)) == 50


@pytest.mark.parametrize("item", [{}, None, 7, "x", [], {"kind": "dance"}, {"kind": None}, {"kind": []},
                                  {"client_id": 7, "kind": "note"}, {"client_id": "short", "kind": "scan"}])
def test_an_item_that_cannot_be_read_says_so(
    phone_of: PhoneOf, alice: User, badge: Badge, rows: Rows, item: Any
) -> None:
    phone = phone_of(alice)
    results = phone.post([item, phone.scan(badge)]).json["results"]  # type: ignore[index]
    assert statuses(results) == [422, 201] and results[0]["body"]["title"] and len(rows(Scan)) == 1


def test_what_is_wrong_with_an_item_is_said_by_its_field(phone_of: PhoneOf, alice: User) -> None:
    phone = phone_of(alice)
    [result] = phone.send(phone.item("by_hand", name="", email="nobody", note="kept on the phone"))
    assert result == {"client_id": result["client_id"], "status": 422, "body": {
        "status": 422, "title": "Please fill this in.", "fields": {"name": "Please fill this in."}}}


def test_a_fragment_that_came_along_is_left_out(phone_of: PhoneOf, alice: User, badge: Badge, rows: Rows) -> None:
    phone = phone_of(alice)
    link = f"HTTP://LOCALHOST/C/{badge.code}#" + "<script>alert(1)</script>" * 200
    assert statuses(phone.send(phone.scan(badge, code=link))) == [201]
    assert [tie.name for tie in rows(Tie)] == ["Bob Builder"]


def test_the_name_the_phone_called_somebody_is_not_taken_over(
    phone_of: PhoneOf, alice: User, badge: Badge, rows: Rows
) -> None:
    phone = phone_of(alice)
    phone.send(phone.scan(badge, name="<b>Mallory</b>"))
    assert [tie.name for tie in rows(Tie)] == ["Bob Builder"]


def test_a_client_id_that_another_row_has_harms_nothing(
    make: Make, phone_of: PhoneOf, alice: User, badge: Badge, rows: Rows
) -> None:
    phone, tie = phone_of(alice), make.tie(alice)
    note = make.note(tie, "tea", client_id="0123abcd-one")
    clash = phone.item("edit_note", tie=str(tie.id), note=str(note.id), text="milk") | {"client_id": "0123abcd-one"}
    results = phone.send(clash, phone.scan(badge))
    assert statuses(results) == [422, 201] and [row.text for row in rows(Note)] == ["tea"]


def test_thirty_tags_are_enough(make: Make, phone_of: PhoneOf, alice: User) -> None:
    phone, tie = phone_of(alice), make.tie(alice)
    results = phone.send(*(phone.item("tag", tie=str(tie.id), name=f"tag {number}") for number in range(31)),
                         phone.item("tag", tie=str(tie.id), name="tag 3"))
    assert statuses(results) == [201] * 30 + [422, 201]


def test_nothing_of_somebody_else_is_reached_or_told(
    make: Make, phone_of: PhoneOf, alice: User, charlie: User, badge: Badge, rows: Rows
) -> None:
    hers = phone_of(alice)
    scan = hers.scan(badge, note="secret words")
    by_hand = hers.item("by_hand", name="Secret Grace")
    talked = hers.item("talked", tie=f"scan:{scan['client_id']}", channel="call", direction="in")
    hers.send(scan, by_hand, talked)
    before, his = [row.state for row in rows(FollowUp)], phone_of(charlie)
    names = [str(tie.id) for tie in rows(Tie)] + [f"scan:{item['client_id']}" for item in (scan, by_hand)]
    items = [his.item(kind, tie=name, note=f"note:{scan['client_id']}", text="mine", name="mine", channel="call",
                      direction="in", interaction=f"talked:{talked['client_id']}") if kind != "talked" else
             his.item(kind, tie=name, channel="call", direction="in")
             for name in names for kind in ("note", "edit_note", "tag", "untag", "talked", "untalked")]
    items += [his.item(kind, follow_up=row.id, until="tomorrow") for row in rows(FollowUp)
              for kind in ("complete", "snooze")]
    answer = his.post(items)
    results = answer.json["results"]  # type: ignore[index]
    assert set(statuses(results)) == {404}
    for word in ("secret", "Secret", "Bob", "Builder"):
        assert word not in answer.text
    assert len(rows(Note)) == 1 and len(rows(Interaction)) == 1
    assert [row.state for row in rows(FollowUp)] == before


def test_every_kind_has_words_while_it_waits(phone_of: PhoneOf, alice: User) -> None:
    page = phone_of(alice).client.get("/not-sent").text
    assert [kind for kind in KINDS if not re.search(f"data-{kind}(_[a-z]+)?=", page)] == []
