"""The picture of a network in a browser: laid out by its worker, walked through by keys, looked at closer."""

import re

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


class Fingers:
    """Touch a page as a phone does: by what its browser hears of the glass, not by events for scripts."""

    def __init__(self, page: Page) -> None:
        self.page, self.session = page, page.context.new_cdp_session(page)

    def move(self, *ways: tuple[float, float, float, float]) -> None:
        """All of them at once, each from one place to another, in eight steps."""
        for step in range(9):
            at = [{"x": x + (to_x - x) * step / 8, "y": y + (to_y - y) * step / 8, "id": finger}
                  for finger, (x, y, to_x, to_y) in enumerate(ways)]
            self._send("touchMove" if step else "touchStart", at)
        self._send("touchEnd", [])

    def _send(self, kind: str, points: list[dict[str, float]]) -> None:
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def middle(page: Page, what: str) -> tuple[float, float]:
    box = page.locator(what).first.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


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

    x, y = middle(page, ".network-picture")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y)
    page.mouse.up()
    page.locator(f"network-picture a[href='/ties/{to_charlie.id}']").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Charlie")).to_be_visible()


# In one turn of the page, so that nothing of it waits for a timer.
DRAGGED_THEN = """(link, detail) => {
    const { x, y } = link.getBoundingClientRect();
    const pointer = (kind, right) => link.dispatchEvent(
        new PointerEvent(kind, { bubbles: true, pointerId: 1, clientX: x + right, clientY: y }));
    pointer('pointerdown', 0);
    pointer('pointermove', 40);
    pointer('pointerup', 40);
    return link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail }));
}"""


def test_the_click_that_ends_a_dragging_opens_nobody_but_enter_does(phone: Phones, make: Make, alice: User) -> None:
    make.tie(alice, name="Grace Hopper")
    page = phone(alice)
    laid_out(page)
    grace = page.locator("network-picture a")
    assert grace.evaluate(DRAGGED_THEN, 1) is False
    assert grace.evaluate(DRAGGED_THEN, 0) is True
    expect(page.get_by_role("heading", name="Grace Hopper")).to_be_visible()


def test_two_fingers_look_closer_and_one_is_never_held_back(phone: Phones, make: Make, alice: User) -> None:
    for name in ("Dana", "Erin", "Fay", "Gus"):
        make.tie(alice, make.user(name))
    page = phone(alice)
    laid_out(page)
    whole, fingers, (x, y) = width_seen(page), Fingers(page), middle(page, ".network-picture")

    fingers.move((x - 20, y, x - 70, y), (x + 20, y, x + 70, y))
    expect(page.locator(".network-part")).to_be_visible()
    assert width_seen(page) < whole and page.evaluate("visualViewport.scale") == 1

    x, y = middle(page, ".network-dot")
    fingers.move((x, y, x + 30, y - 25))
    assert page.url.endswith("/network") and page.evaluate("scrollY") == 0, "the picture moves, and nobody is opened"
    for _time in range(3):
        fingers.move((x, y, x, y - 200))
    page.wait_for_function("() => scrollY > 100")  # at its end the page goes on


def test_beside_the_picture_no_ties_are_brought_to_the_phone(phone: Phones, make: Make, alice: User) -> None:
    make.tie(alice, name="Grace Hopper")
    page, brought = phone(alice), re.compile(r"/synced/keeping\.")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.install()
    laid_out(page)
    page.clock.run_for(5000)
    # What was asked before this is known by then.
    page.evaluate("fetch('/manifest.webmanifest')")
    assert any(url.endswith("webmanifest") for url in asked) and not any(map(brought.search, asked))
    with page.expect_request(brought):
        page.goto("/ties")
        page.clock.run_for(5000)


def test_the_question_stands_in_one_line_over_the_name_and_its_button(phone: Phones, alice: User) -> None:
    page = phone(alice)
    page.goto("/chain")
    parts = [page.locator(f"form[role=search] {part}") for part in ("label", "input", "button")]
    label, name, button = (part.bounding_box() for part in parts)
    assert label and name and button
    assert label["height"] < 30 and label["y"] + label["height"] <= name["y"]
    assert abs(name["y"] + name["height"] - button["y"] - button["height"]) < 1
