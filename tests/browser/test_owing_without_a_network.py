"""What is owed is said of somebody without a network: kept on the phone, listed there, and in the ledger once."""

from playwright.sync_api import expect
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.extensions import db
from networking_app.owed.models import Owed
from tests.browser.phones import Phones
from tests.browser.synced import until
from tests.browser.test_writing_without_a_network import EMPTY
from tests.factories import Make


def test_a_debt_and_a_note_that_is_owed_arrive_once(phone: Phones, make: Make, alice: User) -> None:
    for part in ("ERR_INTERNET_DISCONNECTED", "Failed to load resource"):
        phone.expect_complaint(part)
    tie = make.tie(alice, name="Grace Hopper")
    make.note(tie, "Introduce her to Ada")
    page = phone(alice)
    page.goto(f"/ties/{tie.id}")
    page.context.set_offline(True)
    page.get_by_text("Something is owed").click()
    page.get_by_label("They owe me").check()
    page.get_by_label("In a few words").fill("the name of her printer")
    page.locator("form[data-outbox=owed]", has=page.get_by_label("In a few words")).get_by_role("button").click()
    expect(page.locator("#toasts")).to_contain_text("kept on this phone")
    page.get_by_label("Edit this note").click()
    page.get_by_role("button", name="I owe this").click()
    expect(page.locator(".bar-unsent")).to_contain_text("2 not sent yet")
    page.context.set_offline(False)
    until(page, EMPTY)
    page.goto("/owed")
    expect(page.get_by_text("Grace Hopper promised you")).to_be_visible()
    with make.app.app_context():
        debts = db.session.scalars(select(Owed).order_by(Owed.id)).all()
        assert [(debt.kind, debt.side, debt.text) for debt in debts] == [
            ("promise", "theirs", "the name of her printer"), ("introduction", "mine", "Introduce her to Ada")]
