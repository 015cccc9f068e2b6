"""The evening with scripts switched off: every step is a plain page and a plain form."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from networking_app.accounts.models import User
from networking_app.cards.models import Badge
from networking_app.events.models import Event
from tests.browser.phones import Phones
from tests.factories import Make


@pytest.fixture
def plain(phone: Phones) -> Callable[..., Page]:
    """`plain(alice)`: a phone whose browser runs no scripts."""
    return lambda user=None: phone(user, java_script_enabled=False)


@pytest.fixture
def meetup(make: Make, bob: User) -> tuple[Event, Badge]:
    event = make.event(bob)
    return event, make.badge(make.card(bob), event)


def test_signing_up_joining_and_showing_a_badge(plain: Callable[..., Page], meetup: tuple[Event, Badge]) -> None:
    event, _badge = meetup
    page = plain()
    page.goto(f"/join/{event.join_code}")
    page.get_by_role("link", name="Join with a new account").click()
    page.get_by_label("Your name").fill("Ada Lovelace")
    page.get_by_label("E-mail", exact=True).fill("ada@example.org")
    page.get_by_label("Password").fill("an evening with bricks")
    page.get_by_role("button", name="Make my card").click()
    page.get_by_role("button", name="Join").click()
    expect(page).to_have_url(re.compile(r"/badges/\d+$"))
    page.goto("/")
    page.locator(".cover").get_by_text("Show my badge").click()
    expect(page.get_by_role("img", name="QR code of your badge")).to_be_visible()


def test_typing_a_code_saving_and_noting(plain: Callable[..., Page], meetup: tuple[Event, Badge], make: Make,
                                         alice: User) -> None:
    event, badge = meetup
    make.attendance(event, alice)
    page = plain(alice)
    page.goto("/scan")
    page.get_by_role("link", name="Type code").click()
    page.get_by_label("The letters under the QR code").fill(badge.short_code)
    page.get_by_role("button", name="Look up").click()
    page.get_by_label("What did you talk about?").fill("looms")
    page.get_by_label("promised something").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Bob")).to_be_visible()
    expect(page.locator(".note p", has_text="looms")).to_be_visible()
    page.get_by_label("Your words").fill("and engines")
    page.get_by_role("button", name="Keep note").click()
    expect(page.locator(".note p", has_text="and engines")).to_be_visible()


def test_done_undone_and_put_off(plain: Callable[..., Page], meetup: tuple[Event, Badge], make: Make, alice: User,
                                 bob: User) -> None:
    event, _badge = meetup
    make.attendance(event, alice)
    tie = make.tie(alice, bob)
    make.encounter(tie, event)
    make.follow_ups(tie, event)
    page = plain(alice)
    page.goto(f"/events/{event.id}/follow-ups?show=later")
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("1 of 1 people")).to_be_visible()
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("0 of 1 people")).to_be_visible()
    page.goto(f"/events/{event.id}/follow-ups?show=later")
    page.get_by_text("Later", exact=True).last.click()
    page.get_by_role("button", name="Next week").click()
    expect(page.locator(".toast")).to_be_visible()


def test_leaving_a_card_and_taking_it_back(plain: Callable[..., Page], meetup: tuple[Event, Badge]) -> None:
    page = plain()
    page.goto(f"/c/{meetup[1].code}")
    page.get_by_label("Your name").fill("Grace Hopper")
    page.get_by_label("E-mail or phone").fill("grace@navy.example")
    page.get_by_label(re.compile("I agree")).check()
    page.get_by_role("button", name="Leave my card").click()
    expect(page.get_by_role("heading", name="Bob has your card")).to_be_visible()
    page.get_by_role("button", name="Take my card back").click()
    expect(page.get_by_role("heading", name="Your card is taken back")).to_be_visible()


def test_making_an_event_and_a_second_card(plain: Callable[..., Page], alice: User) -> None:
    page = plain(alice)
    page.goto("/events/new")
    page.get_by_label("Name").fill("PyData Rotterdam")
    page.get_by_role("button", name="Make the event").click()
    expect(page.get_by_role("heading", name="PyData Rotterdam")).to_be_visible()
    page.goto("/cards/new")
    page.get_by_role("button", name="E-mail", exact=True).click()
    page.get_by_label("Name", exact=True).fill("Ada")
    page.locator("input[name='way-1-value']").fill("ada@example.org")
    page.get_by_role("button", name="Save").last.click()
    expect(page.locator(".toast, .row-name").first).to_be_visible()
    page.goto("/ties/new")
    page.get_by_label("Name").fill("Hedy")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Hedy")).to_be_visible()
