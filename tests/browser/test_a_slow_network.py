"""A network that is slow, or takes and never answers: what the phone has is shown, the answer takes its place."""

import re
import threading
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from networking_app.accounts.models import Session, User
from networking_app.extensions import db
from tests.browser.phones import Phones
from tests.browser.slow import Slow
from tests.browser.synced import Meetup, until, until_nothing_kept, wait_until_kept
from tests.clients import signed_in
from tests.factories import Make


@pytest.fixture
def meetup(make: Make, alice: User) -> Meetup:
    return Meetup(make, alice)


@pytest.fixture
def kept(phone: Phones, meetup: Meetup, alice: User) -> Page:
    page = phone(alice)
    page.goto("/")
    wait_until_kept(page, alice.phone_key, [*meetup.pages[:-2], meetup.pages[-1], "/ties/frame", "/scan"], ties=1)
    return page


def stop_the_clock(page: Page) -> None:
    page.clock.install()
    page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))


# Resolves when the page has begun to show what is kept.
SHOWN = "import(document.scripts[0].src.replace('app.js', 'synced/kept-page.js')).then(() => {})"
# The page stands for the worker, whose clock nobody can stop: `waits` while it asks, then what it would show.
ASK_THE_WORKER = """async (path) => {
    const { page, wroteJustNow } = await import(document.scripts[0].src.replace('app.js', 'worker/pages.js'));
    const request = new Request(path);
    Object.assign(window, { waits: false, said: '' });
    if (path.endsWith('#wrote')) wroteJustNow();
    page({ request, waitUntil: () => { window.waits = true; } }, new URL(request.url)).then((answer) => answer.text())
        .then((text) => { window.said = text.includes('name="kept-at"') ? 'kept' : 'answer'; });
}"""
# What a page says before any script of it has run.
FIRST = """document.addEventListener('readystatechange', () => {
    window.first ??= document.querySelector('main').textContent; })"""


def test_what_is_kept_is_shown_at_once_and_gives_way_to_the_answer(
    kept: Page, slow: Slow, make: Make, alice: User
) -> None:
    make.tie(alice, name="Barbara Liskov", search_text="barbara liskov")
    slow.path = "/ties"
    kept.goto("/ties")
    expect(kept.locator("main")).to_contain_text("Grace Hopper")
    expect(kept.locator("main")).not_to_contain_text("Barbara Liskov")
    slow.answers.set()
    expect(kept.locator("main")).to_contain_text("Barbara Liskov")
    expect(kept.locator(".kept-note")).to_have_count(0)
    kept.get_by_label("Search your ties").fill("barbara")
    expect(kept.locator("#found .row-name")).to_have_text(["Barbara Liskov"])


def test_no_answer_in_four_seconds_counts_as_none_and_is_said(kept: Page, slow: Slow) -> None:
    slow.path = "/ties"
    stop_the_clock(kept)
    kept.goto("/ties")
    kept.evaluate(SHOWN)
    kept.clock.fast_forward(3_999)
    expect(kept.locator(".kept-note")).to_have_count(0)
    kept.clock.fast_forward(1)
    expect(kept.locator(".kept-note")).to_have_text(re.compile(r"as of \d\d:\d\d"))
    slow.answers.set()
    expect(kept.locator(".kept-note")).to_have_count(0)


def test_whoever_is_writing_is_asked_first(kept: Page, slow: Slow, meetup: Meetup, make: Make) -> None:
    slow.path = f"/ties/{meetup.tie.id}"
    kept.goto(slow.path)
    kept.locator("textarea#text").fill("wrote a compiler")
    make.note(meetup.tie, "likes moths")
    slow.answers.set()
    newest = kept.get_by_role("button", name="Show the newest")
    expect(newest).to_be_visible()
    expect(kept.locator("textarea#text")).to_have_value("wrote a compiler")
    expect(kept.locator("main")).not_to_contain_text("likes moths")
    newest.click()
    expect(kept.locator("main")).to_contain_text("likes moths")
    expect(kept.locator(".kept-note")).to_have_count(0)


def test_an_open_menu_is_not_taken_away(kept: Page, slow: Slow, meetup: Meetup, make: Make) -> None:
    slow.path = f"/ties/{meetup.tie.id}"
    kept.goto(slow.path)
    kept.locator("details.more summary").last.click()
    make.note(meetup.tie, "likes moths")
    slow.answers.set()
    expect(kept.get_by_role("button", name="Show the newest")).to_be_visible()
    expect(kept.get_by_label("How often")).to_be_visible()


@pytest.mark.parametrize("place", ["badge", "scan"])
def test_a_badge_and_the_scanner_never_wait(kept: Page, slow: Slow, meetup: Meetup, place: str) -> None:
    slow.path = f"/badges/{meetup.badge.id}" if place == "badge" else "/scan"
    stop_the_clock(kept)
    kept.evaluate(ASK_THE_WORKER, slow.path)
    until(kept, "async () => window.waits")
    kept.clock.fast_forward(1)
    until(kept, "async () => window.said === 'kept'")
    kept.goto(slow.path)
    kept.evaluate(SHOWN)
    kept.clock.fast_forward(4_000)
    expect(kept.locator(".badge-qr svg, qr-scanner").first).to_be_visible()
    expect(kept.locator(".kept-note")).to_have_count(0)


def test_a_badge_of_which_the_card_has_changed_changes_in_place(
    kept: Page, slow: Slow, phone: Phones, meetup: Meetup, alice: User
) -> None:
    slow.path = f"/badges/{meetup.badge.id}"
    card = {"full_name": "Alice Liddell"}
    assert signed_in(phone.served.app, alice).post(f"/cards/{meetup.badge.card_id}/edit", data=card).status_code == 303
    kept.goto(slow.path)
    expect(kept.locator("main")).not_to_contain_text("Alice Liddell")
    slow.answers.set()
    expect(kept.locator("main")).to_contain_text("Alice Liddell")


def test_a_page_after_a_form_was_sent_is_the_new_one(kept: Page, slow: Slow, meetup: Meetup) -> None:
    kept.goto("/ties")
    kept.evaluate("""(path) => {
        const form = document.body.appendChild(document.createElement('form'));
        Object.assign(form, { method: 'post', action: path });
        const name = form.appendChild(document.createElement('input'));
        Object.assign(name, { name: 'name', value: 'Amazing Grace' });
    }""", f"/ties/{meetup.tie.id}")
    slow.path = f"/ties/{meetup.tie.id}"
    kept.add_init_script(FIRST)
    with kept.expect_navigation():
        kept.evaluate("document.querySelector('body > form').submit()")
        assert slow.asked.wait(30)
        threading.Timer(0.6, slow.answers.set).start()  # later than an answer is waited for otherwise
    assert "Amazing Grace" in kept.evaluate("first")
    expect(kept.locator(".kept-note")).to_have_count(0)


def test_messages_of_the_answer_are_seen(kept: Page, slow: Slow, meetup: Meetup) -> None:
    kept.goto("/events")
    cancel = "(path) => fetch(path, {method: 'POST', redirect: 'manual'})"
    kept.evaluate(cancel, f"/events/{meetup.event.id}/cancellation")
    slow.path = "/"
    kept.goto("/")
    expect(kept.locator(".toast")).to_have_count(0)
    slow.answers.set()
    expect(kept.locator(".toast")).to_contain_text("is cancelled")


SHOWN_LATE = """async () => {
    const { toast } = await import(document.scripts[0].src.replace('app.js', 'elements/toasts.js'));
    const { showKept } = await import(document.scripts[0].src.replace('app.js', 'synced/kept-page.js'));
    toast('There is no room left.', true);
    showKept(new Date().toISOString());
}"""


def test_messages_that_came_before_its_script_stay(kept: Page) -> None:
    kept.context.set_offline(True)
    kept.goto("/events")
    expect(kept.locator(".kept-note")).to_be_visible()
    kept.evaluate(SHOWN_LATE)
    expect(kept.locator(".toast")).to_have_text("There is no room left.")


def test_a_session_that_ended_elsewhere_leads_to_the_sign_in_and_leaves_nothing(
    kept: Page, slow: Slow, phone: Phones, meetup: Meetup
) -> None:
    slow.path = f"/badges/{meetup.badge.id}"
    with phone.served.app.app_context():
        db.session.query(Session).delete()
        db.session.commit()
    kept.goto(slow.path)
    expect(kept.locator(".badge-qr svg").first).to_be_visible()
    slow.answers.set()
    expect(kept.get_by_role("button", name="Sign in")).to_be_visible()
    until(kept, "async () => (await indexedDB.databases()).every(({ name }) => !name.startsWith('ties-'))")
    until_nothing_kept(kept)


@pytest.mark.parametrize(("wrote", "patience"), [(False, 300), (True, 4_000)], ids=["as ever", "after a form"])
def test_an_answer_that_comes_in_time_is_the_only_thing_shown(
    kept: Page, slow: Slow, wrote: bool, patience: int
) -> None:
    stop_the_clock(kept)
    slow.path = "/ties"
    for late in (False, True):
        slow.answers.clear()
        kept.evaluate(ASK_THE_WORKER, f"{slow.path}#wrote" if wrote else slow.path)
        until(kept, "async () => window.waits")
        kept.clock.fast_forward(patience if late else patience - 1)
        if not late:
            slow.answers.set()
        until(kept, "async (said) => window.said === said", "kept" if late else "answer")


def test_what_changed_elsewhere_is_there_also_after_an_answer_that_came_late(
    kept: Page, slow: Slow, phone: Phones, meetup: Meetup, alice: User
) -> None:
    note = {"text": "collects moths", "client_id": "0123abcd-note"}
    assert signed_in(phone.served.app, alice).post(f"/ties/{meetup.tie.id}/notes", data=note).status_code < 400
    slow.path = "/cards"
    kept.goto("/cards")
    until(kept, "async () => performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/keeping.js'))")
    slow.answers.set()
    until(kept, """async (tie) => {
        const { Ties } = await import(document.scripts[0].src.replace('app.js', 'synced/ties.js'));
        const owner = document.querySelector('meta[name=user]').content;
        return (await new Ties(owner).page(tie)).html.includes('collects moths');
    }""", meetup.tie.id)
