"""A page that the phone does not keep: without an answer that is said soon, and the page opens when one comes."""

import threading

import pytest
from playwright.sync_api import Page, expect

from networking_app.accounts.models import User
from tests.browser.phones import Phones
from tests.browser.slow import Slow
from tests.browser.synced import until

CONTROLLED = "async () => Boolean((await navigator.serviceWorker.ready) && navigator.serviceWorker.controller)"
# What the worker answers while the server still has to be told of a sign-out; the page stands for the worker.
ASK = """async () => {
    await (await caches.open('later')).put('/sign-out', new Response());
    await (await caches.open('shell-now')).put('/offline', new Response('No network'));
    const { page } = await import(document.scripts[0].src.replace('app.js', 'worker/pages.js'));
    const request = new Request('/settings');
    page({ request, waitUntil: () => {} }, new URL(request.url)).then((answer) => answer.text()).then((said) => {
        document.title = said; });
}"""


@pytest.fixture
def page(phone: Phones, alice: User) -> Page:
    phone.expect_complaint("ERR_INTERNET_DISCONNECTED")
    page = phone(alice)
    page.goto("/install")
    until(page, CONTROLLED)
    page.clock.install()
    page.clock.pause_at("2100-01-01")  # so that no page looks for the network before it is told to
    return page


def test_it_is_not_waited_for_and_opens_by_itself_once_the_answer_comes(page: Page, slow: Slow) -> None:
    slow.path = "/settings"
    page.goto("/settings")
    expect(page.locator("h1")).to_have_text("No network")
    first, slow.answers = slow.answers, threading.Event()  # whoever asks again is kept waiting
    first.set()
    expect(page.locator("h1")).to_have_text("Settings")


def test_it_opens_by_itself_when_the_network_is_back_whether_or_not_anything_says_so(page: Page) -> None:
    # The browser's own event comes before the network is there for the worker too.
    page.add_init_script("addEventListener('online', (event) => event.isTrusted && event.stopImmediatePropagation())")
    for silently in (False, True):
        page.context.set_offline(True)
        page.goto("/settings")
        expect(page.locator("h1")).to_have_text("No network")
        page.context.set_offline(False)
        if silently:
            page.clock.fast_forward(5_000)
        else:
            page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.locator("h1")).to_have_text("Settings")


@pytest.mark.without_worker
def test_a_sign_out_that_gets_no_answer_keeps_nobody_waiting(phone: Phones) -> None:
    page = phone()
    page.clock.install()
    page.context.route("**/sign-out", lambda route: None)
    page.goto("/install")
    with page.expect_request("**/sign-out"):
        page.evaluate(ASK)
    page.clock.fast_forward(4_000)
    expect(page).to_have_title("No network")
