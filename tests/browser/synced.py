"""A meetup to be read about without a network, waiting until a phone has it, and looking at what the phone keeps."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from playwright.sync_api import Browser, BrowserContext, Page

from networking_app.accounts.models import User
from networking_app.cards.models import Badge
from networking_app.events.models import Event
from networking_app.ties.models import Tie
from tests.browser.phones import Phones
from tests.databases import Database
from tests.factories import Make
from tests.servers import serving

T = TypeVar("T")

WARMED = """async ([paths, owner, ties]) => {
    const { Ties } = await import(document.scripts[0].src.replace('app.js', 'synced/ties.js'));
    let missing = ['nothing asked yet'];
    for (let tries = 0; tries < 300 && missing.length; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        const found = await Promise.all(paths.map((path) => caches.match(path, { cacheName: `kept-${owner}` })));
        const kept = new Ties(owner);
        const there = (await kept.extent()) ? (await kept.list()).length : -1;
        missing = paths.filter((_, place) => !found[place]);
        if (there !== ties) missing.push(`${ties} ties, not ${there}`);
    }
    return missing.join();
}"""
KEPT = """async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('kept-'));
    const keys = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys())));
    const databases = (await indexedDB.databases()).map(({ name }) => name).filter((name) => name.startsWith('ties-'));
    return [...keys.flat().map((request) => new URL(request.url).pathname), ...databases];
}"""
# What stands in the copies and the databases, as one text.
EVERYTHING = """async () => {
    const texts = [];
    for (const name of await caches.keys())
        for (const copy of await (await caches.open(name)).matchAll()) texts.push(await copy.text());
    for (const { name } of await indexedDB.databases()) {
        const database = await new Promise((resolve) => {
            const request = indexedDB.open(name); request.onsuccess = () => resolve(request.result) });
        for (const store of database.objectStoreNames) {
            const rows = await new Promise((resolve) => {
                const request = database.transaction(store).objectStore(store).getAll();
                request.onsuccess = () => resolve(request.result) });
            for (const row of rows) {
                texts.push(JSON.stringify(row));
                if (row.pages) texts.push(await new Response(new Blob([row.pages]).stream().pipeThrough(
                    new DecompressionStream('gzip'))).text());
            }
        }
        database.close();
    }
    return texts.join('\\n');
}"""


class Meetup:
    """Alice met Grace at an event at which she shows a badge."""

    def __init__(self, make: Make, alice: User) -> None:
        self.event: Event = make.event(alice, summary="PyData")
        self.badge: Badge = make.badge(make.card(alice), self.event)
        self.tie: Tie = make.tie(alice, name="Grace Hopper")
        make.encounter(self.tie, self.event)
        make.note(self.tie, "Talked about compilers")
        make.follow_ups(self.tie, self.event)

    @property
    def pages(self) -> list[str]:
        event = f"/events/{self.event.id}"
        return ["/", "/ties", "/events", "/cards", event, f"{event}/follow-ups?show=later", f"/ties/{self.tie.id}",
                f"/badges/{self.badge.id}"]


def until(page: Page, question: str, arg: Any = None, seconds: int = 30) -> None:
    """Until the answer of that asynchronous function is yes; Playwright's own waiting takes any promise for a yes."""
    for _try in range(seconds * 10):
        if page.evaluate(question, arg):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never: {question}")


def wait_until_kept(page: Page, owner: str, paths: Sequence[str] = (), ties: int = 0) -> None:
    """Until those pages are kept for that person (the hash of them), and so many ties."""
    missing = page.evaluate(WARMED, [list(paths), owner, ties])
    assert not missing, missing


@contextmanager
def out_of_reach(
    browser: Browser, database: Database, fill: Callable[[Make, User], T], paths: Callable[[T], Sequence[str]],
    ties: int,
) -> Iterator[tuple[BrowserContext, T]]:
    """A phone that keeps what `fill` made for Alice, has no network, and nobody to answer: for many tests that read."""
    database.make_empty()
    make = Make(database.apps[0])
    alice = make.user("Alice")
    filled = fill(make, alice)
    with serving(database) as served:
        phones = Phones(browser, served)
        page = phones(alice)
        page.goto("/")
        wait_until_kept(page, alice.phone_key, paths(filled), ties)
        page.context.set_offline(True)
        page.close()
    for part in ("ERR_INTERNET_DISCONNECTED", "Failed to load resource"):
        phones.expect_complaint(part)
    yield page.context, filled
    phones.put_away()


def kept_on(page: Page) -> list[str]:
    """The paths of all pages that are kept, and the names of the databases of ties."""
    return list(page.evaluate(KEPT))


def until_nothing_kept(page: Page) -> None:
    """Until nothing is kept for anybody: an answer that was under way goes again as soon as it has been stored."""
    until(page, f"async () => !(await ({KEPT})()).length")


def everything_on(page: Page) -> str:
    """All text that a phone keeps."""
    return str(page.evaluate(EVERYTHING))
