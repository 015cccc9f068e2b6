"""Phones for the browser tests: real Chromium, every complaint of a page fails the test."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.browser.phones import FLAGS, Phones
from tests.browser.slow import Slow
from tests.machine import chromium as machine
from tests.servers import Served

# A busy machine is slow, not wrong.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    path = machine.find()
    if path is None:
        pytest.fail("There is no Chromium here: `make test` brings one, or name it with CHROMIUM=/path/to/chromium.")
    return path


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright, chromium_path: str) -> Iterator[Browser]:
    """One browser process; contexts keep the phones in it apart."""
    browser = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def launch(playwright: Playwright, chromium_path: str) -> Iterator[Callable[..., Browser]]:
    """`launch("--use-fake-device-for-media-stream", ...)`: a browser process of its own, with flags of its own."""
    begun: list[Browser] = []

    def launch(*flags: str) -> Browser:
        begun.append(playwright.chromium.launch(executable_path=chromium_path, args=[*FLAGS, *flags]))
        return begun[-1]

    yield launch
    for browser in begun:
        browser.close()


@pytest.fixture
def phone(chromium: Browser, served: Served, request: pytest.FixtureRequest) -> Iterator[Phones]:
    """`phone(alice)`: a phone's screen and storage, signed in as alice; `phone()`: a stranger's. See Phones."""
    phones = Phones(chromium, served, with_worker=not request.node.get_closest_marker("without_worker"))
    yield phones
    phones.put_away()


@pytest.fixture
def slow(phone: Phones) -> Iterator[Slow]:
    """The server of the phone, which can keep it waiting. See Slow."""
    slow = Slow(phone.served.app)
    yield slow
    slow.answers.set()
    phone.served.app.wsgi_app = slow.at_once  # type: ignore[method-assign]
