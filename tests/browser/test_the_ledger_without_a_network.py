"""A long ledger is at hand without a network, page by page, and says of a search how far it reached."""

from datetime import timedelta

from playwright.sync_api import expect

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.owed.listing import FIRST, PAGE
from networking_app.owed.models import Owed
from tests.browser.phones import Phones
from tests.browser.synced import wait_until_kept
from tests.factories import Make


def test_a_hundred_debts_are_read_and_searched(phone: Phones, make: Make, alice: User) -> None:
    for part in ("ERR_INTERNET_DISCONNECTED", "Failed to load resource"):
        phone.expect_complaint(part)
    tie = make.tie(alice, name="Grace Hopper")
    with make.app.app_context():
        place = {"owner_id": alice.id, "tie_id": tie.id, "kind": "favour", "side": "mine"}
        db.session.add_all(Owed(**place, text=f"ladder {number}", due_on=now().date() + timedelta(days=number))
                           for number in range(2 * PAGE))
        db.session.commit()
    page = phone(alice)
    page.goto("/")
    more = ["/owed?show=mine", f"/owed?show=mine&from={PAGE}"]
    wait_until_kept(page, alice.phone_key, ["/owed", *more], ties=1)
    page.context.set_offline(True)
    page.goto("/owed")
    rows = page.locator("main .follow-up:visible")
    expect(rows).to_have_count(FIRST)
    page.get_by_role("link", name=f"Show all {2 * PAGE}: You owe").click()
    expect(page).to_have_title("You owe · Knownby")
    expect(rows).to_have_count(PAGE)
    page.get_by_role("link", name="Show more").click()
    expect(page.get_by_text(f"ladder {2 * PAGE - 1}", exact=True)).to_be_visible()
    page.goto("/owed?q=Ladder+7")
    expect(rows).to_have_count(2)  # 17 as well
    expect(page.get_by_label("Search what is owed")).to_have_value("Ladder 7")
    expect(page.get_by_role("status").get_by_text("only what stands on this page was searched")).to_be_visible()
