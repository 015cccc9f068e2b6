"""The camera reads a badge and nothing answers: the scan is kept at once, by name, and becomes a tie later."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.cards.models import Badge
from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.ties.models import Encounter, Note, Scan, Tie, TieTag
from tests.browser.camera import camera_flags, film
from tests.browser.phones import Phones
from tests.factories import Make

Launch = Callable[..., Browser]
OUTGOING = re.compile("/(look-ups|outbox)$")
SCANNED = """code => {
    const detail = { text: `${location.origin}/c/${code}`, via: "photo" };
    document.querySelector("qr-scanner").dispatchEvent(new CustomEvent("scan", { bubbles: true, detail }));
}"""


class Cellar:
    """Bob shows his badge at an event that Alice is at, and her phone has no network."""

    def __init__(self, make: Make, alice: User, bob: User, tmp_path: Path) -> None:
        self.app, self.clip = make.app, tmp_path / "badge.y4m"
        self.event: Event = make.event(alice, bob, summary="PyData")
        self.badge: Badge = make.badge(make.card(bob), self.event)

    def film(self, phone: Phones, bob: User) -> None:
        """Film what Bob's screen really shows."""
        screen = phone(bob)
        screen.goto(f"/badges/{self.badge.id}")
        film(screen.locator(".badge-qr").first.screenshot(), self.clip)

    def rows(self, table: type) -> list:
        with self.app.app_context():
            return list(db.session.scalars(select(table)))


@pytest.fixture
def cellar(make: Make, alice: User, bob: User, tmp_path: Path) -> Cellar:
    return Cellar(make, alice, bob, tmp_path)


@pytest.fixture
def scanner(phone: Phones, cellar: Cellar, launch: Launch, alice: User, bob: User) -> Page:
    """Alice's scanner, open, with Bob's badge before its camera and no network."""
    for part in ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to load resource"):
        phone.expect_complaint(part)
    cellar.film(phone, bob)
    page = phone(alice, browser=launch(*camera_flags(cellar.clip)))
    page.goto("/cards")
    page.evaluate("navigator.serviceWorker.ready.then(() => {})")
    page.context.route(OUTGOING, lambda route: route.abort())
    page.goto("/scan")
    return page


@pytest.fixture
def idle(phone: Phones, cellar: Cellar, alice: User) -> Page:
    """Alice's scanner on a phone that has no camera and no network."""
    for part in ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to load resource"):
        phone.expect_complaint(part)
    page = phone(alice)
    page.context.route(OUTGOING, lambda route: route.abort())
    page.goto("/scan")
    page.evaluate("customElements.whenDefined('scan-station').then(() => {})")
    return page


def back_online(page: Page) -> None:
    page.context.unroute(OUTGOING)
    page.goto("/not-sent")
    expect(page.get_by_text("Everything has arrived")).to_be_visible()


def test_a_badge_is_saved_by_name_and_the_words_go_with_it(scanner: Page, cellar: Cellar) -> None:
    sheet = scanner.locator(".scan-sheet")
    expect(sheet.get_by_role("heading")).to_have_text("Bob, saved on this phone")
    expect(sheet).to_contain_text("You meet at PyData")
    sheet.get_by_label("What did you talk about?").fill("bricks")
    sheet.get_by_label("promised something").check()
    sheet.get_by_role("button", name="Done").click()
    expect(scanner.locator("#toasts")).to_contain_text("Bob, saved on this phone")
    expect(sheet).to_have_count(0)
    expect(scanner.locator("qr-scanner")).to_have_attribute("data-state", "looking")
    assert cellar.rows(Tie) == []
    back_online(scanner)
    [tie], [encounter], [note] = cellar.rows(Tie), cellar.rows(Encounter), cellar.rows(Note)
    assert (tie.name, encounter.event_id, note.text) == ("Bob", cellar.event.id, "bricks")
    assert [tag.name for tag in cellar.rows(TieTag)] == ["promised"]
    assert len(cellar.rows(Scan)) == 1


def test_it_is_kept_before_anything_else_is_done(scanner: Page, cellar: Cellar) -> None:
    expect(scanner.locator(".scan-sheet")).to_contain_text("saved on this phone")
    scanner.close(run_before_unload=False)
    context = scanner.context
    again = context.new_page()
    context.unroute(OUTGOING)
    again.goto("/not-sent")
    expect(again.get_by_text("Everything has arrived")).to_be_visible()
    assert [tie.name for tie in cellar.rows(Tie)] == ["Bob"]


def test_words_that_come_after_it_was_sent_arrive_too(scanner: Page, cellar: Cellar) -> None:
    sheet = scanner.locator(".scan-sheet")
    expect(sheet).to_contain_text("saved on this phone")
    scanner.context.unroute(OUTGOING)
    scanner.evaluate("dispatchEvent(new Event('online'))")
    expect(sheet.locator(".pending-mark")).to_be_hidden()
    sheet.get_by_label("What did you talk about?").fill("late words")
    sheet.get_by_role("button", name="Done").click()
    expect(sheet).to_have_count(0)
    back_online(scanner)
    assert [note.text for note in cellar.rows(Note)] == ["late words"]
    assert len(cellar.rows(Scan)) == len(cellar.rows(Tie)) == 1


def test_the_name_in_the_code_is_never_sent(
    scanner: Page, cellar: Cellar, phone: Phones, monkeypatch: pytest.MonkeyPatch
) -> None:
    expect(scanner.locator(".scan-sheet")).to_contain_text("Bob, saved on this phone")
    app, sent = phone.served.app, []
    answer = app.wsgi_app

    def listen(environ: dict[str, Any], start: Any) -> Any:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        sent.append(body.decode(errors="replace"))
        return answer(environ | {"wsgi.input": io.BytesIO(body)}, start)

    monkeypatch.setattr(app, "wsgi_app", listen)
    back_online(scanner)
    codes = [text for text in sent if cellar.badge.code.lower() in text.lower()]
    assert codes and not any("#" in text or "%23" in text for text in codes)


def test_a_code_revoked_meanwhile_becomes_a_named_item_and_somebody_by_hand(scanner: Page, cellar: Cellar) -> None:
    sheet = scanner.locator(".scan-sheet")
    expect(sheet).to_contain_text("saved on this phone")
    sheet.get_by_label("What did you talk about?").fill("bricks")
    sheet.get_by_role("button", name="Done").click()
    expect(sheet).to_have_count(0)
    with cellar.app.app_context():
        db.session.get_one(Badge, cellar.badge.id).revoked_at = now()
        db.session.commit()
    scanner.context.unroute(OUTGOING)
    scanner.goto("/not-sent")
    row = scanner.locator(".unsent-row").first
    expect(row).to_have_attribute("data-refused", "")
    expect(row).to_contain_text("You met Bob")
    expect(row.locator(".unsent-why")).to_contain_text("code")
    expect(scanner.locator("unsent-list")).to_contain_text("bricks")
    row.get_by_role("button", name="Add by hand").click()
    expect(scanner.get_by_label("Name")).to_have_value("Bob")
    scanner.get_by_role("button", name="Save", exact=True).click()
    expect(scanner.get_by_text("Everything has arrived")).to_be_visible()
    [tie] = cellar.rows(Tie)
    assert (tie.name, tie.origin) == ("Bob", "by hand")
    assert [note.text for note in cellar.rows(Note)] == ["bricks"]


def test_an_answer_that_comes_late_says_who_it_is_and_keeps_what_was_written(
    phone: Phones, cellar: Cellar, launch: Launch, alice: User, bob: User
) -> None:
    cellar.film(phone, bob)
    page = phone(alice, browser=launch(*camera_flags(cellar.clip)))
    held: list = []
    page.route("**/look-ups", lambda route: held.append(route))
    page.goto("/scan")
    sheet = page.locator(".scan-sheet")
    expect(sheet.get_by_role("heading")).to_have_text("Bob, saved on this phone")
    sheet.get_by_label("What did you talk about?").fill("typed meanwhile")
    held[0].continue_()
    expect(sheet.get_by_role("heading")).to_have_text("Bob")
    expect(sheet.get_by_label("What did you talk about?")).to_have_value("typed meanwhile")


def test_two_scans_one_after_the_other_close_their_sheets_while_nothing_answers(idle: Page, cellar: Cellar) -> None:
    idle.context.unroute(OUTGOING)
    idle.context.route(OUTGOING, lambda route: None)
    sheet = idle.locator(".scan-sheet")
    for code in (cellar.badge.code, cellar.badge.code[::-1]):
        idle.evaluate(SCANNED, code)
        expect(sheet.get_by_role("heading")).to_have_text("Somebody new, saved on this phone")
        sheet.get_by_role("button", name="Done").click()
        expect(sheet).to_have_count(0)


@pytest.mark.parametrize("text", ["https://elsewhere.example/#<script>alert(1)</script>", "x" * 3000])
def test_what_is_no_code_is_shown_as_text(idle: Page, text: str) -> None:
    idle.evaluate("""text => document.querySelector("qr-scanner").dispatchEvent(
        new CustomEvent("scan", { bubbles: true, detail: { text, via: "photo" } }))""", text)
    sheet = idle.locator(".scan-sheet")
    expect(sheet).to_contain_text("This is not a card of")
    expect(sheet.locator(".quote")).to_have_text(text[:300])
    expect(sheet.locator("script")).to_have_count(0)


def test_a_fragment_of_four_kilobytes_is_left_out_and_the_code_is_kept(idle: Page, cellar: Cellar) -> None:
    idle.evaluate(SCANNED, f"{cellar.badge.code}#{'<b>' * 1400}")
    expect(idle.locator(".scan-sheet").get_by_role("heading")).to_have_text("Somebody new, saved on this phone")
    back_online(idle)
    assert "Bob" in [tie.name for tie in cellar.rows(Tie)]


def test_a_typed_code_is_kept_with_the_name_that_is_typed(idle: Page, cellar: Cellar) -> None:
    idle.get_by_role("link", name="Type code").click()
    idle.get_by_label("The letters under the QR code").fill(cellar.badge.short_code.lower())
    idle.get_by_role("button", name="Look up").click()
    sheet = idle.locator(".scan-sheet")
    expect(sheet.get_by_role("heading")).to_have_text("Somebody new, saved on this phone")
    sheet.get_by_label("Their name").fill("The builder")
    sheet.get_by_role("button", name="Done").click()
    expect(sheet).to_have_count(0)
    idle.goto("/not-sent")
    expect(idle.locator(".unsent-row").first).to_contain_text("You met The builder")
    back_online(idle)
    assert "Bob" in [tie.name for tie in cellar.rows(Tie)]


def test_a_session_that_ended_loses_no_scan(
    phone: Phones, cellar: Cellar, launch: Launch, alice: User, bob: User
) -> None:
    phone.expect_complaint("Failed to load resource")
    cellar.film(phone, bob)
    page = phone(alice, browser=launch(*camera_flags(cellar.clip)))
    page.goto("/cards")
    page.context.route("**/look-ups", lambda route: (page.context.clear_cookies(), route.continue_()))
    page.goto("/scan")
    expect(page.locator(".scan-sheet").get_by_role("heading")).to_have_text("Bob, saved on this phone")
    phone.sign_in(page.context, alice)
    page.goto("/not-sent")
    expect(page.get_by_text("Everything has arrived")).to_be_visible()
    assert [tie.name for tie in cellar.rows(Tie)] == ["Bob"]
