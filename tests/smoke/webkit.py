"""WebKitGTK, the engine family of iPhones, driven by Selenium on a screen that nobody sees."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.smoke.engine import PATIENCE

DRIVER = "WebKitWebDriver"
BROWSERS = "lib*/**/webkit2gtk-4.*/MiniBrowser"


def missing() -> str | None:
    """What has to be installed first, or None."""
    if not shutil.which(DRIVER) or not _browser():
        return "no webkit2gtk-driver"
    if not os.environ.get("DISPLAY") and not shutil.which("Xvfb"):
        return "no DISPLAY and no xvfb"
    return None if find_spec("selenium") else "pip install -e .[smoke]"


@contextmanager
def begun(folder: Path) -> Iterator["WebKit"]:
    """A fresh browser on a screen of its own."""
    from selenium.webdriver import WebKitGTK
    from selenium.webdriver.webkitgtk.options import Options
    from selenium.webdriver.webkitgtk.service import Service

    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    options = Options()
    options.binary_location = str(_browser())
    options.add_argument("--automation")
    with _screen() as display:
        # Its sandbox refuses to run as root.
        environment = {**os.environ, "DISPLAY": display, "GDK_BACKEND": "x11", "XDG_RUNTIME_DIR": str(runtime),
                       "HOME": str(folder), "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        service = Service(shutil.which(DRIVER), env=environment)
        driver = WebKitGTK(options=options, service=service)
        try:
            yield WebKit(driver)
        finally:
            driver.quit()


class WebKit:
    """One window; see tests.smoke.engine.Engine."""

    def __init__(self, driver: Any) -> None:
        self._driver, self.version = driver, driver.capabilities["browserVersion"]
        driver.set_script_timeout(PATIENCE)
        driver.set_page_load_timeout(PATIENCE)

    def open(self, url: str) -> None:
        self._driver.get(url)

    def run(self, body: str) -> Any:
        return self._driver.execute_async_script(
            f"const done = arguments[0]; (async () => {{ {body} }})().then((found) => done(found ?? null), "
            "(error) => done({ error: String(error) }));"
        )


@contextmanager
def _screen() -> Iterator[str]:
    if os.environ.get("DISPLAY"):
        yield os.environ["DISPLAY"]
        return
    reading, writing = os.pipe()
    screen = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", "420x900x24"],  # noqa: S607
                              pass_fds=[writing], stderr=subprocess.DEVNULL)
    try:
        yield f":{os.read(reading, 16).decode().strip()}"
    finally:
        screen.terminate()
        screen.wait(PATIENCE)


def _browser() -> Path | None:
    return next(iter(sorted(Path("/usr").glob(BROWSERS))), None)
