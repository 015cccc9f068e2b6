"""A note is edited and removed where it stands: with a network, without one, and without scripts."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.extensions import db
from networking_app.ties.models import Note, Tie
from tests.browser.phones import Phones
from tests.browser.slow import Slow
from tests.factories import Make

pytestmark = pytest.mark.without_worker


@pytest.fixture
def tie(make: Make, alice: User) -> Tie:
    tie = make.tie(alice, name="Grace Hopper")
    make.encounter(tie, make.event(alice))
    make.note(tie, "likes tea")
    return tie


@pytest.fixture
def standing(app: Flask) -> Callable[[], list[str]]:
    def read() -> list[str]:
        with app.app_context():
            return list(db.session.scalars(select(Note.text).where(Note.replaced_at.is_(None))))

    return read


Standing = Callable[[], list[str]]


def edit(page: Page | Locator, words: str) -> None:
    if page.get_by_label("What you noted").is_hidden():
        page.get_by_label("Edit this note").click()
    page.get_by_label("What you noted").fill(words)
    page.get_by_role("button", name="Save", exact=True).click()


def test_with_a_network_the_new_words_stand_at_once(phone: Phones, alice: User, tie: Tie, standing: Standing) -> None:
    page = phone(alice)
    page.goto(f"/ties/{tie.id}")
    edit(page, "likes green tea")
    expect(page.locator(".note .lines")).to_have_text("likes green tea")
    expect(page.locator(".bar-unsent")).to_be_hidden()
    expect(page.get_by_label("What you noted")).to_be_hidden()
    assert standing() == ["likes green tea"]


def test_an_editor_that_is_opened_while_the_page_is_made_new_stays_open(
    phone: Phones, slow: Slow, make: Make, alice: User, tie: Tie
) -> None:
    make.note(tie, "likes chess")
    page = phone(alice)
    page.goto(f"/ties/{tie.id}")
    slow.path, slow.header = f"/ties/{tie.id}", "HTTP_X_REFRESH"
    edit(page.locator(".note").first, "likes draughts")
    assert slow.asked.wait(20)
    page.get_by_label("Edit this note").last.click()
    page.get_by_label("What you noted").last.focus()
    slow.answers.set()
    expect(page.locator(".note .lines").first).to_have_text("likes draughts")
    expect(page.locator(".note-edit[open]")).to_have_count(1)
    expect(page.get_by_label("What you noted").last).to_be_focused()


def test_without_a_server_two_edits_are_shown_and_arrive_as_one(
    phone: Phones, alice: User, tie: Tie, standing: Standing
) -> None:
    phone.expect_complaint("ERR_FAILED")
    page = phone(alice)
    page.goto(f"/ties/{tie.id}")
    page.context.route("**/outbox", lambda route: route.abort())
    for words in ("likes green tea", "likes black tea"):
        edit(page, words)
        expect(page.locator("[data-note]")).to_be_visible()
        expect(page.locator("[data-note]")).to_have_text(words)
        expect(page.locator(".note .pending-mark")).to_have_count(1)
        expect(page.get_by_label("Edit this note")).to_be_focused()
        page.get_by_label("Edit this note").click()
        expect(page.get_by_label("What you noted")).to_have_value(words)
        page.get_by_label("Edit this note").click()
    assert standing() == ["likes tea"]
    with page.expect_response("**/outbox"):
        page.context.unroute("**/outbox")
        page.reload()
    expect(page.locator(".bar-unsent")).to_be_hidden()
    assert standing() == ["likes black tea"]
    page.reload()
    expect(page.locator("[data-note]")).to_have_text("likes black tea")
    expect(page.locator(".note")).to_have_count(1)


def test_removing_asks_first(phone: Phones, alice: User, tie: Tie, standing: Standing) -> None:
    page = phone(alice)
    page.goto(f"/ties/{tie.id}")
    page.get_by_label("Edit this note").click()
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Remove", exact=True).click()
    assert standing() == ["likes tea"]
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.locator(".note")).to_have_count(0)
    assert standing() == []


def test_without_scripts_both_are_plain_forms(phone: Phones, alice: User, tie: Tie, standing: Standing) -> None:
    page = phone(alice, java_script_enabled=False)
    page.goto(f"/ties/{tie.id}")
    edit(page, "likes green tea")
    expect(page.locator(".note .lines")).to_have_text("likes green tea")
    page.get_by_label("Edit this note").click()
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.locator(".note")).to_have_count(0)
    assert standing() == []
