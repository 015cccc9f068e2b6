"""Cards and badges on a phone: rows without a reload, a screen that stays awake, a guest without scripts."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.cards.models import Badge, Card
from networking_app.extensions import db
from networking_app.ties.models import Tie
from tests.browser.phones import Phones
from tests.factories import Make

pytestmark = pytest.mark.without_worker


@pytest.fixture
def badge(make: Make, alice: User) -> Badge:
    return make.badge(make.card(alice, full_name="Ada Lovelace"), make.event(alice, summary="PyData"))


def one(app: Flask, table: type):  # type: ignore[no-untyped-def]
    with app.app_context():
        return db.session.scalars(select(table)).one()


def test_rows_come_and_go_without_a_reload(phone: Phones, app: Flask, make: Make, alice: User) -> None:
    card = make.card(alice)
    page = phone(alice)
    page.goto(f"/cards/{card.id}/edit")
    page.evaluate("customElements.whenDefined('way-rows').then(() => {})")
    page.evaluate("document.body.dataset.same = 'page'")
    for kind, value in (("E-mail", "ada@engine.example"), ("Phone", "12 34 56"), ("Link", "engine.example")):
        page.get_by_role("button", name=kind, exact=True).click()
        page.locator(".way").last.get_by_label(kind, exact=True).fill(value)
    page.get_by_role("button", name="Remove Phone").click()
    assert page.evaluate("document.body.dataset.same") == "page"
    page.locator("#card-form").get_by_role("button", name="Save", exact=True).last.click()
    expect(page).to_have_url(re.compile("/preview$"))
    assert [way["value"] for way in one(app, Card).ways] == ["ada@engine.example", "https://engine.example"]


def test_rows_come_and_go_without_scripts(phone: Phones, make: Make, alice: User) -> None:
    page = phone(alice, java_script_enabled=False)
    page.goto(f"/cards/{make.card(alice).id}/edit")
    page.get_by_role("button", name="Phone", exact=True).click()
    page.get_by_label("Phone", exact=True).fill("12 34 56")
    page.get_by_role("button", name="Link", exact=True).click()
    expect(page.get_by_label("Phone", exact=True)).to_have_value("12 34 56")
    page.get_by_role("button", name="Remove Phone").click()
    expect(page.locator(".way")).to_have_count(1)


def test_the_badge_keeps_the_screen_awake_also_after_coming_back(phone: Phones, badge: Badge, alice: User) -> None:
    page = phone(alice)
    page.add_init_script("""window.asked = 0; WakeLock.prototype.request = async () => { window.asked += 1;
        return { release() {} } }""")
    page.goto(f"/badges/{badge.id}")
    page.wait_for_function("() => asked === 1")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_function("() => asked === 2")


def test_the_link_of_the_badge_can_be_copied(phone: Phones, badge: Badge, alice: User) -> None:
    page = phone(alice, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/badges/{badge.id}")
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("#toasts")).to_contain_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"/c/{badge.code}")


def test_the_badge_is_shared_where_a_phone_can(phone: Phones, badge: Badge, alice: User) -> None:
    page = phone(alice)
    page.add_init_script("navigator.share = async (what) => { window.shared = what.url }")
    page.goto(f"/badges/{badge.id}")
    page.get_by_role("button", name="Share").click()
    page.wait_for_function(f"window.shared?.endsWith('/c/{badge.code}')")


def test_the_code_is_on_white_with_its_quiet_zone_in_the_dark(phone: Phones, badge: Badge, alice: User) -> None:
    page = phone(alice, color_scheme="dark")
    page.goto(f"/badges/{badge.id}")
    drawing = page.locator(".badge-link svg")
    assert drawing.locator("rect").get_attribute("fill") == "#fff"
    box = drawing.bounding_box()
    assert box and box["width"] >= 300 and box["x"] >= 0 and box["x"] + box["width"] <= 390


def test_a_guest_leaves_a_card_and_takes_it_back_without_scripts(phone: Phones, app: Flask, badge: Badge) -> None:
    page: Page = phone(java_script_enabled=False)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"/C/{badge.code}")
    expect(page.get_by_role("heading", name="Ada Lovelace")).to_be_visible()
    assert len(requests) == 1
    page.get_by_label("Your name").fill("Grace Hopper")
    page.get_by_label("E-mail or phone").fill("grace@navy.example")
    page.get_by_label("A line to remember you by").fill("bugs")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Leave my card").click()
    expect(page.get_by_role("heading", name="Ada Lovelace has your card")).to_be_visible()
    page.get_by_role("button", name="Take my card back").click()
    expect(page.get_by_role("heading", name="Your card is taken back")).to_be_visible()
    assert (one(app, Tie).name, one(app, Tie).email) == ("Grace Hopper", "")


@pytest.mark.parametrize("name", ["Wolfeschlegelsteinhausenbergerdorff " * 3, "فاطمة الزهراء بنت محمد", "🧑‍💻" * 40])
def test_no_name_is_too_long_for_any_screen(phone: Phones, make: Make, alice: User, bob: User, name: str) -> None:
    way = {"kind": "url", "value": "https://engine.example/" + "a" * 150, "label": "", "shown": True}
    card = make.card(alice, full_name=name.strip()[:120], org=name[:150], note="w" * 200, ways=[way])
    badge = make.badge(card, make.event(alice, bob))
    for person, *paths in (
        (None, f"/c/{badge.code}"),
        (bob, f"/c/{badge.code}"),
        (alice, f"/badges/{badge.id}", "/cards", f"/cards/{card.id}/preview"),
    ):
        page = phone(person)
        for path in paths:
            page.goto(path)
            for width in (320, 390, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
