"""What is owed without a network is closed without one: shown at once, undone, and arrived once and in order."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.extensions import db
from networking_app.owed.models import Owed
from networking_app.ties.models import Tie
from tests.browser.phones import Phones
from tests.browser.synced import until
from tests.browser.test_changing_a_debt_without_a_network import OWE, change, sent, without_network
from tests.browser.test_writing_without_a_network import EMPTY
from tests.factories import Make


@pytest.fixture
def tie(make: Make, alice: User) -> Tie:
    return make.tie(alice, name="Grace Hopper")


def kept(make: Make) -> list[tuple[Any, ...]]:
    """Of each debt its words, and whether it is closed, and closed as done."""
    with make.app.app_context():
        debts = db.session.scalars(select(Owed).order_by(Owed.id))
        return [(debt.text, debt.closed_at is not None, debt.thanked) for debt in debts]


SIDES = ["theirs", "mine"]


def owe(page: Page, tie: Tie, side: str, text: str) -> Locator:
    page.evaluate(OWE, {"tie": str(tie.id), "what": "favour", "side": side, "text": text})
    row = page.locator("[data-pending-owed] > li").nth(SIDES.index(side))
    expect(row).to_contain_text(text)
    return row


def press(row: Locator, name: str) -> None:
    row.get_by_role("button", name=name, exact=True).click()


def test_it_is_closed_and_that_is_undone_before_and_after_it_arrives(
    phone: Phones, make: Make, alice: User, tie: Tie
) -> None:
    page = phone(alice)
    page.goto("/owed")
    without_network(phone, page)
    row = owe(page, tie, "theirs", "a loom")
    change(row, **{"In a few words": "two looms"})
    press(row, "Got it, thanks")
    expect(row).to_contain_text("Done on this phone only")
    expect(row.get_by_role("button")).to_have_text(["Undo"])
    press(row, "Undo")
    expect(page.locator(".bar-unsent")).to_contain_text("2 not sent yet")
    press(row, "Let it go")
    expect(row).to_contain_text("Let go on this phone only")
    expect(page.locator(".bar-unsent")).to_contain_text("3 not sent yet")
    mine = owe(page, tie, "mine", "tea")
    expect(mine.get_by_role("button", name="Got it, thanks")).to_have_count(0)
    press(mine, "Done")
    expect(mine).to_contain_text("Done on this phone only")
    sent(page)
    expect(page.get_by_role("heading", name="Nothing is owed, either way")).to_be_visible()
    assert kept(make) == [("two looms", True, False), ("tea", True, True)]
    page.get_by_text("Closed of late").click()
    press(page.locator(".follow-up-closed", has_text="two looms"), "Undo")
    expect(page.locator("#toasts")).to_contain_text("Open again.")
    until(page, EMPTY)
    assert kept(make) == [("two looms", False, False), ("tea", True, True)]


def test_a_note_that_is_owed_with_one_tap_is_closed_with_another(
    phone: Phones, make: Make, alice: User, tie: Tie
) -> None:
    make.note(tie, "Thank her for the tea")
    page = phone(alice)
    page.goto(f"/ties/{tie.id}")
    without_network(phone, page)
    press(page.locator(".note-acts"), "They owe this")
    row = page.locator("[data-pending-owed] > li")
    press(row, "Got it, thanks")
    expect(row).to_contain_text("Done on this phone only")
    sent(page)
    expect(page.get_by_text("Closed of late")).to_be_visible()
    expect(row).to_have_count(0)
    assert kept(make) == [("Thank her for the tea", True, True)]
