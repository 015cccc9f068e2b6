"""What a phone keeps of its browser: a context, which may outlive the browser's process."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Playwright
from playwright.sync_api import Error as BrowserError

from tests.browser.phones import FLAGS, SCREEN
from tests.faults.killing import kill, working_on

LONGEST_MS = 150_000


class Storage:
    """The storage of one phone, empty at first; `context` is the browser that has it open."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        context.set_default_timeout(LONGEST_MS)


class Lasting(Storage):
    """On disk: when all processes of its browser are killed, another one finds it there."""

    def __init__(self, playwright: Playwright, path: str, url: str, folder: str) -> None:
        self.playwright, self.path, self.url, self.folder = playwright, path, url, folder
        super().__init__(self._launch())

    def _launch(self) -> BrowserContext:
        return self.playwright.chromium.launch_persistent_context(
            self.folder, executable_path=self.path, args=FLAGS, **SCREEN, base_url=self.url)

    def kill(self) -> None:
        """End them with SIGKILL, and begin another browser."""
        for pid in working_on(self.folder):
            kill(pid)
        try:
            self.context.close()
        except BrowserError:
            pass  # it is gone already
        for lock in Path(self.folder).glob("Singleton*"):
            lock.unlink()
        super().__init__(self._launch())


@contextmanager
def storage(browser: Browser, playwright: Playwright, path: str, lasting: bool, url: str) -> Iterator[Storage]:
    """Storage of its own for one phone, gone when the block ends."""
    with tempfile.TemporaryDirectory(prefix="knownby-phone-", ignore_cleanup_errors=True) as folder:
        if lasting:
            made: Storage = Lasting(playwright, path, url, folder)
        else:
            made = Storage(browser.new_context(**{**SCREEN, "base_url": url}))
        try:
            yield made
        finally:
            made.context.close()
