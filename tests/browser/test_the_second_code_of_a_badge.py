"""The code for phones without the app and without a network: chosen by finger, keyboard, without scripts, offline."""

import re

import pytest
from playwright.sync_api import Page, expect

from networking_app.accounts.models import User
from networking_app.cards.models import Badge
from tests.browser.phones import Phones
from tests.browser.synced import until
from tests.factories import Make

pytestmark = pytest.mark.browser

QUESTION = "No signal on their side either?"


@pytest.fixture
def badge(make: Make, alice: User) -> Badge:
    return make.badge(make.card(alice, full_name="Ada Lovelace"), make.event(alice, summary="PyData"))


def expect_code(page: Page, name: str) -> None:
    """The code of that name is the only one there to see; a tap takes effect after the finger is gone."""
    seen = page.get_by_role("img", name=re.compile("QR code")).and_(page.locator(":visible"))
    expect(seen).to_have_attribute("aria-label", name)
    expect(seen).to_have_count(1)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_tap_changes_the_code_and_back(phone: Phones, badge: Badge, alice: User, scripts: bool) -> None:
    page = phone(alice, java_script_enabled=scripts)
    page.goto(f"/badges/{badge.id}")
    expect_code(page, "QR code of your badge")
    page.get_by_label(QUESTION).tap()
    expect_code(page, "QR code of your contact details")
    expect(page.get_by_text("Any camera saves this contact")).to_be_visible()
    expect(page.get_by_role("heading", name="Ada Lovelace")).to_be_visible()
    page.get_by_label("My badge").tap()
    expect_code(page, "QR code of your badge")


def test_the_keyboard_chooses_and_the_chosen_one_is_told(phone: Phones, badge: Badge, alice: User) -> None:
    page = phone(alice)
    page.goto(f"/badges/{badge.id}")
    group = page.get_by_role("group", name="Code on the screen")
    group.get_by_role("radio", name="My badge").focus()
    page.keyboard.press("ArrowRight")
    expect(group.get_by_role("radio", name=QUESTION)).to_be_checked()
    expect_code(page, "QR code of your contact details")
    page.keyboard.press("ArrowLeft")
    expect_code(page, "QR code of your badge")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_second_code_is_large_and_on_white_in_the_dark(
    phone: Phones, badge: Badge, alice: User, width: int
) -> None:
    page = phone(alice, color_scheme="dark", viewport={"width": width, "height": 800})
    page.goto(f"/badges/{badge.id}")
    page.get_by_label(QUESTION).click()
    drawing = page.get_by_role("img", name="QR code of your contact details").locator("svg")
    assert drawing.locator("rect").get_attribute("fill") == "#fff"
    box = drawing.bounding_box()
    assert box and box["width"] >= 280 and box["x"] >= 0 and box["x"] + box["width"] <= width
    assert box["y"] >= 0 and box["y"] + box["height"] <= 800


def test_both_codes_are_there_without_a_network(phone: Phones, badge: Badge, alice: User) -> None:
    phone.expect_complaint("ERR_INTERNET_DISCONNECTED")
    phone.expect_complaint("Failed to load resource")
    page, path = phone(alice), f"/badges/{badge.id}"
    page.goto("/cards")
    page.evaluate("navigator.serviceWorker.ready")
    page.goto(path)
    until(page, "async (path) => Boolean(await caches.match(path))", path)
    page.context.set_offline(True)
    answer = page.goto(path)
    assert answer and answer.from_service_worker
    page.get_by_label(QUESTION).tap()
    expect_code(page, "QR code of your contact details")
