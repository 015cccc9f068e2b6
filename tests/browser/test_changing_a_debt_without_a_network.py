"""What a debt is can be said anew without a network: shown at once, arrived once, undone, also before it arrived."""

from datetime import date, timedelta
from typing import Any

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.owed.models import Owed
from tests.browser.phones import Phones
from tests.browser.slow import Held, Slow
from tests.browser.synced import until
from tests.browser.test_writing_without_a_network import CONTROLLED, EMPTY
from tests.factories import Make

DAY = date(2027, 3, 4)


def without_network(phone: Phones, page: Page) -> None:
    for part in ("ERR_INTERNET_DISCONNECTED", "Failed to load resource"):
        phone.expect_complaint(part)
    page.evaluate(CONTROLLED)
    page.context.set_offline(True)


def sent(page: Page) -> None:
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    until(page, EMPTY)


def change(row: Locator, **said: str) -> None:
    """Open its editor, say that, and save it."""
    row.locator(".edit > summary").click()
    if "what" in said:
        row.get_by_label("What", exact=True).select_option(label=said["what"])
    for label in said.keys() & {"In a few words", "Due on"}:
        row.get_by_label(label).fill(said[label])
    row.get_by_role("button", name="Save").click()
    expect(row.locator(".edit > summary")).to_be_focused()


# As the page of the tie does where a tap says that something is owed.
OWE = """fields => import(document.scripts[0].src.replace('app.js', 'outbox/here.js'))
    .then(({keep}) => keep('owed', fields, {name: 'Grace Hopper'})).then(() => true)"""


# The page hears that something has changed, and has shown what is on the phone once more.
SHOWN_AGAIN = """() => import(document.scripts[0].src.replace('app.js', 'outbox/pending.js'))
    .then(({heard}) => heard({detail: {type: 'changed'}}))"""


def kept(make: Make) -> list[tuple[Any, ...]]:
    with make.app.app_context():
        return [(one.kind, one.text, one.due_on) for one in db.session.scalars(select(Owed).order_by(Owed.id))]


def test_a_debt_is_said_anew_and_that_is_undone_before_and_after_it_arrives(
    phone: Phones, make: Make, alice: User
) -> None:
    tie = make.tie(alice, name="Grace Hopper")
    debt = make.saved(Owed(owner_id=alice.id, tie_id=tie.id, kind="promise", side="theirs", text="a loom",
                           due_on=now().date() + timedelta(days=40)))
    before = [("promise", "a loom", debt.due_on)]
    page = phone(alice)
    page.goto("/owed")
    row = page.locator(f"#owed-{debt.id}")
    without_network(phone, page)
    change(row, what="A favour", **{"In a few words": "two looms", "Due on": DAY.isoformat()})
    for words in ("Grace Hopper owes you a favour", "two looms", "4 Mar 2027", "on this phone only"):
        expect(row).to_contain_text(words)
    expect(row.get_by_text("Grace Hopper promised you")).to_be_hidden()
    row.get_by_role("button", name="Undo").click()
    expect(row.get_by_text("Grace Hopper promised you")).to_be_visible()
    expect(page.locator(".bar-unsent")).to_be_hidden()
    change(row)
    expect(page.locator(".bar-unsent")).to_be_hidden()
    change(row, what="A favour", **{"Due on": DAY.isoformat()})
    expect(row.get_by_label("Due on")).to_have_value(DAY.isoformat())
    change(row, **{"In a few words": "two looms"})
    expect(page.locator(".bar-unsent")).to_contain_text("2 not sent yet")
    row.locator(".edit > summary").click()
    row.get_by_label("What", exact=True).select_option(label="An introduction")
    page.evaluate(SHOWN_AGAIN)
    expect(row.get_by_label("What", exact=True)).to_have_value("introduction")
    row.get_by_label("What", exact=True).select_option(label="A favour")
    row.locator(".edit > summary").click()
    sent(page)
    expect(row).not_to_contain_text("on this phone only")
    assert kept(make) == [("favour", "two looms", DAY)]
    change(row, what="Something promised", **{"In a few words": "a loom", "Due on": before[0][2].isoformat()})
    page.locator(".toast", has_text="Saved.").get_by_role("button", name="Undo").click()
    expect(row.get_by_text("Grace Hopper owes you a favour")).to_be_visible()
    until(page, EMPTY)
    assert kept(make) == [("favour", "two looms", DAY)]


def test_what_is_chosen_while_the_page_is_made_new_stays(
    phone: Phones, slow: Slow, make: Make, alice: User
) -> None:
    tie = make.tie(alice, name="Grace Hopper")
    debt = make.saved(Owed(owner_id=alice.id, tie_id=tie.id, kind="promise", side="theirs", text="a loom"))
    other = make.saved(Owed(owner_id=alice.id, tie_id=tie.id, kind="favour", side="mine", text="tea"))
    page = phone(alice, service_workers="block")
    page.clock.install()
    page.goto("/owed")
    page.clock.pause_at("2100-01-01")  # the page has all the patience it needs
    slow.path, slow.header = "/owed", "HTTP_X_REFRESH"
    change(page.locator(f"#owed-{other.id}"), **{"In a few words": "two teas"})
    assert slow.asked.wait(20)
    row = page.locator(f"#owed-{debt.id}")
    row.locator(".edit > summary").click()
    row.get_by_label("What", exact=True).select_option(label="A favour")
    row.get_by_label("What", exact=True).focus()
    before = page.locator("main > *").first.element_handle()
    slow.answers.set()
    until(page, "async (before) => !before.isConnected", before)
    expect(page.locator(f"#owed-{other.id}").get_by_text("two teas")).to_be_visible()
    expect(row.get_by_label("What", exact=True)).to_be_focused()
    expect(row.get_by_label("What", exact=True)).to_have_value("favour")


def test_what_was_saved_slowly_can_be_undone(phone: Phones, make: Make, alice: User) -> None:
    tie = make.tie(alice, name="Grace Hopper")
    debt = make.saved(Owed(owner_id=alice.id, tie_id=tie.id, kind="favour", side="mine", text="tea"))
    page = phone(alice, service_workers="block")
    page.goto("/owed")
    held = Held(page, "**/outbox")
    row = page.locator(f"#owed-{debt.id}")
    row.locator(".edit > summary").click()
    row.get_by_label("In a few words").fill("two teas")
    row.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("on this phone only")
    held[0].continue_()
    undo = page.locator(".toast", has_text="Saved.").get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    page.context.unroute("**/outbox")
    page.evaluate("document.dispatchEvent(new CustomEvent('refreshed'))")
    undo.click()
    expect(row.get_by_text("tea", exact=True)).to_be_visible()
    until(page, EMPTY)
    assert kept(make) == [("favour", "tea", None)]


def test_what_is_not_sent_yet_stands_in_the_ledger_as_well(phone: Phones, make: Make, alice: User) -> None:
    tie = make.tie(alice, name="Grace Hopper")
    page = phone(alice)
    page.goto("/owed")
    empty = page.get_by_role("heading", name="Nothing is owed, either way")
    expect(empty).to_be_visible()
    without_network(phone, page)
    page.evaluate(OWE, {"tie": str(tie.id), "what": "favour", "side": "mine", "text": "tea"})
    row = page.locator("[data-pending-owed] > li")
    expect(row).to_contain_text("You owe Grace Hopper a favourtea")
    expect(empty).to_be_hidden()
    change(row, **{"In a few words": "two teas"})
    expect(row.get_by_text("two teas")).to_be_visible()


def test_what_was_owed_with_one_tap_is_said_anew_before_the_server_has_heard_of_it(
    phone: Phones, make: Make, alice: User
) -> None:
    tie = make.tie(alice, name="Grace Hopper")
    make.note(tie, "Thank her for the tea")
    page = phone(alice)
    page.goto(f"/ties/{tie.id}")
    without_network(phone, page)
    page.get_by_role("button", name="They owe this").click()
    row = page.locator("[data-pending-owed] > li")
    expect(row).to_contain_text("Grace Hopper owes you")
    row.locator(".edit > summary").click()
    row.get_by_label("In a few words").fill("a tea")
    page.evaluate(SHOWN_AGAIN)
    expect(row.get_by_label("In a few words")).to_have_value("a tea")
    row.locator(".edit > summary").click()
    change(row, what="A favour")
    expect(row.get_by_text("Grace Hopper owes you a favour")).to_be_visible()
    row.get_by_role("button", name="Undo").click()
    expect(row.get_by_text("Grace Hopper owes you", exact=True)).to_be_visible()
    expect(page.locator(".bar-unsent")).to_contain_text("1 not sent yet")
    change(row, what="A favour", **{"In a few words": "a tea"})
    sent(page)
    assert kept(make) == [("favour", "a tea", None)]
