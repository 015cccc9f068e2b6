"""A debt is kept by one tap on the page as it is opened, at each note and each prompt, with and without a network."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.owed.models import Owed
from tests.browser.phones import Phones
from tests.browser.synced import Meetup, until
from tests.browser.test_writing_without_a_network import CONTROLLED, EMPTY
from tests.factories import Make


@pytest.fixture
def met(make: Make, alice: User) -> Meetup:
    """Grace, with one note and a step that is due."""
    met = Meetup(make, alice)
    with make.app.app_context():
        for step in db.session.scalars(select(FollowUp)):
            step.due_on = date(2026, 1, 5)
        db.session.commit()
    return met


def kept(make: Make) -> set[tuple[str, str]]:
    with make.app.app_context():
        return {(debt.side, debt.text) for debt in db.session.scalars(select(Owed))}


def tap(page: Page, name: str) -> None:
    """Tap what can be seen without opening anything."""
    page.get_by_role("button", name=name, exact=True).click()


def undo(page: Page) -> None:
    page.locator(".toast", has_text="Kept").get_by_role("button", name="Undo").click()


def test_a_note_is_owed_on_either_side(phone: Phones, make: Make, alice: User, met: Meetup) -> None:
    page = phone(alice)
    page.goto(f"/ties/{met.tie.id}")
    page.get_by_label("Your words").last.fill("Half a thought")
    tap(page, "They owe this")
    expect(page.get_by_role("link", name="They owe you this")).to_be_visible()
    expect(page.get_by_label("Your words").last).to_have_value("Half a thought")
    undo(page)
    tap(page, "I owe this")
    page.get_by_role("link", name="You owe this").click()
    expect(page).to_have_url(re.compile(r"#owed-\d+$"))
    expect(page.locator(page.evaluate("location.hash"))).to_contain_text("You promised Grace Hopper")
    expect(page.get_by_role("button", name="They owe this")).to_be_visible()
    assert kept(make) == {("mine", "Talked about compilers")}


def test_a_prompt_is_owed_on_today_and_on_the_page_of_its_person(
    phone: Phones, make: Make, alice: User, met: Meetup
) -> None:
    page = phone(alice)
    for path in ("/", f"/ties/{met.tie.id}"):
        page.goto(path)
        tap(page, "I owe this: Grace Hopper")
        expect(page.get_by_role("link", name="Owed: Grace Hopper")).to_be_visible()
        assert kept(make) == {("mine", "Say thank you")}
        undo(page)
        expect(page.get_by_role("button", name="I owe this: Grace Hopper")).to_be_visible()


def test_all_of_it_waits_for_the_network(phone: Phones, make: Make, alice: User, met: Meetup) -> None:
    for part in ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to load resource"):
        phone.expect_complaint(part)
    page = phone(alice)
    page.goto(f"/ties/{met.tie.id}")
    page.evaluate(CONTROLLED)
    page.context.set_offline(True)
    tap(page, "I owe this: Grace Hopper")
    tap(page, "They owe this")
    page.get_by_label("Your words").last.fill("Lent me her pencil")
    tap(page, "Keep note")
    tap(page.locator(".moment", has_text="Lent me her pencil"), "I owe this")
    for line in ("You owe Grace HopperSay thank you", "Grace Hopper owes youTalked about compilers",
                 "You owe Grace HopperLent me her pencil"):
        expect(page.locator("[data-pending-owed]")).to_contain_text(line)
    expect(page.locator("form + .tag-pending")).to_contain_text(["Owed", "You owe this", "They owe you this"])
    page.context.set_offline(False)
    until(page, EMPTY)
    assert kept(make) == {("mine", "Say thank you"), ("mine", "Lent me her pencil"),
                          ("theirs", "Talked about compilers")}
