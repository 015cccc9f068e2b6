"""What comes late of one scan leaves the sheet of the next where it is."""

import pytest
from playwright.sync_api import Page, expect

from networking_app.accounts.models import User
from networking_app.cards.models import Badge
from tests.browser.phones import Phones
from tests.browser.stopped import stop_clock
from tests.factories import Make

pytestmark = pytest.mark.without_worker

SCANNED = """code => document.querySelector("qr-scanner").dispatchEvent(new CustomEvent("scan",
    { bubbles: true, detail: { text: `${location.origin}/c/${code}`, via: "camera" } }))"""
HOLD = """() => { const ask = window.fetch;
    window.fetch = (...request) => String(request[0]).endsWith("/outbox")
        ? new Promise((go) => { window.send = () => go(ask(...request)) }) : ask(...request) }"""
# The server answers when it is told to, in the same turn of the page.
ANSWERS = """() => { window.answers = [];
    window.fetch = () => new Promise((resolve) => answers.push(
        (name) => resolve({ ok: true, text: async () => `<section><h2>${name}</h2></section>` }))) }"""


@pytest.fixture
def scanner(phone: Phones, alice: User) -> Page:
    page = phone(alice)
    stop_clock(page)
    page.goto("/scan")
    page.evaluate("customElements.whenDefined('scan-station').then(() => {})")
    return page


@pytest.fixture
def badges(make: Make, bob: User, charlie: User) -> list[Badge]:
    return [make.badge(make.card(user)) for user in (bob, charlie)]


def test_who_was_left_while_being_saved_is_saved_behind_the_next(scanner: Page, badges: list[Badge]) -> None:
    scanner.evaluate(HOLD)
    sheet = scanner.locator(".scan-sheet")
    scanner.evaluate(SCANNED, badges[0].code)
    sheet.get_by_role("button", name="Save").click()
    scanner.wait_for_function("() => window.send")
    sheet.get_by_role("link", name="Not now").click()
    expect(sheet).to_have_count(0)
    scanner.evaluate(SCANNED, badges[1].code)
    expect(sheet.get_by_role("heading")).to_have_text("Charlie")
    scanner.evaluate("send()")
    expect(scanner.locator(".toast")).to_contain_text("Bob is saved.")
    expect(sheet.get_by_role("heading")).to_have_text("Charlie")


def test_of_two_that_are_read_at_once_the_later_is_shown(scanner: Page, badges: list[Badge]) -> None:
    scanner.evaluate(ANSWERS)
    for badge in badges:
        scanner.evaluate(SCANNED, badge.code)
    scanner.evaluate("answers[1]('Charlie')")
    expect(scanner.locator(".scan-sheet")).to_have_text("Charlie")
    scanner.evaluate("answers[0]('Bob')")
    expect(scanner.locator(".scan-sheet")).to_have_text("Charlie")
