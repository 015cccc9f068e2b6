"""Find a Chromium, or bring one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.machine.system import NotHere, install, quietly, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
PACKAGES = {"apt-get": ["chromium", "fonts-noto-color-emoji"], "dnf": ["chromium"], "brew": ["--cask", "chromium"]}


def find() -> str | None:
    """The path of a Chromium that starts: $CHROMIUM, one on the PATH, or Playwright's own download."""
    named = os.environ.get("CHROMIUM")
    on_path = [shutil.which(name) for name in NAMES]
    for candidate in (named, *on_path, *APPLICATIONS, _playwrights_own()):
        if candidate and Path(candidate).exists() and _starts(candidate):
            return candidate
    return None


def obtain() -> str:
    """The path of a Chromium, downloaded or installed if there is none; raises NotHere."""
    return find() or _downloaded() or _installed() or _give_up()


def _downloaded() -> str | None:
    say("Downloading a Chromium for the browser tests")
    return find() if quietly([sys.executable, "-m", "playwright", "install", "chromium"]) else None


def _installed() -> str | None:
    return find() if install(PACKAGES) else None


def _give_up() -> str:
    raise NotHere("The browser tests need a Chromium: install one, or name it with CHROMIUM=/path/to/chromium.")


def _playwrights_own() -> str | None:
    code = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    return done.stdout.strip() or None


def _starts(path: str) -> bool:
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
