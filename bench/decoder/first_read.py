"""How soon a clean code is read after the camera's first frame, and what the page's own thread is busy with.

`python -m bench.decoder.first_read`: headless Chromium, a clip of 30 frames a second, medians of 5 rounds.
"""

import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from networking_app.formats.qr_code import qr_png
from tests.browser.camera import camera_flags, film
from tests.browser.phones import FLAGS
from tests.browser.scanner_page import scanner_page
from tests.machine import chromium

ROUNDS = 5
BADGE = "HTTPS://TIES.EXAMPLE/C/7Q2K9F4MZP7Q2K9F4MZP7Q2K9F"
WATCH = """addEventListener("scan", () => (self.readAt ??= performance.now()));
addEventListener("DOMContentLoaded", () =>
  document.querySelector("video").requestVideoFrameCallback((now) => (self.firstFrame = now)));
self.busy = [];
new PerformanceObserver((list) => busy.push(...list.getEntries().map(({ duration }) => duration)))
  .observe({ type: "longtask" });"""


@contextmanager
def camera_browser(picture: bytes) -> Iterator[Browser]:
    """A Chromium whose camera shows the picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        clip = film(picture, Path(folder) / "camera.y4m")
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=[*FLAGS, *camera_flags(clip)])
        yield browser
        browser.close()


def first_read(browser: Browser, url: str) -> tuple[float, float, float]:
    """Milliseconds from first frame to read, from opening the page to read, and of the longest task on the page."""
    context = browser.new_context(permissions=["camera"])
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(url)
    page.wait_for_function("() => self.readAt")
    after_frame, after_open, longest = page.evaluate("[readAt - firstFrame, readAt, Math.max(0, ...busy)]")
    context.close()
    return after_frame, after_open, longest


def main() -> None:
    with scanner_page() as url, camera_browser(qr_png(BADGE)) as browser:
        rounds = [first_read(browser, url) for _ in range(ROUNDS)]
    after_frame, after_open, longest = (statistics.median(column) for column in zip(*rounds, strict=True))
    spread = f"{min(row[0] for row in rounds):.0f} to {max(row[0] for row in rounds):.0f}"
    print(f"First read {after_frame:.0f} ms after the camera's first frame (target 100; {spread} in {ROUNDS} rounds),")
    print(f"  {after_open:.0f} ms after the page was opened; longest task on the page {longest:.0f} ms (0: none of 50)")


if __name__ == "__main__":
    main()
