"""A phone in a real browser: how its person lives through a fault until everything has arrived."""

import time
from collections.abc import Callable
from random import Random
from typing import Any

from playwright.sync_api import Page

from tests.browser.synced import until
from tests.faults import plan
from tests.faults.plan import Trial
from tests.faults.storage import Storage

OFFLINE, KILLED = "no network, then one again", "browser killed (-9)"
LONGEST = 150  # seconds, on a busy machine too

PREPARE = """async () => {
    const app = document.querySelector('script[src*="/js/app.js"]').src;
    const { outbox } = await import(new URL('outbox/here.js', app));
    const { choose } = await import(new URL('outbox/choosing.js', app));
    const told = [], before = outbox.listener;
    outbox.listener = (message) => {
        const { type, results = [] } = message;
        if (type === 'answered') told.push(...results.map(({ id, status = 0, body }) => [id, status, body]));
        before(message);
    };
    window.trial = { outbox, choose, told };
}"""
WRITE = """async (writes) => {
    for (const { id, kind, fields, ago } of writes) {
        await trial.outbox.add(kind, fields, {}, { id, at: Date.now() - ago });
    }
}"""
BEGIN = "() => void trial.outbox.flush(true).catch(() => {})"
FLUSH = """async () => {
    const { why } = await trial.outbox.flush(true);
    const rows = await trial.outbox.rows();
    for (const { id, not_before } of rows) if (not_before) await trial.outbox.retry(id);
    return why;
}"""
ARRIVED = "async () => trial.choose(await trial.outbox.rows(), Infinity).length === 0"
REPORT = "async () => [(await trial.outbox.rows()).map(({ id, state, error }) => ({ id, state, error })), trial.told]"
READY = "() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
WORKER_TOO = "() => navigator.serviceWorker.controller?.postMessage('flush')"


class Phone:
    """A browser context in which one person writes until everything has arrived."""

    def __init__(self, storage: Storage, made: Trial, cookie: str, sign_in: Callable[[int], str]) -> None:
        self.storage, self.made, self.cookie, self.sign_in = storage, made, cookie, sign_in
        self.random = Random(made.number)  # noqa: S311
        [self.device] = made.devices
        self.deadline = time.monotonic() + LONGEST
        self.told: list[Any] = []

    def open(self) -> None:
        """The app as its person has it: opened before, its worker in charge."""
        self._keep(self.cookie)
        self.page = self._tab()
        until(self.page, READY)

    def live(self) -> dict[str, Any]:
        end = 1 + max(write.made for write in self.made.writes)
        first = [write.for_phone(end) for write in self.device.writes if not write.wave]
        self.later = [write.for_phone(end) for write in self.device.writes if write.wave]
        LIVES.get(self.made.fault, Phone._as_it_is)(self, first)
        while not self.page.evaluate(ARRIVED):
            self._again()
        left, told = self._heard(self.page)
        return {"left": left, "told": _by_id(told)}

    def _as_it_is(self, writes: list[dict[str, Any]]) -> None:
        self.page.evaluate(WRITE, writes)
        self.page.evaluate(BEGIN)
        self.page.evaluate(WRITE, self.later)

    def _without_network(self, writes: list[dict[str, Any]]) -> None:
        self.storage.context.set_offline(True)
        self._as_it_is(writes)
        self.storage.context.set_offline(False)
        until(self.page, ARRIVED, seconds=LONGEST)  # by itself

    def _closed(self, writes: list[dict[str, Any]]) -> None:
        self.page.evaluate(WRITE, writes)
        self.page.evaluate(BEGIN)
        time.sleep(self.random.choice((0, 0.01, 0.02, 0.05)))
        self.page.close()
        self.page = self._tab()
        self.page.evaluate(WRITE, self.later)

    def _killed(self, writes: list[dict[str, Any]]) -> None:
        self.page.evaluate(WRITE, writes)
        self.page.evaluate(BEGIN)
        time.sleep(self.random.choice((0, 0.01, 0.02, 0.05)))
        self.storage.kill()
        self.open()
        self.page.evaluate(WRITE, self.later)

    def _in_tabs(self, writes: list[dict[str, Any]]) -> None:
        second = self._tab()
        self.page.evaluate(WRITE, writes)
        for page, what in ((self.page, BEGIN), (second, BEGIN), (second, WORKER_TOO)):
            page.evaluate(what)
        second.evaluate(WRITE, self.later)
        second.evaluate(FLUSH)
        self.told += self._heard(second)[1]
        second.close()

    def _again(self) -> None:
        if time.monotonic() > self.deadline:
            raise TimeoutError("not everything has arrived")
        why = self.page.evaluate(FLUSH)
        if why == "sign-in":
            self._keep(self.sign_in(self.made.number))
        elif why:
            time.sleep(0.1)

    def _tab(self) -> Page:
        page = self.storage.context.new_page()
        page.goto("/ties")
        page.evaluate(PREPARE)
        return page

    def _heard(self, page: Page) -> tuple[list[Any], list[Any]]:
        left, told = page.evaluate(REPORT)
        return left, [*self.told, *told]

    def _keep(self, cookie: str) -> None:
        name, _, value = cookie.partition("=")
        self.storage.context.add_cookies([{"name": name, "value": value, "domain": "localhost", "path": "/"}])


LIVES = {
    OFFLINE: Phone._without_network, plan.TAB_CLOSED: Phone._closed, plan.TABS: Phone._in_tabs, KILLED: Phone._killed,
}


def _by_id(told: list[Any]) -> dict[str, list[Any]]:
    answers: dict[str, list[Any]] = {}
    for id, status, body in told:
        answers.setdefault(id, []).append([status, body])
    return answers
