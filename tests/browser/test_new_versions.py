"""A new version of the site is offered and never forced; old pages, new pages and old caches go together."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from networking_app.accounts.models import User
from tests.browser.phones import Phones
from tests.browser.synced import Meetup, until, wait_until_kept
from tests.factories import Make

LATER = "0123456789ab"  # as long as the version that there is
SHELLS = "async () => (await caches.keys()).filter((name) => name.startsWith('shell-')).map((name) => name.slice(6))"
COLOUR = "getComputedStyle(document.querySelector('.bar')).backgroundColor"
MODULES = """() => performance.getEntriesByType('resource').map(({name}) => new URL(name).pathname)
    .filter((path) => path.endsWith('.js'))"""
# Whether all files of that version are kept, and that page as it is in that version.
RENEWED = """async ([version, path]) => Boolean(await caches.match('/complete', {cacheName: `shell-${version}`})) &&
    (await (await caches.match(path)).text()).includes(version)"""
# Whether all that is kept is as it is in that version.
ALL_RENEWED = """async (version) => {
    const name = (await caches.keys()).find((name) => name.startsWith('kept-'));
    const copies = await (await caches.open(name)).matchAll();
    return Boolean(await caches.match('/complete', {cacheName: `shell-${version}`})) &&
        copies.every((copy) => copy.headers.get('X-Shape') === version);
}"""
# That the scripts of the page go together.
LISTENS = "async () => Boolean((await import(document.scripts[0].src.replace('app.js', 'outbox/here.js'))).outbox)"
# That it was taken in another tab.
TAKEN_ELSEWHERE = """async () => {
    const taken = new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
    (await navigator.serviceWorker.getRegistration()).waiting.postMessage('skip-waiting');
    await taken;
}"""
# What was there before modules could be workers.
CLASSIC = """self.addEventListener('fetch', (event) => {
    if (new URL(event.request.url).pathname === '/which') event.respondWith(new Response('classic')); });"""


class Versions:
    """The server, which can be one with other static files: every version in what it says is then another one."""

    def __init__(self, app: Any) -> None:
        self.at_once, self.real = app.wsgi_app, app.extensions["asset_version"]
        self.now, self.classic, self.pages_stay = self.real, False, False
        app.wsgi_app = self

    def __call__(self, environ: dict[str, Any], start: Any) -> Any:
        path = environ["PATH_INFO"]
        if path == "/service-worker.js" and self.classic:
            start("200 OK", [("Content-Type", "text/javascript"), ("Cache-Control", "no-cache")])
            return [CLASSIC.encode()]
        if self.now != self.real and f"/static/{self.real}/" in path:
            path = path.replace(self.real, "no-such-version")  # a new server does not have the old files
        environ["PATH_INFO"] = path.replace(self.now, self.real)
        known = environ["QUERY_STRING"].replace(self.real, "what-was-before") if self.now != self.real else ""
        environ["QUERY_STRING"] = (known or environ["QUERY_STRING"]).replace(self.now, self.real)
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        said: list[Any] = []
        parts = self.at_once(environ, lambda *answer: said.append(answer))
        try:
            body = b"".join(parts)
            status, headers, *rest = said[-1]
            # Also when it was asked for before: an answer that is under way would name the pages of the new version.
            # Not by Playwright's route, with which Chromium may never let a new worker take over (docs/decisions/0003).
            if path == "/offline-pages" and self.pages_stay:
                status = "503 Service Unavailable"
            start(status, self._renamed(headers), *rest)
            return [body.replace(self.real.encode(), self.now.encode())]
        finally:
            getattr(parts, "close", lambda: None)()

    def _renamed(self, headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
        return [(name, value.replace(self.real, self.now)) for name, value in headers]


@pytest.fixture(autouse=True)
def _no_network_is_expected(phone: Phones) -> None:
    phone.expect_complaint("ERR_INTERNET_DISCONNECTED")
    phone.expect_complaint("Failed to load resource")


@pytest.fixture
def versions(phone: Phones) -> Iterator[Versions]:
    versions = Versions(phone.served.app)
    yield versions
    phone.served.app.wsgi_app = versions.at_once  # type: ignore[method-assign]


@pytest.fixture
def meetup(make: Make, alice: User) -> Meetup:
    return Meetup(make, alice)


@pytest.fixture
def kept(phone: Phones, versions: Versions, meetup: Meetup, alice: User) -> Page:
    page = phone(alice)
    page.goto("/")
    wait_until_kept(page, alice.phone_key, [*meetup.pages[:-2], meetup.pages[-1], "/scan", "/ties/frame"], ties=1)
    page.goto("/ties")
    return page


def take_the_offer(page: Page) -> None:
    offer = page.locator(".new-version")
    expect(offer).to_be_visible()
    with page.expect_navigation():
        offer.get_by_role("button", name="Update").click()


def looks_right(page: Page, versions: Versions, path: str, words: str) -> None:
    page.goto(path)
    expect(page.locator("main")).to_contain_text(words)
    assert page.evaluate(COLOUR) != "rgba(0, 0, 0, 0)", path
    assert page.evaluate(LISTENS)


def test_a_new_version_is_offered_and_not_forced(kept: Page, versions: Versions, meetup: Meetup) -> None:
    versions.now = LATER
    kept.goto("/events")
    expect(kept.locator(".new-version")).to_be_visible()
    active = "async () => (await navigator.serviceWorker.ready).active === navigator.serviceWorker.controller"
    assert kept.evaluate(active)
    waits = "async () => (await navigator.serviceWorker.getRegistration()).waiting !== null"
    assert kept.evaluate(waits)
    looks_right(kept, versions, f"/ties/{meetup.tie.id}", "Talked about compilers")
    assert kept.evaluate(waits)
    take_the_offer(kept)
    until(kept, RENEWED, [LATER, "/ties"])  # which stands there until an answer that takes its time
    looks_right(kept, versions, "/ties", "Grace Hopper")
    assert not kept.evaluate(waits)
    assert any(LATER in path for path in kept.evaluate(MODULES))


def test_pages_kept_by_the_old_version_open_with_the_new_worker(
    kept: Page, versions: Versions, meetup: Meetup
) -> None:
    old = versions.real
    versions.pages_stay = True
    versions.now = LATER
    kept.goto("/events")
    take_the_offer(kept)
    kept.context.set_offline(True)
    looks_right(kept, versions, "/cards", "Alice")
    assert any(old in path for path in kept.evaluate(MODULES))
    looks_right(kept, versions, f"/ties/{meetup.tie.id}", "Talked about compilers")


def test_pages_of_the_new_version_open_with_the_old_worker(
    kept: Page, versions: Versions, meetup: Meetup, alice: User
) -> None:
    versions.now = LATER
    kept.goto("/cards")
    until(kept, RENEWED, [LATER, "/scan"])
    wait_until_kept(kept, alice.phone_key, ties=1)
    kept.context.set_offline(True)
    looks_right(kept, versions, "/cards", "Alice")
    looks_right(kept, versions, f"/ties/{meetup.tie.id}", "Talked about compilers")
    kept.goto("/scan")
    kept.wait_for_function("() => customElements.get('qr-scanner')")
    assert any(LATER in path for path in kept.evaluate(MODULES))


def test_after_a_rollback_everything_works_as_before(kept: Page, versions: Versions, meetup: Meetup) -> None:
    versions.now = LATER
    kept.goto("/events")
    take_the_offer(kept)
    looks_right(kept, versions, "/cards", "Alice")
    versions.now = versions.real
    looks_right(kept, versions, "/ties", "Grace Hopper")
    expect(kept.locator(".new-version")).to_be_visible()
    kept.evaluate(TAKEN_ELSEWHERE)
    take_the_offer(kept)
    looks_right(kept, versions, "/ties", "Grace Hopper")
    kept.context.set_offline(True)
    looks_right(kept, versions, "/cards", "Alice")
    looks_right(kept, versions, f"/ties/{meetup.tie.id}", "Talked about compilers")


def test_files_that_nothing_asks_for_any_more_go(kept: Page, versions: Versions, alice: User) -> None:
    for version in (LATER, "123456789abc", "23456789abcd"):
        versions.now = version
        kept.goto("/events")
        take_the_offer(kept)
        until(kept, ALL_RENEWED, version)
    few = f"async ([now, first]) => {{ const shells = await ({SHELLS})(); " \
        "return shells.includes(now) && !shells.includes(first) && shells.length <= 3 }"
    until(kept, few, [versions.now, versions.real])


def test_a_worker_from_before_modules_gives_way(phone: Phones, versions: Versions, make: Make, alice: User) -> None:
    make.tie(alice, name="Grace Hopper")
    versions.classic = True
    page = phone()
    page.goto("/install")
    page.evaluate("""async () => { await navigator.serviceWorker.register('/service-worker.js');
        await navigator.serviceWorker.ready }""")
    page.reload()
    assert page.evaluate("fetch('/which').then((answer) => answer.text())") == "classic"
    versions.classic = False
    phone.sign_in(page.context, alice)
    page.goto("/ties")
    take_the_offer(page)
    wait_until_kept(page, alice.phone_key, ["/ties"], ties=1)
    page.context.set_offline(True)
    page.goto("/ties")
    expect(page.locator(".kept-note")).to_have_text(re.compile("as of"))
