"""What is owed is opened and closed without a network: kept on the phone, shown there, and in the ledger once."""

from playwright.sync_api import expect
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.extensions import db
from networking_app.owed.models import Owed
from tests.browser.phones import Phones
from tests.browser.synced import until
from tests.browser.test_writing_without_a_network import CONTROLLED, EMPTY
from tests.factories import Make


def test_a_debt_and_a_note_that_is_owed_arrive_once(phone: Phones, make: Make, alice: User) -> None:
    for part in ("ERR_INTERNET_DISCONNECTED", "Failed to load resource"):
        phone.expect_complaint(part)
    tie = make.tie(alice, name="Grace Hopper")
    make.note(tie, "To be introduced to Ada")
    page = phone(alice)
    page.goto(f"/ties/{tie.id}")
    page.evaluate(CONTROLLED)
    page.context.set_offline(True)
    page.get_by_text("Something is owed").click()
    page.get_by_label("They owe me").check()
    page.get_by_label("In a few words").fill("the name of her printer")
    page.locator("form[data-outbox=owed]", has=page.get_by_label("In a few words")).get_by_role("button").click()
    expect(page.locator("#toasts")).to_contain_text("kept on this phone")
    pending = page.locator("[data-pending-owed]")
    expect(pending).to_contain_text("Grace Hopper promised you" + "the name of her printer")
    page.get_by_role("button", name="I owe this").click()
    expect(page.locator(".bar-unsent")).to_contain_text("2 not sent yet")
    page.context.set_offline(False)
    until(page, EMPTY)
    page.goto("/owed")
    expect(page.get_by_text("Grace Hopper promised you")).to_be_visible()
    with make.app.app_context():
        debts = db.session.scalars(select(Owed).order_by(Owed.id)).all()
        assert [(debt.kind, debt.side, debt.text) for debt in debts] == [
            ("promise", "theirs", "the name of her printer"), ("introduction", "mine", "To be introduced to Ada")]


def test_a_debt_is_closed_and_that_is_undone_before_and_after_it_arrives(
    phone: Phones, make: Make, alice: User
) -> None:
    for part in ("ERR_INTERNET_DISCONNECTED", "Failed to load resource"):
        phone.expect_complaint(part)
    tie = make.tie(alice, name="Grace Hopper")
    debt = make.saved(Owed(owner_id=alice.id, tie_id=tie.id, kind="favour", side="theirs", text="a loom"))
    page = phone(alice)
    page.goto("/owed")
    row = page.locator(f"#owed-{debt.id}")
    page.evaluate(CONTROLLED)
    page.context.set_offline(True)
    row.get_by_role("button", name="Got it, thanks").click()
    expect(row).to_contain_text("on this phone only")
    row.get_by_role("button", name="Undo").click()
    expect(page.locator(".bar-unsent")).to_be_hidden()
    row.get_by_role("button", name="Let it go").click()
    expect(row).to_contain_text("Let go")
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    until(page, EMPTY)
    expect(page.get_by_role("heading", name="Nothing is owed, either way")).to_be_visible()
    page.get_by_text("Closed of late").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#toasts")).to_contain_text("Open again.")
    row.get_by_role("button", name="Got it, thanks").click()
    page.locator(".toast", has_text="Closed, with thanks. Nobody is told").get_by_role("button", name="Undo").click()
    expect(row.get_by_role("button", name="Got it, thanks")).to_be_visible()
    with make.app.app_context():
        assert db.session.get_one(Owed, debt.id).closed_at is None
