"""The draft of a follow-up in a browser: what is written in it is what is sent, with a network and without."""

from datetime import timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.ties.models import Tie
from tests.browser.phones import Phones
from tests.browser.synced import wait_until_kept
from tests.factories import Make, follow_ups_of, noon


@pytest.fixture
def tie(make: Make, alice: User) -> Tie:
    """Alice met Bob at an event yesterday; today she is to thank him."""
    tie = make.tie(alice, name="Bob Builder", email="bob@example.org", tel="+49 170 1234567")
    event = make.event(alice, summary="Ruby Night", starts_at=noon(1), ends_at=noon(1) + timedelta(hours=3))
    make.note(tie, "He restores boats.", encounter_id=make.encounter(tie, event, met_at=event.ends_at).id)
    make.follow_ups(tie, event)
    with make.app.app_context():
        db.session.execute(update(FollowUp).where(FollowUp.step_key == "thanks").values(due_on=now().date()))
        db.session.commit()
    return tie


def opened(page: Page, path: str = "/") -> Page:
    page.goto(path)
    page.locator(".write > summary").first.click()
    expect(page.locator("message-draft:defined")).to_be_visible()
    return page


def body(page: Page) -> str:
    link = page.get_by_role("link", name="Mail").get_attribute("href") or ""
    return parse_qs(urlsplit(link).query)["body"][0].replace("\r\n", "\n")


def test_what_is_written_is_what_is_sent_in_every_tone_also_without_a_network(
    phone: Phones, alice: User, tie: Tie
) -> None:
    for complaint in ("ERR_INTERNET_DISCONNECTED", "Failed to load resource"):
        phone.expect_complaint(complaint)
    page = phone(alice)
    page.goto("/")
    wait_until_kept(page, alice.phone_key, ["/"], ties=1)
    page.context.set_offline(True)
    opened(page)
    assert "It was a pleasure" in body(page)
    area = page.get_by_label("Message to Bob Builder")
    page.get_by_role("link", name="Brief").click()
    expect(area).to_have_value("Hi Bob,\n\nThank you for the good talk at Ruby Night yesterday. "
                               f"Now you know where to find me.\n\n{alice.name}")
    page.get_by_role("button", name="Add my note").click()
    expect(area).to_have_value("Hi Bob,\n\nThank you for the good talk at Ruby Night yesterday. "
                               f"Now you know where to find me.\n\nHe restores boats.\n\n{alice.name}")
    area.fill("Moin & 👋\n\n100 %")
    assert body(page) == "Moin & 👋\n\n100 %"
    sms = page.get_by_role("link", name="SMS").get_attribute("href") or ""
    assert unquote(sms).endswith("?&body=Moin & 👋\n\n100 %")
    page.get_by_role("link", name="Warm").click()
    assert "It was a pleasure" in body(page)
    page.get_by_role("link", name="Brief").click()
    expect(area).to_have_value("Moin & 👋\n\n100 %")


def test_signal_gets_the_words_by_way_of_the_clipboard(phone: Phones, alice: User, tie: Tie) -> None:
    page = phone(alice, permissions=["clipboard-read", "clipboard-write"])
    page.context.route("https://signal.me/**", lambda route: route.fulfill(body="Signal"))
    opened(page, f"/ties/{tie.id}")
    page.get_by_label("Message to Bob Builder").fill("Ahoy!")
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Signal").click()
    popup.value.wait_for_url("https://signal.me/#p/+491701234567")
    expect(page.locator(".toast")).to_have_text("Copied. Paste it there.")
    page.bring_to_front()
    assert page.evaluate("navigator.clipboard.readText()") == "Ahoy!"
    page.get_by_label("Message to Bob Builder").fill("x" * 1800)
    expect(page.get_by_role("link", name="WhatsApp")).to_have_attribute("data-copies", "")
    assert page.get_by_role("link", name="WhatsApp").get_attribute("href") == "https://wa.me/491701234567"


def test_one_tap_after_sending_keeps_the_contact_and_completes_the_step(
    phone: Phones, make: Make, alice: User, tie: Tie
) -> None:
    page = opened(phone(alice))
    page.get_by_role("button", name="Sent: mark it done").click()
    expect(page.get_by_text("Bob Builder")).not_to_be_visible()
    assert follow_ups_of(make.app, tie)[0].answered_by_id


def test_a_template_is_shown_as_it_reads_while_it_is_typed(phone: Phones, alice: User) -> None:
    page = phone(alice)
    page.goto("/drafts")
    expect(page.locator("draft-preview:defined")).to_be_visible()
    page.get_by_label("The message").fill("Ahoy {first_name}, {nobody}")
    page.get_by_text("The words there are").click()
    page.get_by_role("button", name="{event}").click()
    expect(page.locator("[data-preview]")).to_have_text("Ahoy Grace, {nobody}PyData")
