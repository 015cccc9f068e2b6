"""Phones made of browser contexts: 390x844, touch, a storage of their own."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from networking_app.accounts.models import User
from tests.clients import session_cookie
from tests.servers import Served

# The browser's own pages under its address bar, which nobody sees, take each phone half a second of computing.
NOT_NEEDED = [
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "HttpsUpgrades", "MediaRouter", "OptimizationHints", "PaintHolding",
    "Translate",
]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", f"--disable-features={','.join(NOT_NEEDED)}",
]
SCREEN: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True,
    "locale": "en-GB", "timezone_id": "Europe/Berlin", "reduced_motion": "reduce",
}
# Chromium reports a refused source in the console already; this names the directive.
REPORT_VIOLATIONS = """addEventListener('securitypolicyviolation',
    e => console.error(`CSP ${e.effectiveDirective} refused ${e.blockedURI} in ${e.sourceFile}:${e.lineNumber}`))"""


class Phones:
    """Makes phones and fails the test for errors on their consoles, violations of the CSP and uncaught exceptions."""

    def __init__(self, browser: Browser, served: Served, with_worker: bool = True) -> None:
        self.browser, self.served = browser, served
        self.screen = {**SCREEN, "base_url": served.url, "service_workers": "allow" if with_worker else "block"}
        self.contexts: list[BrowserContext] = []
        self.problems: list[str] = []
        self.expected: list[str] = []

    def __call__(self, user: User | None = None, browser: Browser | None = None, **options: Any) -> Page:
        """An empty page of a new phone; `options` are those of Playwright's new_context."""
        context = (browser or self.browser).new_context(**{**self.screen, **options})
        context.set_default_timeout(20_000)
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("console", self._listen)
        context.on("weberror", lambda error: self.problems.append(f"uncaught: {error.error}"))
        if user:
            self.sign_in(context, user)
        self.contexts.append(context)
        return context.new_page()

    def sign_in(self, context: BrowserContext, user: User) -> None:
        name = self.served.app.config["SESSION_COOKIE_NAME"]
        context.add_cookies([{"name": name, "value": session_cookie(self.served.app, user), "url": self.served.url}])

    def expect_complaint(self, part: str) -> None:
        """Let a complaint that holds these words pass: a test that loads a missing page causes one."""
        self.expected.append(part)

    def put_away(self) -> None:
        for context in self.contexts:
            context.close()
        unexpected = [said for said in self.problems if not any(part in said for part in self.expected)]
        if unexpected:
            raise AssertionError("The pages complained:\n" + "\n".join(unexpected))

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.problems.append(f"{message.page.url if message.page else ''}: {message.text}")


def pictures(folder: Path, page: Page, name: str) -> Path:
    """A picture of the whole page, for people to look at."""
    path = folder / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    return path
