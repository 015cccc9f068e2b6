"""The editor of a plan in a browser: rows move in place, and only saving stores them."""

import pytest
from playwright.sync_api import Page, expect

from networking_app.accounts.models import User
from tests.browser.phones import Phones
from tests.factories import Make

pytestmark = pytest.mark.without_worker


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


def test_without_scripts_the_same_buttons_work(phone: Phones, make: Make, alice: User) -> None:
    page = phone(alice, java_script_enabled=False)
    page.goto(f"/events/{make.event(alice).id}/plan")
    page.get_by_role("button", name="Move step 1 down").click()
    assert titles(page)[:2] == ["Send what you promised", "Say thank you"]
    page.locator("input[name=title]").first.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Saved.")
    assert titles(page)[0] == "Send what you promised"
