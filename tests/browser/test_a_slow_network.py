"""A network that is slow, or takes and never answers: what the phone has is shown, the answer takes its place."""

import re
import threading
from collections.abc import Callable

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


def milliseconds(page: Page, act: Callable[[], object]) -> float:
    started = page.evaluate("Date.now()")
    act()
    return float(page.evaluate("Date.now()") - started)


def test_what_is_kept_is_shown_at_once_and_gives_way_to_the_answer(
    kept: Page, slow: Slow, make: Make, alice: User
) -> None:
    make.tie(alice, name="Barbara Liskov", search_text="barbara liskov")
    slow.path = "/ties"
    assert milliseconds(kept, lambda: kept.goto("/ties")) < 2_500
    expect(kept.locator("main")).to_contain_text("Grace Hopper")
    expect(kept.locator("main")).not_to_contain_text("Barbara Liskov")
    expect(kept.locator(".kept-note")).to_have_count(0)
    slow.answers.set()
    expect(kept.locator("main")).to_contain_text("Barbara Liskov")
    expect(kept.locator(".kept-note")).to_have_count(0)
    kept.get_by_label("Search your ties").fill("barbara")
    expect(kept.locator("#found .row-name")).to_have_text(["Barbara Liskov"])


def test_no_answer_in_four_seconds_counts_as_none_and_is_said(kept: Page, slow: Slow) -> None:
    slow.path = "/ties"
    kept.goto("/ties")
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
    assert milliseconds(kept, lambda: kept.goto(slow.path)) < 1_500
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
    threading.Timer(1.5, slow.answers.set).start()
    with kept.expect_navigation():
        kept.evaluate("document.querySelector('body > form').submit()")
    expect(kept.locator("h1")).to_have_text("Amazing Grace", timeout=100)
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


def test_an_answer_that_comes_soon_is_the_only_thing_shown(kept: Page, make: Make, alice: User) -> None:
    # A machine that is busy may be too slow for that once or twice.
    for name in ("Ada Lovelace", "Barbara Liskov", "Carol Shaw", "Dorothy Vaughan", "Edith Clarke"):
        make.tie(alice, name=name, search_text=name.lower())
        kept.goto("/ties")
        if kept.evaluate("document.querySelector('meta[name=kept-at]')") is None:
            break
        expect(kept.locator("main")).to_contain_text(name)
    else:
        raise AssertionError("Not once the answer alone was shown.")
    expect(kept.locator("main")).to_contain_text(name, timeout=100)
