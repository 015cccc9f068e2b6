"""A page is made new in place under somebody's hands: nothing that they do gets lost, nothing old comes back."""

import pytest
from playwright.sync_api import Page, expect

from networking_app.accounts.models import User
from networking_app.ties.models import Tie
from tests.browser.phones import Phones
from tests.browser.slow import Held
from tests.browser.synced import until
from tests.browser.test_writing_without_a_network import EMPTY
from tests.factories import Make

pytestmark = pytest.mark.without_worker

MODULE = "import(document.scripts[0].src.replace('app.js', '%s'))"
REFRESH = "(since) => void (" + MODULE % "page.js" + ".then(({ refresh }) => refresh(since)))"
ADD = "(fields) => " + MODULE % "outbox/here.js" + ".then(({ outbox }) => outbox.add('note', fields)).then(() => true)"
# The browser takes its time to say whether there is a worker.
LATE_ANSWER = """ServiceWorkerContainer.prototype.getRegistration = () => new Promise((go) => { window.go = go; })"""


@pytest.fixture
def tie(make: Make, alice: User) -> Tie:
    return make.tie(alice, name="Grace Hopper")


@pytest.fixture
def page(phone: Phones, alice: User, tie: Tie) -> Page:
    page = phone(alice)
    page.goto(f"/ties/{tie.id}")
    return page


def test_an_older_answer_that_comes_later_is_not_shown(page: Page) -> None:
    held = Held(page, "**/ties/*")
    page.evaluate(REFRESH, 0)
    older = held[0]
    page.evaluate(REFRESH, 1e12)
    for route, text in [(held[1], "new"), (older, "old")]:
        with page.expect_event("requestfinished"):
            route.fulfill(content_type="text/html", body=f"<main>{text}</main>")
        expect(page.locator("main")).to_have_text("new")
    until(page, "async () => document.querySelector('main').textContent === 'new'")


def test_a_press_that_has_begun_ends_on_what_it_began_on(page: Page) -> None:
    held = Held(page, "**/ties/*")
    page.get_by_label("Your words").fill("tea")
    page.get_by_role("button", name="Keep note").hover()
    page.mouse.down()
    page.evaluate(REFRESH, 0)
    with page.expect_event("requestfinished"):
        held[0].continue_()
    page.evaluate("() => fetch('/livez').then((answer) => answer.text())")  # time enough to show it
    page.mouse.up()
    page.context.unroute("**/ties/*")
    expect(page.locator(".timeline [data-note]")).to_have_text("tea")


def test_what_is_typed_next_goes_where_the_caret_was(page: Page) -> None:
    held = Held(page, "**/ties/*")
    words = page.get_by_label("Your words")
    words.fill("black tea")
    words.evaluate("(field) => field.setSelectionRange(0, 5)")
    page.evaluate(REFRESH, 0)
    old = words.element_handle()
    held[0].continue_()
    until(page, "async (old) => !old.isConnected", old)
    page.keyboard.type("green")
    expect(words).to_have_value("green tea")


def test_what_arrives_before_it_is_shown_as_waiting_stands_on_the_page(page: Page, tie: Tie) -> None:
    page.evaluate(ADD, {"tie": str(tie.id), "text": "tea"})
    held = Held(page, "**/outbox/pending.js")
    page.reload()
    script = held[0]
    until(page, EMPTY)
    script.continue_()
    expect(page.locator(".timeline [data-note]")).to_have_text("tea")


def test_what_another_tab_sends_at_once_is_no_worse_for_it(page: Page) -> None:
    page.add_init_script(LATE_ANSWER)
    page.reload()
    page.get_by_label("Your words").fill("tea")
    page.get_by_role("button", name="Keep note").click()
    until(page, "async () => 'go' in window")
    other = page.context.new_page()
    other.goto("/")
    until(page, EMPTY)
    page.evaluate("go()")
    expect(page.get_by_label("Your words")).to_have_value("")
    assert page.locator("#toasts .toast").count() == 0  # as where none has answered
