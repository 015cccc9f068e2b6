"""The editor of a plan in a browser: rows move in place, and only saving stores them."""

import pytest
from playwright.sync_api import Page, expect

from networking_app.accounts.models import User
from tests.browser.phones import Phones
from tests.factories import Make

pytestmark = pytest.mark.without_worker


HOLD = """() => { const ask = window.fetch;
    window.fetch = (...request) => new Promise((go) => { window.send = () => go(ask(...request)) }) }"""


def titles(page: Page) -> list[str]:
    return [str(field.input_value()) for field in page.locator("input[name=title]").all()]


def test_a_step_moves_with_the_finger_on_it(phone: Phones, make: Make, alice: User) -> None:
    page, path = phone(alice), f"/events/{make.event(alice).id}/plan"
    page.goto(path)
    page.evaluate("customElements.whenDefined('plan-editor').then(() => {})")
    page.evaluate("window.stillHere = true")
    first = page.locator("input[name=title]").first
    first.fill("Write to them")
    page.get_by_role("button", name="Move step 1 down").click()
    expect(page.locator("input[name=title]").nth(1)).to_have_value("Write to them")
    expect(page.get_by_role("button", name="Move step 2 down")).to_be_focused()
    page.get_by_role("button", name="Remove step 4").click()
    expect(page.locator("input[name=title]")).to_have_count(3)
    page.get_by_role("button", name="Add a step").click()
    expect(page.locator("input[name=days]").last).to_be_focused()
    page.keyboard.type("30")
    page.locator("input[name=title]").last.fill("Lunch")
    assert page.evaluate("window.stillHere")
    arranged = titles(page)
    page.get_by_role("button", name="Save").last.click()
    expect(page.locator("#toasts")).to_contain_text("Saved.")
    page.goto(path)
    assert titles(page) == arranged == ["Send what you promised", "Write to them", "Ask once more", "Lunch"]


def test_nothing_is_typed_or_pressed_that_the_answer_would_take_away(
    phone: Phones, make: Make, alice: User
) -> None:
    page = phone(alice)
    page.goto(f"/events/{make.event(alice).id}/plan")
    page.evaluate("customElements.whenDefined('plan-editor').then(() => {})")
    page.evaluate(HOLD)
    page.get_by_role("button", name="Move step 1 down").click()
    expect(page.locator("plan-editor form[inert]")).to_have_count(1)
    page.evaluate("send()")
    expect(page.get_by_role("button", name="Move step 2 down")).to_be_focused()
    expect(page.locator("plan-editor form[inert]")).to_have_count(0)


def test_without_an_answer_the_browser_asks_for_what_was_pressed(phone: Phones, make: Make, alice: User) -> None:
    phone.expect_complaint("ERR_FAILED")
    page, path = phone(alice), f"/events/{make.event(alice).id}/plan"
    page.goto(path)
    page.evaluate("customElements.whenDefined('plan-editor').then(() => {})")
    page.route("**/plan", lambda route: route.abort(), times=1)
    page.get_by_role("button", name="Move step 1 down").click()
    first = page.locator("input[name=title]").first
    expect(first).to_have_value("Send what you promised")
    page.goto(path)
    expect(first).to_have_value("Say thank you")


def test_without_scripts_the_same_buttons_work(phone: Phones, make: Make, alice: User) -> None:
    page = phone(alice, java_script_enabled=False)
    page.goto(f"/events/{make.event(alice).id}/plan")
    page.get_by_role("button", name="Move step 1 down").click()
    first, second = (page.locator("input[name=title]").nth(place) for place in (0, 1))
    expect(first).to_have_value("Send what you promised")
    expect(second).to_have_value("Say thank you")
    first.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Saved.")
    expect(first).to_have_value("Send what you promised")
