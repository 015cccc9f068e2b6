"""Every page keeps nobody out (axe-core, light and dark, on a phone and on a wide screen) and fits: the narrowest
phone, letters twice as large, a thumb."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.crowd import Crowd, gather
from tests.browser.fitting import PHONE, WIDE, small, wider
from tests.browser.gallery import looking, views, without_a_view
from tests.browser.phones import Phones
from tests.factories import Make
from tests.servers import Served

PARTS = 4
AXE = Path("node_modules", "axe-core", "axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The document stays the same: only these can change with the colours, and with the room there is.
OF_COLOUR = ["color-contrast", "link-in-text-block"]
OF_ROOM = ["heading-order", "landmark-unique", "region", "scrollable-region-focusable", "target-size"]
RUN = """async runOnly => (
    await axe.run(document, {runOnly, preload: false, resultTypes: ['violations']})
).violations.map(({id, nodes}) => [id, ...nodes.slice(0, 3).map(node => node.target + ' ' + node.html.slice(0, 90))])"""


@pytest.fixture
def crowd(make: Make) -> Crowd:
    return gather(make)


def violations(page: Page, wide: bool) -> list[Any]:
    """All rules by daylight on a phone; at night what can change, on a wide screen or on the phone."""
    page.evaluate(AXE.read_text())
    found = page.evaluate(RUN, RULES)
    page.emulate_media(color_scheme="dark")
    if wide:
        page.set_viewport_size(WIDE)
    found += page.evaluate(RUN, {"type": "rule", "values": [*OF_COLOUR, *OF_ROOM] if wide else OF_COLOUR})
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    return list(found)


def test_every_page_is_looked_at(served: Served, crowd: Crowd) -> None:
    assert without_a_view(served.app, crowd) == set()


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_keeps_anybody_out_and_each_fits(phone: Phones, crowd: Crowd, part: int) -> None:
    found: dict[str, list[Any]] = {}
    with looking(phone, crowd) as look:
        for place, view in enumerate(views(crowd)[part::PARTS]):
            page = look(view)
            found[f"{view.name} small to touch"] = small(page, 44)
            found[f"{view.name} keeps somebody out"] = violations(page, wide=place % 2 == 0)
            found[f"{view.name} with letters twice as large"] = wider(page, 390, "html { font-size: 200% }")
            found[f"{view.name} at 320"] = wider(page, 320)
            page.set_viewport_size(PHONE)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
