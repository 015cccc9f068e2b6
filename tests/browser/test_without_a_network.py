"""What a phone still shows when the network is gone, and what it forgets when its person goes."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from playwright.sync_api import Error as BrowserError

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.owed.listing import AT_HAND, FIRST, PAGE
from networking_app.owed.models import Owed
from tests.browser.phones import Phones
from tests.browser.synced import (
    Meetup,
    everything_on,
    kept_on,
    out_of_reach,
    until,
    until_nothing_kept,
    wait_until_kept,
)
from tests.clients import signed_in
from tests.databases import KINDS, Database
from tests.factories import Make

# Whether the copies and the ties of that person are gone.
NOTHING_OF = """async (owner) => {
    const names = [...await caches.keys(), ...(await indexedDB.databases()).map(({ name }) => name)];
    return !names.includes(`kept-${owner}`) && !names.includes(`ties-${owner}`);
}"""


@pytest.fixture(autouse=True)
def _no_network_is_expected(phone: Phones) -> None:
    phone.expect_complaint("ERR_INTERNET_DISCONNECTED")
    phone.expect_complaint("Failed to load resource")


def needed(meetup: Meetup) -> list[str]:
    """All but the tie, which is kept another way."""
    return meetup.pages[:-2] + meetup.pages[-1:]


@pytest.fixture
def meetup(make: Make, alice: User) -> Meetup:
    return Meetup(make, alice)


class InDebt(Meetup):
    """She owes Grace a hundred ladders as well."""

    def __init__(self, make: Make, alice: User) -> None:
        super().__init__(make, alice)
        place = {"owner_id": alice.id, "tie_id": self.tie.id, "kind": "favour", "side": "mine"}
        with make.app.app_context():
            db.session.add_all(Owed(**place, text=f"ladder {number}", due_on=now().date() + timedelta(days=number))
                               for number in range(AT_HAND))
            db.session.commit()


def needed_in_debt(meetup: Meetup) -> list[str]:
    return [*needed(meetup), "/owed", *(f"/owed?show=mine{part}" for part in ("", f"&from={PAGE}"))]


@pytest.fixture(scope="module")
def out_there(chromium: Browser, databases: Callable[[str], Database]) -> Iterator[tuple[BrowserContext, Meetup]]:
    """Alice's phone after the app was opened once, far from any network: for tests that only read."""
    with out_of_reach(chromium, databases(KINDS[0]), InDebt, needed_in_debt, ties=1) as found:
        yield found


@pytest.fixture
def offline(out_there: tuple[BrowserContext, Meetup]) -> Iterator[Page]:
    page = out_there[0].new_page()
    yield page
    page.close()


@pytest.fixture
def there(out_there: tuple[BrowserContext, Meetup]) -> Meetup:
    return out_there[1]


@pytest.fixture
def kept(phone: Phones, meetup: Meetup, alice: User) -> Page:
    """Alice's phone, which has opened the app once and kept what it should."""
    page = phone(alice)
    page.goto("/")
    wait_until_kept(page, alice.phone_key, needed(meetup), ties=1)
    return page


def test_everything_needed_opens_without_having_been_visited(offline: Page, there: Meetup) -> None:
    words = ["PyData", "Grace Hopper", "PyData", "PyData", "PyData", "Talked about compilers", "Talked about compilers",
             "Alice"]
    for path, word in zip(there.pages, words, strict=True):
        answer = offline.goto(path)
        assert answer and answer.from_service_worker, path
        expect(offline.locator("main")).to_contain_text(word)
        styled = offline.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert styled != "rgba(0, 0, 0, 0)", path


def test_a_kept_page_says_from_when_it_is_and_the_badge_does_not(offline: Page, there: Meetup) -> None:
    offline.goto("/ties")
    expect(offline.locator(".kept-note")).to_have_text(re.compile(r"as of \d\d:\d\d"))
    offline.goto(f"/badges/{there.badge.id}")
    expect(offline.locator(".badge-qr svg").first).to_be_visible()
    expect(offline.locator(".kept-note")).to_have_count(0)


def test_a_page_that_was_not_kept_says_so(offline: Page) -> None:
    offline.goto("/settings")
    expect(offline.locator("h1")).to_have_text("No network")
    offline.goto("/ties")
    expect(offline.locator("main")).to_contain_text("Grace Hopper")


def test_with_a_network_pages_are_new(kept: Page, make: Make, alice: User) -> None:
    make.tie(alice, name="Barbara Liskov")
    kept.goto("/ties")
    expect(kept.locator("main")).to_contain_text("Barbara Liskov")
    expect(kept.locator(".kept-note")).to_have_count(0)


def test_what_is_no_longer_there_is_no_longer_kept(kept: Page, phone: Phones, meetup: Meetup, alice: User) -> None:
    signed_in(phone.served.app, alice).delete(f"/ties/{meetup.tie.id}")
    kept.goto("/ties")
    wait_until_kept(kept, alice.phone_key)
    kept.context.set_offline(True)
    kept.goto(f"/ties/{meetup.tie.id}")
    expect(kept.locator("h1")).to_have_text("No network")


def test_nothing_can_be_changed_without_a_network_and_that_is_said(offline: Page, there: Meetup) -> None:
    offline.on("dialog", lambda dialog: dialog.accept())
    offline.goto(f"/events/{there.event.id}")
    offline.get_by_role("button", name="Leave this event").click()
    expect(offline.locator("#toasts")).to_contain_text("No network: nothing was changed.")


def test_a_hundred_debts_are_read_page_by_page_and_searched(offline: Page) -> None:
    offline.goto("/owed")
    rows = offline.locator("main .follow-up:visible")
    expect(rows).to_have_count(FIRST)
    offline.get_by_role("link", name=f"Show all {AT_HAND}: You owe").click()
    expect(offline).to_have_title("You owe · Knownby")
    expect(rows).to_have_count(PAGE)
    offline.get_by_role("link", name="Show more").click()
    expect(offline.get_by_text(f"ladder {AT_HAND - 1}", exact=True)).to_be_visible()
    offline.goto("/owed?q=Ladder+7")
    expect(rows).to_have_count(2)  # 17 as well
    expect(offline.get_by_label("Search what is owed")).to_have_value("Ladder 7")
    expect(offline.get_by_role("status").get_by_text("only what stands on this page was searched")).to_be_visible()


def test_a_kept_event_still_leads_to_the_badge(offline: Page, there: Meetup) -> None:
    offline.goto(f"/events/{there.event.id}")
    offline.get_by_role("button", name="Show my badge").click()
    offline.wait_for_url("**/cards")
    offline.goto(f"/badges/{there.badge.id}")
    expect(offline.locator(".badge-qr svg").first).to_be_visible()


def test_signing_out_leaves_nothing_private(kept: Page, meetup: Meetup) -> None:
    kept.goto("/settings")
    kept.get_by_role("button", name="Sign out").click()
    kept.wait_for_url("**/")
    until_nothing_kept(kept)
    kept.context.set_offline(True)
    for path in meetup.pages:
        page = kept.context.new_page()  # the page that says so may come late, and would end the next attempt
        with pytest.raises(BrowserError, match="ERR_INTERNET_DISCONNECTED"):
            page.goto(path)


def test_signing_out_without_a_network_happens_at_once_here_and_later_there(kept: Page, meetup: Meetup) -> None:
    kept.goto("/settings")
    kept.context.set_offline(True)
    kept.get_by_role("button", name="Sign out").click()
    expect(kept.locator("h1")).to_have_text("No network")
    until_nothing_kept(kept)
    kept.goto("/ties")
    expect(kept.locator("h1")).to_have_text("No network")
    kept.context.set_offline(False)  # upon which the page opens by itself
    expect(kept.get_by_role("button", name="Sign in")).to_be_visible()
    until_nothing_kept(kept)


def test_a_second_person_on_the_phone_sees_nothing_of_the_first(
    kept: Page, phone: Phones, meetup: Meetup, alice: User, bob: User
) -> None:
    kept.context.clear_cookies()
    phone.sign_in(kept.context, bob)
    kept.goto("/cards")  # what was kept stands there until the answer names somebody else
    expect(kept.locator(f"meta[name=user][content='{bob.phone_key}']")).to_have_count(1)
    wait_until_kept(kept, bob.phone_key, ["/", "/ties", "/events", "/cards"])
    until(kept, NOTHING_OF, alice.phone_key)
    assert "Grace Hopper" not in everything_on(kept)
    assert alice.phone_key not in " ".join(kept_on(kept))
    assert f"/ties/{meetup.tie.id}" not in kept_on(kept)
    kept.context.set_offline(True)
    kept.goto("/ties")
    expect(kept.locator("main")).not_to_contain_text("Grace Hopper")
    kept.goto(f"/ties/{meetup.tie.id}")
    expect(kept.locator("h1")).to_have_text("No network")


def test_a_session_that_ended_elsewhere_leaves_nothing_behind(kept: Page) -> None:
    kept.context.clear_cookies()
    kept.goto("/ties")
    expect(kept.get_by_role("button", name="Sign in")).to_be_visible()
    until(kept, "async () => !(await caches.keys()).some((name) => name.startsWith('kept-'))")


def test_only_pages_of_the_list_are_kept(kept: Page) -> None:
    for path in ("/settings", "/sessions", "/events/new", "/ties?q=grace", "/install"):
        kept.goto(path)
    assert not {"/settings", "/sessions", "/events/new", "/install"} & set(kept_on(kept))
    stored = kept.evaluate("caches.match('/ties').then((response) => response.text())")
    assert 'value="grace"' not in stored
