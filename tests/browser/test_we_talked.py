"""One tap says that they talked, with or without a network; who goes quiet is marked on the phone on the day itself."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select, update

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.ties import setting_cadences
from networking_app.ties.models import Cadence, Interaction, Tie
from tests.browser.phones import Phones
from tests.browser.synced import wait_until_kept
from tests.factories import Make, noon

CHIP = "on this phone only"


@pytest.fixture(autouse=True)
def _no_network_is_expected(phone: Phones) -> None:
    for part in ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to load resource"):
        phone.expect_complaint(part)


@pytest.fixture
def grace(make: Make, alice: User) -> Tie:
    """Whom Alice met yesterday, and is to thank today."""
    tie, event = make.tie(alice, name="Grace Hopper"), make.event(alice, summary="PyData")
    make.encounter(tie, event, met_at=noon(1))
    first, *_others = make.follow_ups(tie, event)
    with make.app.app_context():
        db.session.execute(update(FollowUp).where(FollowUp.id == first.id).values(due_on=now().date()))
        db.session.commit()
    return tie


def talks(make: Make) -> int:
    with make.app.app_context():
        return db.session.scalar(select(func.count()).select_from(Interaction)) or 0


def kept(phone: Phones, alice: User, url: str) -> Page:
    page = phone(alice)
    page.goto(url)
    wait_until_kept(page, alice.phone_key, ["/", "/ties", "/ties/frame"], ties=1)
    return page


def test_it_says_what_is_done_and_all_of_it_can_be_undone(phone: Phones, make: Make, alice: User, grace: Tie) -> None:
    page = phone(alice)
    page.goto("/")
    page.get_by_role("button", name="We talked").click()
    toast = page.locator("#toasts")
    expect(toast).to_contain_text("Kept. ")
    expect(page.locator(".follow-up")).to_have_count(0)
    assert talks(make) == 1
    toast.get_by_role("button", name="Undo").click()
    expect(page.locator(".follow-up")).to_have_count(1)
    assert talks(make) == 0


def test_without_a_network_it_stands_in_the_row_can_be_undone_there_and_arrives_once(
    phone: Phones, make: Make, alice: User, grace: Tie
) -> None:
    page = kept(phone, alice, "/")
    page.context.set_offline(True)
    page.reload()
    row = page.locator(".follow-up")
    page.get_by_role("button", name="We talked").click()
    expect(row).to_contain_text("You talked")
    expect(row).to_contain_text(CHIP)
    row.get_by_role("button", name="Undo").click()
    expect(row).not_to_contain_text(CHIP)
    page.get_by_label("Say more on the talk with Grace Hopper").click()
    page.get_by_label("A line to remember").fill("a book on compilers")
    page.get_by_label("I wrote").check()
    page.get_by_label("I asked for something").check()
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(row).to_contain_text("You talked")
    page.context.set_offline(False)
    expect(page.locator(".bar-unsent")).to_be_hidden()
    expect(page.locator(".follow-up")).to_have_count(0)
    with make.app.app_context():
        contact = db.session.scalars(select(Interaction)).one()
        assert (contact.direction, contact.with_ask) == ("out", True)


def test_the_kept_list_marks_who_has_gone_quiet_since(phone: Phones, make: Make, alice: User, grace: Tie) -> None:
    with make.app.app_context():
        setting_cadences.keep_tie(db.session.get_one(Tie, grace.id), 21)
        db.session.commit()
    page = kept(phone, alice, "/ties")
    expect(page.get_by_text("Going cold")).to_be_hidden()
    page.context.set_offline(True)
    for days, mark in ((19, None), (21, ".quiet-soon"), (39, ".quiet-late")):
        page.clock.install(time=noon(-days))
        page.goto("/ties?quiet=1")
        expect(page.locator(".kept-note")).to_be_visible()
        row = page.locator("#found .tie-kept")
        expect(row).to_have_count(1 if mark else 0)
        if mark:
            expect(row.locator(mark)).to_be_visible()
            expect(row.get_by_role("button", name="We talked")).to_be_visible()


def test_the_kept_page_of_a_tie_cools_on_its_day(phone: Phones, make: Make, alice: User, grace: Tie) -> None:
    make.saved(Interaction(owner_id=alice.id, tie_id=grace.id, channel="call", direction="both", happened_at=now()))
    page = kept(phone, alice, f"/ties/{grace.id}")
    expect(page.get_by_text("This tie is warm")).to_be_visible()
    page.context.set_offline(True)
    page.clock.install(time=datetime.now(UTC) + timedelta(days=70))
    page.goto(f"/ties/{grace.id}")
    expect(page.get_by_text("This tie is cooling")).to_be_visible()
    expect(page.get_by_text("This tie is warm")).to_be_hidden()


def test_how_often_is_chosen_without_a_network_and_arrives(phone: Phones, make: Make, alice: User, grace: Tie) -> None:
    page = kept(phone, alice, f"/ties/{grace.id}")
    page.context.set_offline(True)
    page.get_by_text("Choose how often", exact=True).click()
    page.get_by_label("How often").select_option("61")
    keep = page.locator("#keep")
    keep.get_by_role("button", name="Keep", exact=True).click()
    expect(keep).to_contain_text("every 2 months")
    expect(keep).to_contain_text(CHIP)
    page.context.set_offline(False)
    expect(page.locator(".bar-unsent")).to_be_hidden()
    expect(keep).not_to_contain_text(CHIP)
    with make.app.app_context():
        assert db.session.scalars(select(Cadence.days)).all() == [61]
