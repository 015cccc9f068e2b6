"""The picture of a network in a browser: laid out by its worker, walked through by keys, looked at closer."""

import pytest
from playwright.sync_api import Page, expect

from networking_app.accounts.models import User
from tests.browser.phones import Phones
from tests.factories import Make
from tests.standing.story import introduced

pytestmark = pytest.mark.without_worker

KEYS = ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp")


def laid_out(page: Page) -> list[str]:
    """Where everybody stands, once they stand still."""
    page.goto("/network")
    expect(page.locator("network-picture[aria-busy=false]")).to_be_visible()
    return list(page.locator(".network-person").evaluate_all("all => all.map(one => one.getAttribute('transform'))"))


def width_seen(page: Page) -> float:
    return float((page.locator(".network-picture").get_attribute("viewBox") or "").split()[2])


def test_one_walks_from_person_to_person_and_opens_a_page(phone: Phones, make: Make, alice: User, bob: User) -> None:
    event = make.event(alice, bob)
    make.encounter(make.tie(alice, bob), event)
    to_charlie, _theirs = introduced(make, bob, alice, make.user("Charlie"))
    for name in ("Dana", "Erin", "Fay"):
        make.encounter(make.tie(alice, make.user(name)), event)
    page = phone(alice)
    places = laid_out(page)
    assert len(set(places)) == 5 and laid_out(page) == places

    on_the_way = page.locator("network-picture a[tabindex='0']")
    seen = set()
    on_the_way.focus()
    for key in KEYS * 4:
        page.keyboard.press(key)
        expect(on_the_way).to_be_focused()
        seen.add(on_the_way.get_attribute("aria-label"))
    assert len(seen) > 2 and "Charlie; PyData; known by 1 of your ties" in {
        link.get_attribute("aria-label") for link in page.locator("network-picture a").all()}

    whole = width_seen(page)
    page.get_by_role("button", name="Look closer").click()
    assert width_seen(page) < whole
    page.get_by_role("button", name="Show everybody").click()
    assert width_seen(page) == whole

    page.locator(f"network-picture a[href='/ties/{to_charlie.id}']").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Charlie")).to_be_visible()
