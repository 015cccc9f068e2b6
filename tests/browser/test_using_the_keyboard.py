"""Today and the scan sheet by keys alone: the focus goes where the eye goes, and nothing behind a sheet takes it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from networking_app.accounts.models import User
from networking_app.cards.models import Badge
from tests.browser.phones import Phones
from tests.browser.stopped import stop_clock
from tests.browser.synced import until
from tests.factories import Make, follow_ups_of

pytestmark = pytest.mark.without_worker

# Resolves when the scanner listens; until then its links lead to pages without it.
SCANNER = "customElements.whenDefined('scan-station').then(() => true)"
FOCUSED = """() => { const at = document.activeElement;
    return at === document.body ? '' : (at.getAttribute('aria-label') || at.innerText || at.name).trim() }"""
COVERED = """element => { const box = element.getBoundingClientRect(), bar = document.querySelector('.bar');
    return box.bottom > bar.getBoundingClientRect().top && getComputedStyle(bar).display !== 'none' }"""


@pytest.fixture
def bobs_badge(make: Make, bob: User) -> Badge:
    return make.badge(make.card(bob))


def tab_to(page: Page, name: str, most: int = 40) -> list[str]:
    """Press Tab until the focus is on what bears that name; what was passed on the way, itself included."""
    passed: list[str] = []
    for _press in range(most):
        page.keyboard.press("Tab")
        passed.append(page.evaluate(FOCUSED))
        if passed[-1] == name:
            return passed
    raise AssertionError(f"Tab never comes to {name!r}: {passed}")


def is_in(page: Page, place: Locator) -> bool:
    return bool(place.evaluate("element => element.contains(document.activeElement)"))


def open_sheet(page: Page, badge: Badge) -> Locator:
    """Type a code by keys alone; returns the sheet, for which the page waits as long as the server takes."""
    stop_clock(page)
    page.goto("/scan")
    page.evaluate(SCANNER)
    tab_to(page, "Type code")
    page.keyboard.press("Enter")
    expect(page.get_by_label("The letters under the QR code")).to_be_focused()
    page.keyboard.type(badge.code)
    page.keyboard.press("Enter")
    sheet = page.locator(".scan-sheet")
    expect(sheet).to_be_visible()
    return sheet


def test_the_first_key_leads_past_everything(phone: Phones, alice: User) -> None:
    page = phone(alice)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Skip to content"
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_somebody_is_saved_without_a_finger(phone: Phones, alice: User, bobs_badge: Badge) -> None:
    page = phone(alice)
    sheet = open_sheet(page, bobs_badge)
    until(page, f"async () => ({FOCUSED})() === 'Bob'")
    passed = tab_to(page, "note")
    assert passed == ["note"]
    page.keyboard.type("tea")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    passed = tab_to(page, "Save")
    assert passed[-2:] == ["Not now", "Save"]
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text("Bob is saved.")
    expect(sheet).to_have_count(0)
    assert page.evaluate(FOCUSED) == "Type code"


def test_the_focus_stays_in_the_sheet(phone: Phones, alice: User, bobs_badge: Badge) -> None:
    page = phone(alice)
    sheet = open_sheet(page, bobs_badge)
    for _press in range(12):
        page.keyboard.press("Tab")
        assert is_in(page, sheet) or page.evaluate(FOCUSED) in ("", "Skip to content")


def test_escape_closes_the_sheet_unless_words_would_be_lost(phone: Phones, alice: User, bobs_badge: Badge) -> None:
    page = phone(alice)
    sheet = open_sheet(page, bobs_badge)
    sheet.get_by_label("What did you talk about?").fill("tea")
    page.keyboard.press("Escape")
    expect(sheet).to_be_visible()
    sheet.get_by_label("What did you talk about?").fill("")
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    assert page.evaluate(FOCUSED) == "Type code"


def test_escape_leaves_typing(phone: Phones, alice: User) -> None:
    page = phone(alice)
    page.goto("/scan")
    page.evaluate(SCANNER)
    tab_to(page, "Type code")
    page.keyboard.press("Enter")
    typing = page.get_by_role("dialog", name="Type the code")
    expect(typing).to_be_visible()
    page.keyboard.press("Escape")
    expect(typing).to_be_hidden()
    assert page.evaluate(FOCUSED) == "Type code"


def test_today_is_worked_through_in_its_order(phone: Phones, make: Make, alice: User, bob: User) -> None:
    event = make.event(alice, bob)
    tie = make.tie(alice, bob)
    make.encounter(tie, event)
    make.follow_ups(tie, event)
    step = follow_ups_of(make.app, tie)[0]
    page = phone(alice)
    page.goto(f"/events/{event.id}/follow-ups?show=later")
    passed = tab_to(page, "Later: Bob")
    assert [name for name in passed if name.startswith("Bob")] == [f"Bob\n{step.title}"]
    page.keyboard.press("Enter")
    assert tab_to(page, "Tomorrow") == ["Tomorrow"]
    page.keyboard.press("Escape")
    tab_to(page, "Done", 10)
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text(step.title)
    tab_to(page, "Undo")


def test_the_bar_never_hides_what_has_the_focus(phone: Phones, alice: User) -> None:
    page = phone(alice, viewport={"width": 390, "height": 420})
    page.goto("/settings")
    page.get_by_label("Your name").focus()
    for _press in range(20):
        page.keyboard.press("Tab")
        place = page.locator("main :focus")
        assert not place.count() or not place.evaluate(COVERED), page.evaluate(FOCUSED)


def test_a_message_waits_while_it_is_read(phone: Phones, alice: User) -> None:
    page = phone(alice)
    stop_clock(page)
    page.goto("/settings")
    page.evaluate("""async () => { const app = document.querySelector('script[type=module]').src;
        (await import(app.replace('app.js', 'elements/toasts.js'))).toast('Copied') }""")
    toast = page.locator(".toast")
    toast.dispatch_event("pointerenter")
    page.clock.run_for(20_000)
    expect(toast).to_be_visible()
    toast.dispatch_event("pointerleave")
    page.clock.run_for(5_000)
    expect(toast).to_be_visible()
    page.clock.run_for(1_500)
    expect(toast).to_have_count(0)
