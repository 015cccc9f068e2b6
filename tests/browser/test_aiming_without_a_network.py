"""The aims of an event in a room without a network: opened, marked, added to, counted, and in the list once."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.events.models import Event, Target
from networking_app.extensions import db
from networking_app.ties.models import Interaction
from tests.browser.phones import Phones
from tests.browser.synced import until, wait_until_kept
from tests.browser.test_writing_without_a_network import CHIP, CONTROLLED, EMPTY
from tests.factories import Make


@pytest.fixture(autouse=True)
def _no_network_is_expected(phone: Phones) -> None:
    phone.expect_complaint("ERR_INTERNET_DISCONNECTED")
    phone.expect_complaint("Failed to load resource")


@pytest.fixture
def event(make: Make, alice: User, bob: User) -> Event:
    event = make.event(bob, alice, summary="PyData")
    for text in ("a printer", "a poet", "Grace Hopper"):
        make.saved(Target(owner_id=alice.id, event_id=event.id, text=text))
    make.encounter(make.tie(alice, name="Grace Hopper", search_text="grace hopper"), event)
    return event


@pytest.fixture
def room(phone: Phones, event: Event, alice: User) -> Page:
    """Alice's phone, which was opened once on the way, shows her aims in a room that no network reaches."""
    page = phone(alice)
    page.goto("/")
    wait_until_kept(page, alice.phone_key, [f"/events/{event.id}/aims"], ties=1)
    page.context.set_offline(True)
    page.goto(f"/events/{event.id}/aims")
    return page


def back_online(page: Page) -> None:
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    until(page, EMPTY)


def test_whom_one_looks_for_is_found_in_the_room_and_the_tracker_counts_it(
    room: Page, make: Make, event: Event
) -> None:
    printer, poet, grace = (room.locator("#targets li", has_text=name) for name in ("printer", "poet", "Grace"))
    tally = room.locator("[data-tally]")
    expect(tally).to_have_text("1 of 3")
    expect(room.get_by_text("phones keep no copy of it")).to_be_visible()
    printer.get_by_role("button", name="Found").click()
    expect(printer).to_contain_text(f"Found {CHIP}")
    expect(tally).to_have_text("2 of 3")
    printer.get_by_role("button", name="Undo").click()
    expect(tally).to_have_text("1 of 3")
    expect(room.locator(".bar-unsent")).to_be_hidden()
    poet.get_by_role("button", name="Found").click()
    grace.get_by_role("button", name="Take away: Grace Hopper").click()
    expect(grace).to_contain_text(f"Taken away {CHIP}")
    expect(tally).to_have_text("1 of 2")
    grace.get_by_role("button", name="Undo").click()
    printer.get_by_role("button", name="Take away: a printer").click()
    room.get_by_label("One more").fill("whoever runs Postgres")
    room.get_by_role("button", name="Add").click()
    expect(room.locator("#targets li", has_text="Postgres")).to_contain_text(CHIP)
    expect(tally).to_have_text("2 of 3")
    room.reload()
    expect(tally).to_have_text("2 of 3")
    expect(room.locator(".bar-unsent")).to_contain_text("3 not sent yet")
    room.get_by_text("3 not sent yet").click()
    for words in ("Found: a poet", "Taken off the list: a printer", "To look for at PyData"):
        expect(room.get_by_text(words)).to_be_visible()
    expect(room.locator(".unsent-row pre:visible")).to_have_count(0)
    back_online(room)
    room.goto(f"/events/{event.id}/aims")
    expect(tally).to_have_text("2 of 3")
    with make.app.app_context():
        wishes = db.session.scalars(select(Target).order_by(Target.id)).all()
        assert [(one.text, one.found_at is not None) for one in wishes] == [
            ("a poet", True), ("Grace Hopper", False), ("whoever runs Postgres", False)]


def test_what_has_arrived_is_undone_by_the_words_that_say_so(
    phone: Phones, make: Make, event: Event, alice: User
) -> None:
    page = phone(alice)
    page.goto(f"/events/{event.id}/aims")
    poet = page.locator("#targets li", has_text="poet")
    page.get_by_label("One more").fill("half a thought")
    poet.get_by_role("button", name="Found").click()
    page.locator(".toast", has_text="Well met!").get_by_role("button", name="Undo").click()
    poet.get_by_role("button", name="Found", exact=True).click()
    expect(page.locator("[data-tally]")).to_have_text("2 of 3")
    poet.get_by_role("button", name="Take away: a poet").click()
    taken_away = page.locator(".toast", has_text="Taken away.")
    taken_away.get_by_role("button", name="Undo").click()
    expect(taken_away).to_have_count(0)
    expect(poet).to_be_visible()
    expect(page.locator("[data-tally]")).to_have_text("2 of 3")
    expect(page.get_by_label("One more")).to_have_value("half a thought")
    with make.app.app_context():
        texts = db.session.scalars(select(Target.text).order_by(Target.text)).all()
        assert texts == ["Grace Hopper", "a poet", "a printer"]


def test_a_wish_is_added_once_also_by_a_double_click(phone: Phones, event: Event, alice: User) -> None:
    page = phone(alice)
    page.goto(f"/events/{event.id}/aims")
    page.evaluate(CONTROLLED)
    page.context.set_offline(True)
    page.get_by_label("One more").fill("a second poet")
    page.get_by_role("button", name="Add").evaluate("(button) => { button.click(); button.click(); }")
    expect(page.locator("#toasts")).to_contain_text("kept on this phone")
    expect(page.locator(".bar-unsent")).to_contain_text("1 not sent yet")


def test_no_answer_is_needed_is_said_and_taken_back_without_a_network(
    phone: Phones, make: Make, alice: User
) -> None:
    tie = make.tie(alice, name="Grace Hopper")
    make.saved(Interaction(owner_id=alice.id, tie_id=tie.id, channel="mail", direction="in", happened_at=now()))
    page = phone(alice)
    page.goto("/owed")
    page.evaluate(CONTROLLED)
    page.context.set_offline(True)
    row = page.locator(f"#reply-{tie.id}")
    for _time in range(2):
        row.get_by_label("More about Grace Hopper").click()
        row.get_by_role("button", name="No answer needed").click()
        expect(row).to_contain_text(f"No answer needed {CHIP}")
        expect(row.locator(".menu[open]")).to_have_count(0)  # put away, which comes a little later
        if not _time:
            row.get_by_role("button", name="Undo").click()
            expect(page.locator(".bar-unsent")).to_be_hidden()
    back_online(page)
    expect(page.get_by_role("heading", name="Nothing is owed, either way")).to_be_visible()
