"""Short messages never hide what they are about."""

import pytest
from playwright.sync_api import expect

from tests.browser.phones import Phones

pytestmark = pytest.mark.without_worker

SAY = """async ([texts, problem]) => {
    const { toast } = await import(document.scripts[0].src.replace('app.js', 'elements/toasts.js'));
    for (const text of texts) toast(text, problem);
}"""


def test_of_much_news_the_last_two_stand_and_a_problem_stays(phone: Phones) -> None:
    page = phone()
    page.goto("/install")
    page.evaluate(SAY, [["No network"], True])
    page.evaluate(SAY, [["One done", "Two done", "Three done", "Three done"], False])
    expect(page.locator("#toasts .toast p")).to_have_text(["No network", "Two done", "Three done"])
