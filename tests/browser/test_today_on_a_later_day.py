"""Today, kept yesterday, is right this morning: what has come due stands in the list, with the right date."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import update

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.ties.models import Tie
from tests.browser.phones import Phones
from tests.browser.slow import Slow
from tests.browser.synced import until, wait_until_kept
from tests.factories import Make

# Whether the copy of Today becomes one that has the days to come.
WHOLE = """async () => {
    for (let tries = 0; tries < 200; tries += 1) {
        const copy = await caches.match("/");
        if (copy && (await copy.text()).includes("data-due-on")) return true;
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return false;
}"""

# Whether it is such a one again, stored after that moment.
WHOLE_AGAIN = """async (before) => {
    const copy = await caches.match("/");
    return copy.headers.get("X-Kept-At") > before && (await copy.text()).includes("data-due-on");
}"""
KEPT_AT = "async () => (await caches.match('/')).headers.get('X-Kept-At')"
VISITED = """async () => {
    const copy = await caches.match("/");
    return Boolean(copy) && !(await copy.text()).includes("data-due-on");
}"""
WARM = "async () => (await navigator.serviceWorker.ready).active.postMessage('warm')"


@pytest.fixture(autouse=True)
def _no_network_is_expected(phone: Phones) -> None:
    phone.expect_complaint("ERR_INTERNET_DISCONNECTED")
    phone.expect_complaint("Failed to load resource")


def due(app: Flask, make: Make, owner: User, name: str, days: int) -> Tie:
    """Somebody of whom one step is due in so many days."""
    tie = make.tie(owner, name=name)
    event = make.event(owner, summary="PyData")
    make.encounter(tie, event)
    first, *others = make.follow_ups(tie, event)
    with app.app_context():
        rest = update(FollowUp).where(FollowUp.id.in_([other.id for other in others]))
        db.session.execute(rest.values(skipped_at=now()))
        day = datetime.now(UTC).date() + timedelta(days=days)
        db.session.execute(update(FollowUp).where(FollowUp.id == first.id).values(due_on=day))
        db.session.commit()
    return tie


def kept_and_opened_later(phone: Phones, alice: User, ties: int, days: int) -> Page:
    """Alice's Today without a network, so many days after it was kept."""
    page = phone(alice)
    page.goto("/")
    wait_until_kept(page, alice.phone_key, ["/", "/ties", "/ties/frame"], ties=ties)
    page.context.set_offline(True)
    page.clock.install(time=datetime.now(UTC) + timedelta(days=days))
    page.goto("/")
    expect(page.locator(".kept-note")).to_be_visible()
    return page


def spoken(days: int) -> str:
    day = datetime.now(UTC) + timedelta(days=days)
    return f"{day:%A}, {day.day} {day:%B}"


def test_what_comes_due_meanwhile_moves_into_the_list(phone: Phones, make: Make, alice: User) -> None:
    app = phone.served.app
    for name, days in (("Grace Hopper", 0), ("Hedy Lamarr", 1), ("Barbara Liskov", 2), ("Frances Allen", 5)):
        due(app, make, alice, name, days)
    page = kept_and_opened_later(phone, alice, 4, days=2)
    rows = page.locator("#due-list .follow-up")
    expect(rows.locator(".row-name")).to_have_text(["Grace Hopper", "Hedy Lamarr", "Barbara Liskov"])
    expect(rows.locator("[data-due]")).to_have_text(["2 days late", "1 day late", "Today"])
    expect(page.locator(".head-line")).to_have_text(spoken(2))
    expect(rows.locator(".tag-late")).to_have_count(2)


@pytest.mark.parametrize("soon", [True, False], ids=["answered soon", "answered late"])
def test_a_visit_does_not_take_the_days_to_come_away(
    phone: Phones, slow: Slow, make: Make, alice: User, soon: bool
) -> None:
    due(phone.served.app, make, alice, "Grace Hopper", 1)
    page = phone(alice)
    page.goto("/")
    wait_until_kept(page, alice.phone_key, ["/", "/events/1"], ties=1)  # the first and the last
    before = page.evaluate(KEPT_AT)
    slow.path = "" if soon else "/"
    page.goto("/")
    slow.answers.set()
    expect(page.locator("template[data-due-on]")).to_have_count(0)
    until(page, WHOLE_AGAIN, before)
    page.context.set_offline(True)
    page.clock.install(time=datetime.now(UTC) + timedelta(days=1))
    page.goto("/")
    expect(page.locator("#due-list .row-name")).to_have_text(["Grace Hopper"])


def test_a_visit_while_pages_are_being_kept_does_neither(phone: Phones, slow: Slow, make: Make, alice: User) -> None:
    slow.path, slow.header = "/events", "HTTP_X_WARMING"
    due(phone.served.app, make, alice, "Grace Hopper", 1)
    page = phone(alice)
    page.goto("/")
    assert slow.asked.wait(30)
    assert page.evaluate(WHOLE) is True
    page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    page.goto("/")
    until(page, VISITED)
    page.evaluate(WARM)
    slow.answers.set()
    assert page.evaluate(WHOLE) is True


def test_a_day_without_anything_due_becomes_one_with_something(phone: Phones, make: Make, alice: User) -> None:
    due(phone.served.app, make, alice, "Grace Hopper", 1)
    page = kept_and_opened_later(phone, alice, 1, days=1)
    expect(page.locator("main")).not_to_contain_text("Nothing due today")
    expect(page.get_by_role("heading", name="Due today")).to_be_visible()
    expect(page.locator("#due-list .row-name")).to_have_text(["Grace Hopper"])
    page.locator("#due-list .follow-up-who").click()
    expect(page.locator("h1")).to_have_text("Grace Hopper")


def test_on_the_same_day_nothing_moves(phone: Phones, make: Make, alice: User) -> None:
    due(phone.served.app, make, alice, "Grace Hopper", 1)
    page = kept_and_opened_later(phone, alice, 1, days=0)
    expect(page.locator("main")).to_contain_text("Nothing due today")
    expect(page.locator(".follow-up")).to_have_count(0)


def test_other_pages_count_anew_as_well(phone: Phones, make: Make, alice: User) -> None:
    tie = due(phone.served.app, make, alice, "Grace Hopper", 1)
    make.tie(alice, name="Hedy Lamarr", last_met_at=now())
    page = kept_and_opened_later(phone, alice, 2, days=1)
    page.goto(f"/ties/{tie.id}")
    expect(page.locator("[data-due]").first).to_have_text("Today")
    page.goto("/ties")
    expect(page.locator("#found time[data-day]")).to_have_text("yesterday")


def test_an_event_that_is_over_is_no_longer_on(phone: Phones, make: Make, alice: User) -> None:
    make.event(alice, summary="PyData Rotterdam")
    page = kept_and_opened_later(phone, alice, 0, days=2)
    expect(page.get_by_text("On now")).to_be_hidden()


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_day_is_that_of_the_person(phone: Phones, make: Make, app: Flask, zone: str) -> None:
    dana = make.user("Dana", time_zone=zone)
    due(phone.served.app, make, dana, "Grace Hopper", 1)
    page = phone(dana)
    page.goto("/")
    date = page.locator(".head-line").inner_text()
    wait_until_kept(page, dana.phone_key, ["/"], ties=1)
    page.context.set_offline(True)
    page.goto("/")
    expect(page.locator(".kept-note")).to_be_visible()
    expect(page.locator(".head-line")).to_have_text(date)
