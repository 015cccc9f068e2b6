"""The mail as a browser shows it: nothing beside the screen, targets large enough, readable by day and by night."""

import pytest
from flask import Flask
from playwright.sync_api import Browser

from networking_app.accounts.models import User
from tests.factories import Make
from tests.post import Mailbox
from tests.prompts.digests import deliver, due, part

HEIGHTS = "links => links.map(link => link.getBoundingClientRect().height)"
# The contrast of each text with the nearest ground behind it (WCAG 2.2).
CONTRASTS = """() => {
    const light = colour => {
        const [r, g, b] = colour.match(/[\\d.]+/g).map(Number)
            .map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = node => {
        const colour = getComputedStyle(node).backgroundColor;
        return colour === "rgba(0, 0, 0, 0)" ? ground(node.parentElement) : colour;
    };
    const worded = [...document.querySelectorAll("h1, h2, h3 a, p, span, a")].filter(node => node.innerText.trim());
    return worded.map(node => [light(getComputedStyle(node).color), light(ground(node))].sort((a, b) => b - a))
        .map(([one, other]) => (one + 0.05) / (other + 0.05));
}"""


@pytest.fixture
def html(app: Flask, make: Make, mailbox: Mailbox, alice: User) -> str:
    """A digest with everything there is in one."""
    event, new, late = make.event(alice), make.tie(alice, name="Wolfeschlegelsteinhausenbergerdorff"), make.tie(alice)
    make.note(new, "https://example.org/a/very/long/address/that/never/breaks/anywhere/in/the/middle/of/it")
    due(make, late, days=-3)
    deliver(app, alice, due(make, new, event, source="promise"))
    return part(mailbox.messages[0], "html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_easy_to_read_and_to_tap(chromium: Browser, html: str, scheme: str) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page.set_content(html)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert min(page.locator("a:not(h3 a)").evaluate_all(HEIGHTS)) >= 44
    assert min(page.evaluate(CONTRASTS)) >= 4.5
    assert page.locator("html").get_attribute("lang") == "en"
    page.context.close()
