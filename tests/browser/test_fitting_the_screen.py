"""Pages fit whoever looks: a language from right to left, motion unwanted, colours of the reader's own."""

import pytest

from tests.browser.crowd import Crowd, gather
from tests.browser.fitting import wider
from tests.browser.gallery import ADA, DANA, View, looking
from tests.browser.phones import Phones
from tests.factories import Make

TURNED = ["/", "/ties", "/ties/{tie}", "/events/{event}", "/cards", "/settings"]


@pytest.fixture
def crowd(make: Make) -> Crowd:
    return gather(make)


def test_a_page_turns_for_languages_from_right_to_left(phone: Phones, crowd: Crowd) -> None:
    with looking(phone, crowd) as look:
        for url in TURNED:
            page = look(View(ADA, url.format_map(crowd.ids)))
            page.evaluate("document.documentElement.dir = 'rtl'")
            first = page.locator(".bar-place").first.bounding_box()
            assert first and first["x"] > 195, url
            assert wider(page, 390) == [], url


def test_motion_stops_for_those_who_asked(phone: Phones, crowd: Crowd) -> None:
    moving = """() => { const sheet = document.querySelector('dialog.sheet'); sheet.showModal();
        return document.getAnimations().length }"""
    with looking(phone, crowd) as look:
        page = look(View(ADA, "/scan"))
        assert page.evaluate(moving) == 0
        page.wait_for_load_state("networkidle")
        page.emulate_media(reduced_motion="no-preference")
        page.reload()
        assert page.evaluate(moving) > 0
        page.wait_for_load_state("networkidle")


def test_high_contrast_shows_where_one_is_and_what_is_chosen(phone: Phones, crowd: Crowd) -> None:
    colour = "element => getComputedStyle(element).backgroundColor"
    with looking(phone, crowd, forced_colors="active") as look:
        page = look(View(ADA, "/settings"))
        places = page.locator(".bar-place")
        here, there = (places.nth(place).evaluate(colour) for place in (0, 1))
        assert here != there
        chosen, other = (page.locator(f"[name=days_off][value='{day}']").locator("..") for day in (6, 0))
        assert chosen.evaluate(colour) != other.evaluate(colour)
        button = page.get_by_role("button", name="Save")
        assert button.evaluate("element => parseFloat(getComputedStyle(element).borderTopWidth)") >= 1


def test_an_empty_account_shows_a_way_on(phone: Phones, crowd: Crowd) -> None:
    with looking(phone, crowd) as look:
        for url in ("/", "/ties", "/events", "/cards"):
            page = look(View(DANA, url))
            assert page.locator("main .empty a.button, main .empty button").count() >= 1, url
