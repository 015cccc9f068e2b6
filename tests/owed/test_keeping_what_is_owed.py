"""What is owed is kept with one tap or in one's own words, closed with thanks or let go, and each of that undone."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from networking_app.accounts.models import User
from networking_app.extensions import db
from networking_app.follow_ups.models import PROMISE, FollowUp
from networking_app.my.export import write_export
from networking_app.my.gathering import gather
from networking_app.owed.from_prompts import owe_note
from networking_app.owed.models import Owed
from networking_app.owed.opening import open_owed
from networking_app.owed.words import owed_line, owed_words
from networking_app.ties.models import Note, Tie
from tests.clients import text_of
from tests.factories import Make, follow_ups_of
from tests.my.phone import Phone, statuses
from tests.prompts.english import english

CLIENT_ID = "0123abcd-phone"
FRIDAY = datetime(2026, 11, 20, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_friday() -> Any:
    with time_machine.travel(FRIDAY, tick=False):
        yield


@pytest.fixture
def tie(make: Make, alice: User, bob: User) -> Tie:
    return make.tie(alice, bob)


@pytest.fixture
def browser(client_for: Callable[[User], FlaskClient], alice: User) -> FlaskClient:
    return client_for(alice)


@pytest.fixture
def note(make: Make, tie: Tie) -> Note:
    return make.note(tie, "Loves tea. Send him the slides by Monday", written_at=FRIDAY - timedelta(hours=12))


def kept(app: Flask) -> list[Owed]:
    with app.app_context():
        return list(db.session.scalars(select(Owed).options(joinedload(Owed.follow_up)).order_by(Owed.id)))


def opened(app: Flask) -> list[Owed]:
    return [debt for debt in kept(app) if not debt.closed_at]


def undo_what_was_done(browser: FlaskClient) -> None:
    """Press Undo beside the message on the next page."""
    message = browser.get("/owed").text.partition('id="toasts"')[2]
    [address] = re.findall(r'action="([^"]+)"[^>]*><button[^>]*>.{0,400}?<span>Undo</span>', message)[:1]
    assert browser.post(address.replace("&amp;", "&")).status_code == 303


def test_what_is_typed_stands_on_the_tie_and_in_the_ledger_once(app: Flask, browser: FlaskClient, tie: Tie) -> None:
    typed = {"what": "introduction", "side": "theirs", "text": "to Grace", "due_on": "2026-11-24",
             "client_id": CLIENT_ID}
    for _twice in range(2):
        assert browser.post(f"/ties/{tie.id}/owed", data=typed).location == f"/ties/{tie.id}"
    for page in ("/owed", f"/ties/{tie.id}"):
        text = text_of(browser.get(page))
        assert "Bob owes you an introduction to Grace" in text and "in 4 days" in text
    assert [(debt.due_on, debt.text) for debt in kept(app)] == [(date(2026, 11, 24), "to Grace")]


@pytest.mark.parametrize(("what", "mine", "theirs"), [
    ("reply", "You owe Bob a reply", "Bob owes you a reply"),
    ("promise", "You promised Bob", "Bob promised you"),
    ("favour", "You owe Bob a favour", "Bob owes you a favour"),
    ("introduction", "You owe Bob an introduction", "Bob owes you an introduction"),
    ("thanks", "You owe Bob a thank-you", "Bob owes you a thank-you"),
])
def test_each_debt_has_its_sentence(what: str, mine: str, theirs: str) -> None:
    with english():
        said = [owed_words(Owed(kind=what, side=side, tie=Tie(name="Bob"))) for side in ("mine", "theirs")]
    assert said == [mine, theirs]


def test_the_same_client_id_finds_the_first(app: Flask, tie: Tie) -> None:
    with app.app_context():
        same = [open_owed(tie.owner_id, tie.id, "reply", "mine", client_id=CLIENT_ID) for _twice in range(2)]
        others = [open_owed(tie.owner_id, tie.id, "reply", "mine") for _twice in range(2)]
        assert same[0] is same[1] and others[0] is not others[1]


def test_a_name_neither_turns_its_sentence_nor_becomes_a_part_of_the_page() -> None:
    with english():
        said = owed_line(Owed(kind="reply", side="theirs", tie=Tie(name="<i>Bob</i> & Co")))
    assert said == "<bdi>&lt;i&gt;Bob&lt;/i&gt; &amp; Co</bdi> owes you a reply"


WRONG = [
    {"what": "money"}, {"what": ""}, {"side": "ours"}, {"text": "x" * 201}, {"due_on": "soon"}, {"due_on": "20261124"},
    {"due_on": "2026-02-31"}, {"due_on": "9999-12-31"}, {"client_id": "1"}, {"text": "a\x00b"},
]


def test_what_cannot_be_meant_is_refused_and_nothing_kept(app: Flask, browser: FlaskClient, tie: Tie) -> None:
    for wrong in WRONG:
        answer = browser.post(f"/ties/{tie.id}/owed", data={"what": "reply", "side": "mine", **wrong})
        assert answer.status_code == 422, wrong
    assert kept(app) == []


def test_a_note_is_owed_in_the_words_and_by_the_day_of_its_promise(
    app: Flask, browser: FlaskClient, tie: Tie, note: Note
) -> None:
    path = f"/ties/{tie.id}/notes/{note.id}/owed"
    # On the other side; on one's own, keeping the promise says it.
    assert browser.get(f"/ties/{tie.id}").text.count(path) == 1
    for _twice in range(2):
        browser.post(path, data={"side": "mine"})
    browser.post(path, data={"side": "theirs"})
    mine, theirs = kept(app)
    assert (mine.side, mine.kind, mine.text, mine.due_on) == ("mine", "promise", "Send him the slides",
                                                              date(2026, 11, 23))
    assert (theirs.side, theirs.text, theirs.due_on) == ("theirs", note.text, None)
    assert path not in browser.get(f"/ties/{tie.id}").text


@pytest.mark.parametrize(("said", "mine", "theirs"), [
    ("Lent me the book", "promise", "promise"), ("Thank him for the introduction", "thanks", "introduction"),
    ("She thanked me for the slides", "promise", "promise"), ("Did me a favour", "favour", "favour"),
    ("Ihm für das Buch danken", "thanks", "promise"), ("Would introduce me to Ada", "introduction", "introduction"),
])
def test_a_note_that_spells_out_what_is_owed_is_kept_as_that(
    app: Flask, make: Make, tie: Tie, said: str, mine: str, theirs: str
) -> None:
    note = make.note(tie, said)
    with app.app_context():
        assert [owe_note(note, side).kind for side in ("mine", "theirs")] == [mine, theirs]


def test_a_note_that_was_closed_can_be_owed_again(app: Flask, browser: FlaskClient, tie: Tie, note: Note) -> None:
    path = f"/ties/{tie.id}/notes/{note.id}/owed"
    browser.post(path)
    browser.post(f"/owed/{kept(app)[0].id}/closing", data={"answer": "done"})
    assert opened(app) == []
    browser.post(path)
    assert len(opened(app)) == len(kept(app)) == 1


def test_a_note_of_another_tie_is_not_there(
    make: Make, app: Flask, browser: FlaskClient, tie: Tie, charlie: User
) -> None:
    other = make.note(make.tie(charlie), "private")
    assert browser.post(f"/ties/{tie.id}/notes/{other.id}/owed").status_code == 404 and kept(app) == []


@pytest.mark.parametrize(("answer", "said"), [("done", "done, today"), ("drop", "let go, today")])
def test_a_debt_is_closed_with_thanks_or_let_go_and_opened_again(
    app: Flask, browser: FlaskClient, tie: Tie, answer: str, said: str
) -> None:
    browser.post(f"/ties/{tie.id}/owed", data={"what": "favour", "side": "theirs"})
    browser.get("/owed")
    browser.post(f"/owed/{kept(app)[0].id}/closing", data={"answer": answer})
    [debt] = kept(app)
    assert (debt.closed_at, debt.thanked_at) == (FRIDAY, FRIDAY if answer == "done" else None)
    undo_what_was_done(browser)
    assert opened(app)[0].thanked_at is None
    browser.post(f"/owed/{debt.id}/closing", data={"answer": answer})
    assert opened(app) == [] and "Nothing is owed, either way" in text_of(browser.get("/owed"))
    with app.app_context():
        debt = db.session.get_one(Owed, debt.id)
        debt.opened_at = FRIDAY - timedelta(days=1)
        db.session.commit()
    assert f"Bob owes you a favour {said}" in text_of(browser.get("/owed"))


def test_the_words_and_the_day_can_be_changed_and_an_opening_undone(
    app: Flask, browser: FlaskClient, tie: Tie
) -> None:
    browser.post(f"/ties/{tie.id}/owed", data={"what": "favour", "side": "mine", "due_on": "2026-11-24"})
    [debt] = kept(app)
    changed = {"what": "thanks", "text": "for the introduction", "due_on": ""}
    browser.post(f"/owed/{debt.id}", data=changed)
    [debt] = kept(app)
    assert (debt.kind, debt.text, debt.due_on) == ("thanks", "for the introduction", None)
    undo_what_was_done(browser)
    assert kept(app) == []


def test_a_day_that_is_none_changes_nothing(app: Flask, browser: FlaskClient, tie: Tie) -> None:
    browser.post(f"/ties/{tie.id}/owed", data={"what": "favour", "side": "mine", "due_on": "2026-11-24"})
    [debt] = kept(app)
    wrong = {"what": "thanks", "text": "for all", "due_on": "whenever"}
    assert browser.post(f"/owed/{debt.id}", data=wrong).status_code == 422
    assert [(debt.kind, debt.text, debt.due_on)] == [(one.kind, one.text, one.due_on) for one in kept(app)]


def promise_of(app: Flask, tie: Tie) -> FollowUp:
    [row] = [row for row in follow_ups_of(app, tie) if row.source == PROMISE]
    return row


def test_a_kept_promise_is_owed_until_it_is_done(app: Flask, browser: FlaskClient, tie: Tie, note: Note) -> None:
    browser.post(f"/ties/{tie.id}/notes/{note.id}/promises/0")
    [debt] = opened(app)
    row = promise_of(app, tie)
    assert (debt.side, debt.text, debt.day, debt.follow_up_id) == ("mine", "Send him the slides", row.day, row.id)
    browser.post(f"/follow-ups/{row.id}/completion")
    assert opened(app) == [] and kept(app)[0].thanked
    browser.delete(f"/follow-ups/{row.id}/completion")
    assert len(opened(app)) == 1
    browser.post(f"/ties/{tie.id}/interactions", data={"client_id": CLIENT_ID, "follow_up": row.id})
    assert opened(app) == []
    browser.delete(f"/ties/{tie.id}/interactions/{promise_of(app, tie).answered_by_id}")
    assert len(opened(app)) == 1
    browser.delete(f"/ties/{tie.id}/notes/{note.id}/promises/0")
    assert opened(app) == []


@pytest.mark.parametrize(("answer", "state"), [("done", "done"), ("drop", "skipped")])
def test_closing_the_debt_closes_its_follow_up_and_back(
    app: Flask, browser: FlaskClient, tie: Tie, note: Note, answer: str, state: str
) -> None:
    browser.post(f"/ties/{tie.id}/notes/{note.id}/promises/0")
    [debt] = opened(app)
    browser.post(f"/owed/{debt.id}/closing", data={"answer": answer})
    assert promise_of(app, tie).state == state and opened(app) == []
    browser.delete(f"/owed/{debt.id}/closing")
    assert promise_of(app, tie).state == "open" and len(opened(app)) == 1


def test_another_day_for_the_debt_is_another_day_for_its_follow_up(
    app: Flask, browser: FlaskClient, tie: Tie, note: Note
) -> None:
    browser.post(f"/ties/{tie.id}/notes/{note.id}/promises/0")
    [debt] = opened(app)
    wanted = {"what": "promise", "text": debt.text, "due_on": "2026-12-01"}
    browser.post(f"/owed/{debt.id}", data=wanted)
    assert promise_of(app, tie).day == opened(app)[0].day == date(2026, 12, 1)
    assert browser.post(f"/owed/{debt.id}", data={**wanted, "due_on": "2020-01-01"}).status_code == 422
    assert opened(app)[0].day == date(2026, 12, 1)


def test_a_step_of_the_plan_is_owed_with_one_tap(app: Flask, make: Make, browser: FlaskClient, alice: User) -> None:
    event, tie = make.event(alice), make.tie(alice)
    step = make.follow_ups(tie, event)[0]
    with time_machine.travel(FRIDAY + timedelta(days=3), tick=False):
        pages = ("/", f"/events/{event.id}/follow-ups", f"/ties/{tie.id}")
        assert all(f"/follow-ups/{step.id}/owed" in browser.get(page).text for page in pages)
        for _twice in range(2):
            browser.post(f"/follow-ups/{step.id}/owed")
        [debt] = opened(app)
        for page in map(browser.get, pages):
            assert f"/follow-ups/{step.id}/owed" not in page.text and f'#owed-{debt.id}"' in page.text
        browser.delete(f"/owed/{debt.id}")
        assert all(f"/follow-ups/{step.id}/owed" in browser.get(page).text for page in pages)
    assert (debt.kind, debt.text, debt.day, debt.follow_up_id) == ("thanks", step.title, step.day, step.id)


def test_a_note_that_is_owed_and_whose_promise_is_kept_is_owed_once(
    app: Flask, browser: FlaskClient, tie: Tie, note: Note
) -> None:
    browser.post(f"/ties/{tie.id}/notes/{note.id}/owed")
    promise = f"/ties/{tie.id}/notes/{note.id}/promises/0"
    for act in (browser.post, browser.delete, browser.post):
        act(promise)
    [debt] = opened(app)
    assert len(kept(app)) == 1 and debt.follow_up_id == promise_of(app, tie).id
    browser.post(f"/follow-ups/{debt.follow_up_id}/completion")
    assert opened(app) == []


def test_a_promise_that_was_given_up_and_is_kept_again_is_owed_again(
    app: Flask, browser: FlaskClient, tie: Tie, note: Note
) -> None:
    promise = f"/ties/{tie.id}/notes/{note.id}/promises/0"
    browser.post(promise)
    browser.delete(promise)
    [debt] = kept(app)
    browser.post(f"/owed/{debt.id}/closing", data={"answer": "drop"})
    assert opened(app) == []
    browser.post(promise)
    assert [one.id for one in opened(app)] == [debt.id]


def test_what_is_owed_is_kept_without_a_network(
    app: Flask, client_for: Callable[[User], FlaskClient], alice: User, tie: Tie
) -> None:
    phone = Phone(client_for(alice), alice)
    noted = phone.item("note", timedelta(minutes=9), tie=tie.id, text="Introduce him to Grace")
    typed = phone.item("owed", tie=str(tie.id), what="favour", side="theirs", text="", due_on="")
    of_note = phone.item("owed", tie=tie.id, note=f"note:{noted['client_id']}", side="mine")
    wrong = phone.item("owed", tie=tie.id, side="ours")
    assert statuses(phone.send(noted, typed, of_note, wrong)) == [201, 201, 201, 422]
    assert statuses(phone.send(typed, of_note)) == [200, 200]
    assert [(debt.kind, debt.side) for debt in kept(app)] == [("favour", "theirs"), ("introduction", "mine")]


def test_debts_are_in_the_export_and_in_what_a_phone_keeps(
    app: Flask, browser: FlaskClient, tie: Tie, alice: User
) -> None:
    synced = browser.get("/sync").json or {}
    browser.post(f"/ties/{tie.id}/owed", data={"what": "introduction", "side": "theirs", "text": "to Grace"})
    since = {"since": synced["version"], "at": synced["at"], "shape": synced["shape"]}
    changed = (browser.get("/sync", query_string=since).json or {})["ties"]
    assert ["</bdi> owes you an introduction" in one["page"] for one in changed] == [True]
    with app.test_request_context():
        export = ZipFile(BytesIO(write_export(gather(alice.id))))
    table, document = (export.read(name).decode() for name in ("ties.csv", "everything.json"))
    assert "Bob owes you an introduction · to Grace" in table
    assert '"kind": "introduction"' in document and '"text": "to Grace"' in document
