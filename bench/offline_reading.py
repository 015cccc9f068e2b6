"""2,000 ties on one phone: how long until they are there, how much room they take, how fast they are searched.

    python -m bench.offline_reading
"""

import time
from datetime import timedelta
from statistics import median

from flask import Flask
from flask_migrate import upgrade
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import select

from bench.hall import on_sqlite
from bench.load import spread
from bench.servers import gunicorn
from bench.ties_list import fill
from networking_app import create_app
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.ties.models import Tie
from tests.browser.phones import FLAGS, SCREEN
from tests.machine.chromium import obtain

TIES, MOST_BYTES, MOST_MS, SLOWER, ROUNDS = 2_000, 15_000_000, 100, 4, 5
TYPED = ("sailing okonjo", "高 postc", "asked sear", "xylophone")
THERE = """async (ties) => {
    const { Ties } = await import(document.scripts[0].src.replace('app.js', 'synced/ties.js'));
    const kept = new Ties(document.querySelector('meta[name=user]').content);
    return (await kept.extent()) !== null && (await kept.list()).length === ties;
}"""
# Without compression by the database: the bytes of each page, and of the rest as UTF-8.
BYTES = """async () => {
    const [{ name }] = (await indexedDB.databases()).filter(({ name }) => name.startsWith('ties-'));
    const database = await new Promise((resolve) => {
        const request = indexedDB.open(name); request.onsuccess = () => resolve(request.result) });
    const all = (store) => new Promise((resolve) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result) });
    const size = (row) => new TextEncoder().encode(JSON.stringify(row)).length + (row.pages?.byteLength ?? 0);
    const sum = async (store) => (await all(store)).reduce((bytes, row) => bytes + size(row), 0);
    const found = { pages: await sum('pages') + await sum('blocks'), index: await sum('index') };
    database.close();
    return { ...found, usage: (await navigator.storage.estimate()).usageDetails?.indexedDB };
}"""
KEYSTROKES = """(words) => {
    const field = document.querySelector('live-search input[type=search]');
    return Array.from(words, (_, place) => {
        field.value = words.slice(0, place + 1);
        const begun = performance.now();
        field.dispatchEvent(new Event('input', { bubbles: true }));
        document.querySelector('#found').offsetHeight;
        return performance.now() - begun;
    });
}"""


def main() -> None:
    with on_sqlite() as environment:
        app = create_app(environment)
        with app.app_context():
            upgrade()
            cookie = fill(app, TIES)
            _add_follow_ups(app)
        with gunicorn("wsgi:app", **environment) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=obtain(), args=FLAGS)
            url = f"http://localhost:{server.port}"
            seconds = [_first_sync(browser, url, cookie)[1] for _round in range(ROUNDS - 1)]
            page, last = _first_sync(browser, url, cookie)
            print(f"first sync of {TIES} ties: {spread([*seconds, last], 1)} s from opening the page, "
                  f"CPU of the server {server.cpu() / ROUNDS:.1f} s")
            _report_room(page)
            _report_search(page)
            browser.close()


def _add_follow_ups(app: Flask) -> None:
    """Three steps for each, the first one done."""
    for tie_id, owner_id in db.session.execute(select(Tie.id, Tie.owner_id)).all():
        for step in range(3):
            at = now() + timedelta(days=3 * step)
            db.session.add(FollowUp(
                owner_id=owner_id, tie_id=tie_id, step_key=f"step-{step}", position=step, due_on=at.date(), due_at=at,
                title="Say thank you and keep your promise", hint="One line is enough.", condition="always",
                completed_at=None if step else at))
    db.session.commit()


def _first_sync(browser: Browser, url: str, cookie: str) -> tuple[Page, float]:
    """A new phone that opens the list, and the seconds until it has all ties."""
    name, _, value = cookie.partition("=")
    context = browser.new_context(**SCREEN, base_url=url)
    context.add_cookies([{"name": name, "value": value.partition(";")[0], "url": url}])
    page, begun = context.new_page(), time.monotonic()
    page.goto("/ties")
    while not page.evaluate(THERE, TIES):
        page.wait_for_timeout(100)
    return page, time.monotonic() - begun


def _report_room(page: Page) -> None:
    room = page.evaluate(BYTES)
    total = room["pages"] + room["index"]
    print(f"room for {TIES} ties: {total:,} bytes, of which pages {room['pages']:,} and the list {room['index']:,} "
          f"(target {MOST_BYTES:,}); the browser says {room['usage']:,}")


def _report_search(page: Page) -> None:
    """Each letter typed without a network, from the key to rows that are laid out, on a CPU slowed so many times."""
    while not page.evaluate("async () => Boolean(await caches.match('/ties'))"):
        page.wait_for_timeout(500)
    page.context.set_offline(True)
    page.goto("/ties?q=")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.get_by_role("searchbox").focus()
    page.wait_for_timeout(2_000)
    times = sorted(each for words in TYPED for _round in range(ROUNDS) for each in page.evaluate(KEYSTROKES, words))
    p95 = times[int(len(times) * 0.95)]
    print(f"search, CPU slowed {SLOWER}x: median {median(times):.1f} ms a letter, p95 {p95:.1f}, most {times[-1]:.1f} "
          f"(target {MOST_MS})")


if __name__ == "__main__":
    main()
