"""How soon the badge and the scanner are painted after a cold start: `python -m bench.cold_start [ROUNDS]`.

Each round is a browser process of its own, opened as the home screen does (`--app=URL`) on a profile that has used the
app once. The page's processor is slowed four times as soon as the page exists; the service worker's thread is not, and
files that were read before come from the memory of the system. Without a network means that the server is gone.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from playwright.sync_api import Playwright, sync_playwright

from bench.devtools import Devtools
from tests.browser.phones import FLAGS, SCREEN
from tests.machine.chromium import obtain
from tools.take_screenshots import demo, sign_in

ROUNDS, TARGET, SLOWER = 5, 1000, 4
PAGES = {"badge": ".badge-qr svg", "scan": "qr-scanner"}
CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
KEPT = """async (path) => {
    const later = () => new Promise((resolve) => setTimeout(resolve, 100));
    for (let tries = 0; tries < 300 && !(await caches.match(path)); tries += 1) await later();
    return Boolean(await caches.match(path));
}"""
PAINTED = """new Promise((done) => new PerformanceObserver((list) => {
    const [{ responseStart, domInteractive }] = performance.getEntriesByType("navigation");
    const [first] = performance.getEntriesByName("first-contentful-paint");
    const shown = Boolean(document.querySelector(%s)?.checkVisibility());
    done(JSON.stringify({ shown, origin: performance.timeOrigin, answered: responseStart, parsed: domInteractive,
        first: first?.startTime ?? 0, largest: list.getEntries().at(-1).startTime }));
}).observe({ type: "largest-contentful-paint", buffered: true }))"""


class Start(NamedTuple):
    """Milliseconds from the start of the navigation; `launched` is that start, from the start of the process."""

    launched: float
    slowed: float
    answered: float
    parsed: float
    first: float
    largest: float


def main() -> None:
    rounds, chromium = int(sys.argv[1]) if sys.argv[1:] else ROUNDS, obtain()
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder)
        with demo() as places:
            with sync_playwright() as playwright:
                kept = _used_once(playwright, chromium, profile, places)
            with_network = {page: list(_starts(chromium, profile, places[page], page, rounds)) for page in kept}
        print(f"load of the machine, mean of the last minute: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        for page in kept:
            without = list(_starts(chromium, profile, places[page], page, rounds))
            _report(f"{page}, no network", without)
            _report(f"{page}, network, kept before", with_network[page])


def _used_once(playwright: Playwright, chromium: str, profile: Path, places: dict[str, str]) -> list[str]:
    """The pages that the app keeps by itself after somebody has signed in and opened the first one."""
    options = {name: value for name, value in SCREEN.items() if name != "locale"}
    context = playwright.chromium.launch_persistent_context(profile, executable_path=chromium, args=FLAGS, **options)
    page = context.pages[0]
    sign_in(page, places)
    paths = {name: places[name].replace(places["today"].rstrip("/"), "") for name in PAGES}
    kept = [name for name, path in paths.items() if page.evaluate(KEPT, path)]
    for name in PAGES.keys() - set(kept):
        print(f"{name} is not kept on the phone: nothing to measure.")
    context.close()
    return kept


def _starts(chromium: str, profile: Path, url: str, page: str, rounds: int) -> Iterator[Start]:
    for _round in range(rounds):
        yield _start(chromium, profile, url, PAGES[page])


def _start(chromium: str, profile: Path, url: str, selector: str) -> Start:
    begun = time.time()
    command = [chromium, "--headless=new", "--remote-debugging-pipe", f"--user-data-dir={profile}",
               "--password-store=basic", "--window-size=390,844", *FLAGS, *CAMERA, f"--app={url}"]
    devtools = Devtools(command)
    try:
        session, slowed_at = _slow_down(devtools)
        time.sleep(3)
        seen = devtools.ask("Runtime.evaluate", session, awaitPromise=True, returnByValue=True,
                            expression=PAINTED % json.dumps(selector))
        said = json.loads(seen["result"]["value"])
    finally:
        devtools.close()
    if not said["shown"]:
        raise SystemExit(f"{url} does not show {selector}.")
    origin = said["origin"]
    return Start(origin - 1000 * begun, 1000 * slowed_at - origin, said["answered"], said["parsed"], said["first"],
                 said["largest"])


def _slow_down(devtools: Devtools) -> tuple[str, float]:
    """The session of the page, and when its processor began to be slow."""
    found: dict[str, Any] = {}

    def listen(message: dict[str, Any]) -> None:
        about = message.get("params", {})
        if message.get("method") == "Target.attachedToTarget":
            if about["targetInfo"]["type"] == "page" and "session" not in found:
                found["session"] = about["sessionId"]
                found["asked"] = devtools.tell("Emulation.setCPUThrottlingRate", about["sessionId"], rate=SLOWER)
            devtools.tell("Runtime.runIfWaitingForDebugger", about["sessionId"])
        elif message.get("id") == found.get("asked", 0):
            found["at"] = time.time()

    devtools.on_event = listen
    # Lies in the pipe before the browser has come up.
    devtools.tell("Target.setAutoAttach", autoAttach=True, waitForDebuggerOnStart=True, flatten=True)
    devtools.wait_for(lambda: "at" in found)
    return found["session"], found["at"]


def _report(what: str, starts: list[Start]) -> None:
    middle = Start(*(median(column) for column in zip(*starts, strict=True)))
    print(f"{what}: painted after {middle.largest:.0f} ms (most {max(start.largest for start in starts):.0f},"
          f" target {TARGET}), first paint {middle.first:.0f} ms")
    print(f"  answered {middle.answered:.0f} ms, parsed {middle.parsed:.0f} ms; slowed {SLOWER} times from"
          f" {middle.slowed:.0f} ms on; the navigation began {middle.launched:.0f} ms after the process")


if __name__ == "__main__":
    main()
