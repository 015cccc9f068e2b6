"""One tap keeps what a note promises, with and without a network; one tap goes by the clocks of where one is."""

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.extensions import db
from networking_app.follow_ups.models import PROMISE, FollowUp
from networking_app.ties.models import Note
from tests.browser.phones import Phones
from tests.browser.stopped import stop_clock
from tests.factories import Make

CONTROLLED = """new Promise((done) => navigator.serviceWorker.controller ? done(true)
    : navigator.serviceWorker.addEventListener("controllerchange", () => done(true)))"""


@pytest.fixture
def note(make: Make, alice: User) -> Note:
    tie = make.tie(alice, name="Grace Hopper")
    make.encounter(tie)
    return make.note(tie, "Loves looms. Send her the slides in two weeks.")


def states(make: Make) -> list[str]:
    with make.app.app_context():
        rows = db.session.scalars(select(FollowUp).where(FollowUp.source == PROMISE)).all()
        return [row.state for row in rows]


def offer(page: Page) -> Locator:
    return page.locator(".promise", has_text="Send her the slides")


def test_a_tap_keeps_it_and_undo_brings_it_back(phone: Phones, make: Make, alice: User, note: Note) -> None:
    page = phone(alice)
    page.goto("/")
    offer(page).get_by_role("button", name="Keep").click()
    toast = page.locator(".toast", has_text="You will be reminded on")
    expect(toast).to_be_visible()
    expect(offer(page)).to_have_count(0)
    assert states(make) == ["open"]
    toast.get_by_role("button", name="Undo").click()
    expect(offer(page)).to_be_visible()
    assert states(make) == ["withdrawn"]
    offer(page).get_by_role("button", name="Not now").click()
    expect(offer(page)).to_have_count(0)
    assert states(make) == ["skipped"]


def test_without_a_network_it_is_kept_on_the_phone_and_arrives(
    phone: Phones, make: Make, alice: User, note: Note
) -> None:
    for part in ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to load resource"):
        phone.expect_complaint(part)
    page = phone(alice)
    page.goto(f"/ties/{note.tie_id}")
    page.evaluate(CONTROLLED)
    page.context.set_offline(True)
    offer(page).get_by_role("button", name="Keep").click()
    mark = offer(page).locator(".pending-follow-up")
    expect(mark).to_contain_text("Kept on this phone only")
    mark.get_by_role("button", name="Undo").click()
    expect(mark).to_have_count(0)
    offer(page).get_by_role("button", name="Keep").click()
    expect(mark).to_be_visible()
    assert states(make) == []
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(offer(page)).to_have_count(0)
    assert states(make) == ["open"]


def test_the_scanner_has_it_kept_and_goes_on(phone: Phones, make: Make, alice: User, bob: User) -> None:
    badge = make.badge(make.card(bob, full_name="Bob Builder"), make.event(alice, bob))
    page = phone(alice)
    stop_clock(page)
    page.goto("/scan")
    page.evaluate("customElements.whenDefined('scan-station')")
    page.locator("qr-scanner").evaluate("""(scanner, code) => scanner.dispatchEvent(new CustomEvent("scan",
        { bubbles: true, detail: { text: `${location.origin}/c/${code}`, via: "camera" } }))""", badge.code)
    page.get_by_label("What did you talk about?").fill("Nice. Send him the slides in two weeks")
    page.get_by_role("button", name="Save").click()
    toast = page.locator(".toast", has_text="Send him the slides ·")
    expect(page.locator("scan-station [data-part=result] > *")).to_have_count(0)
    page.evaluate("document.querySelector('qr-scanner').same = true")
    toast.get_by_role("button", name="Keep").click()
    expect(page.locator(".toast", has_text="You will be reminded on")).to_be_visible()
    assert states(make) == ["open"]
    assert page.evaluate("document.querySelector('qr-scanner').same")


def test_who_is_elsewhere_is_asked_once_for_each_place(phone: Phones, make: Make, alice: User) -> None:
    page = phone(alice, timezone_id="Europe/Lisbon")
    question = page.get_by_text("You seem to be in Lisbon: remind me at 9:00 there?")
    with make.app.app_context():
        db.session.get_one(User, alice.id).time_zone = "Europe/Berlin"
        db.session.commit()
    page.goto("/")
    expect(question).to_be_visible()
    page.get_by_role("button", name="Leave it as it is").click()
    expect(question).to_be_hidden()
    page.reload()
    expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()
    expect(question).to_be_hidden()
    page.evaluate("localStorage.clear()")
    page.reload()
    page.get_by_role("button", name="Yes, please").click()
    expect(page.get_by_text("From now on at 9:00 in Lisbon.")).to_be_visible()
    expect(question).to_be_hidden()


def test_who_is_at_home_is_not_asked(phone: Phones, make: Make) -> None:
    for zone in ("Europe/Vienna", "Europe/Berlin"):
        page = phone(make.user(email=f"{zone.lower()}@example.org", time_zone=zone))
        page.goto("/")
        if zone == "Europe/Vienna":
            page.evaluate("customElements.whenDefined('travel-offer')")
        expect(page.locator("travel-offer")).to_be_hidden()
