"""Two devices that did not know of each other lose nobody's words; what one device did twice is one edit."""

from collections.abc import Callable
from typing import Any

import pytest

from networking_app.accounts.models import User
from networking_app.cards.models import Badge
from networking_app.ties.models import Note, Tie
from tests.factories import Make
from tests.my.phone import Item, Phone, statuses

PhoneOf = Callable[..., Phone]
Rows = Callable[[type], list[Any]]


@pytest.fixture
def tie(make: Make, alice: User, bob: User) -> Tie:
    return make.tie(alice, bob)


def standing(rows: Rows) -> list[str]:
    return [note.text for note in rows(Note) if note.replaced_at is None]


def edit(phone: Phone, tie: Tie, note: Note | str, text: str) -> Item:
    name = note if isinstance(note, str) else str(note.id)
    return phone.item("edit_note", tie=str(tie.id), note=name, text=text)


def test_both_edits_are_kept_and_the_second_is_told(
    make: Make, phone_of: PhoneOf, alice: User, tie: Tie, rows: Rows
) -> None:
    note, one, other = make.note(tie, "tea"), phone_of(alice), phone_of(alice)
    [first] = one.send(edit(one, tie, note, "green tea"))
    second_edit = edit(other, tie, note, "black tea")
    [second], [again] = other.send(second_edit), other.send(second_edit)
    assert (first["status"], first["body"]["both_kept"]) == (201, False)
    assert (second["status"], second["body"]["both_kept"]) == (201, True)
    assert again == {**second, "status": 200}
    assert standing(rows) == ["green tea", "black tea"]
    assert second["body"]["note_id"] == rows(Note)[-1].id


def test_an_edit_and_the_removal_on_another_device_leave_the_edit(
    make: Make, phone_of: PhoneOf, alice: User, tie: Tie, rows: Rows
) -> None:
    phone, gone_first, gone_last = phone_of(alice), make.note(tie, "tea"), make.note(tie, "milk")
    phone.send(edit(phone, tie, gone_first, ""))
    phone.send(edit(phone, tie, gone_first, "green tea"))
    phone.send(edit(phone, tie, gone_last, "oat milk"))
    phone.send(edit(phone, tie, gone_last, ""))
    assert standing(rows) == ["green tea", "oat milk"]


def test_a_phone_that_edits_twice_before_it_sends_has_edited_once(
    make: Make, phone_of: PhoneOf, alice: User, tie: Tie, rows: Rows
) -> None:
    phone, note = phone_of(alice), make.note(tie, "tea")
    results = phone.send(*(edit(phone, tie, note, text) for text in ("green tea", "black tea", "white tea")))
    assert [result["body"]["both_kept"] for result in results] == [False, False, False]
    assert standing(rows) == ["white tea"]


def test_a_phone_that_edits_again_before_it_hears_of_the_first_time_has_edited_once(
    make: Make, phone_of: PhoneOf, alice: User, tie: Tie, rows: Rows
) -> None:
    phone, note = phone_of(alice), make.note(tie, "tea")
    first, second = edit(phone, tie, note, "green tea"), edit(phone, tie, note, "black tea")
    phone.send(first)
    phone.send(first, second)
    results = phone.send(first, second, edit(phone, tie, note, "white tea"))
    assert [result["body"]["both_kept"] for result in results] == [False, False, False]
    assert standing(rows) == ["white tea"]


def test_an_edit_of_an_edit_goes_by_the_name_the_phone_gave_it(
    make: Make, phone_of: PhoneOf, alice: User, tie: Tie, rows: Rows
) -> None:
    phone, note = phone_of(alice), make.note(tie, "tea")
    first = edit(phone, tie, note, "green tea")
    phone.send(first)
    [result] = phone.send(edit(phone, tie, f"note:{first['client_id']}", "black tea"))
    assert (standing(rows), result["body"]["both_kept"]) == (["black tea"], False)


@pytest.mark.parametrize("kind", ["note", "talked", "scan", "by_hand"])
def test_words_written_without_a_network_can_be_edited_without_one(
    phone_of: PhoneOf, alice: User, badge: Badge, rows: Rows, kind: str
) -> None:
    phone = phone_of(alice)
    scan = phone.scan(badge)
    person = f"scan:{scan['client_id']}"
    words = {"note": phone.item("note", tie=person, text="tea"),
             "talked": phone.item("talked", tie=person, channel="call", direction="in", note="tea"),
             "scan": phone.scan(badge, note="tea"), "by_hand": phone.item("by_hand", name="Grace", note="tea")}[kind]
    if kind == "by_hand":
        person = f"scan:{words['client_id']}"
    results = phone.send(scan, words, phone.item("edit_note", tie=person, note=f"note:{words['client_id']}",
                                                 text="green tea"))
    assert (statuses(results), standing(rows)) == ([201, 201, 201], ["green tea"])


def test_an_edit_without_its_text_does_not_remove_the_note(
    make: Make, phone_of: PhoneOf, alice: User, tie: Tie, rows: Rows
) -> None:
    phone, note = phone_of(alice), make.note(tie, "tea")
    item = edit(phone, tie, note, "green tea")
    del item["text"]
    assert (statuses(phone.send(item)), standing(rows)) == ([422], ["tea"])


def test_nobody_else_and_no_other_tie_reaches_a_note(
    make: Make, phone_of: PhoneOf, alice: User, charlie: User, tie: Tie, rows: Rows
) -> None:
    note, own, other = make.note(tie, "tea"), make.tie(charlie, alice), make.tie(alice, name="Grace")
    hers, his = phone_of(alice), phone_of(charlie)
    results = his.send(edit(his, tie, note, "mine"), edit(his, own, note, "mine"), edit(his, own, "9" * 18, "mine"))
    results += hers.send(edit(hers, other, note, "mine"))
    assert (statuses(results), standing(rows)) == ([404] * 4, ["tea"])
    titles = {result["body"]["title"] for result in results[1:]}
    assert titles == {"The note that this changes has not arrived, or is not there any more."}
