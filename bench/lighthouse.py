"""Lighthouse, mobile, medians, on the pages that people see first: `python -m bench.lighthouse [ROUNDS [PAGE ...]]`.

Lighthouse is brought by npm into bench/results/, which is not committed; it is needed for nothing else.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from tests.browser.phones import FLAGS, SCREEN
from tests.machine.chromium import obtain
from tools.take_screenshots import demo, sign_in

FOLDER = Path("bench/results").resolve()
PAGES, ROUNDS = ("card", "today", "tie", "checklist"), 5
TARGETS = {"accessibility": 100, "performance": 98, "best-practices": 98}


def main() -> None:
    rounds = int(sys.argv[1]) if sys.argv[1:] else ROUNDS
    pages = sys.argv[2:] or PAGES
    lighthouse, chromium = _bring(), obtain()
    with demo() as places:
        cookie = _cookie(chromium, places)
        for page in pages:
            results = [_scores(lighthouse, chromium, places[page], "" if page == "card" else cookie)
                       for _round in range(rounds)]
            middle = {name: median(result[name] for result in results) for name in TARGETS}
            print(f"{page:10}" + "  ".join(f"{name} {middle[name]:.0f} (target {target})"
                                           for name, target in TARGETS.items()), flush=True)


def _bring() -> str:
    """The path of lighthouse, installed by npm if it is not there."""
    command = FOLDER / "node_modules" / ".bin" / "lighthouse"
    if not command.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        npm = shutil.which("npm") or "npm"
        options = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(FOLDER)]
        subprocess.run([npm, "install", *options, "lighthouse@12"], check=True)  # noqa: S603
    return str(command)


def _cookie(chromium: str, places: dict[str, str]) -> str:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        context = browser.new_context(**SCREEN)
        sign_in(context.new_page(), places)
        pairs = [f"{cookie['name']}={cookie['value']}" for cookie in context.cookies()]
        browser.close()
    return "; ".join(pairs)


def _scores(lighthouse: str, chromium: str, url: str, cookie: str) -> dict[str, float]:
    """The scores of one run; what failed is said beside them."""
    options = [f"--only-categories={','.join(TARGETS)}", "--output=json", "--quiet",
               f"--chrome-flags=--headless=new {' '.join(FLAGS)}", f"--extra-headers={json.dumps({'Cookie': cookie})}"]
    report = json.loads(_run([lighthouse, url, *options], os.environ | {"CHROME_PATH": chromium}))
    for name, category in report["categories"].items():
        lost = [ref["id"] for ref in category["auditRefs"]
                if ref["weight"] and (report["audits"][ref["id"]]["score"] or 0) < 0.9
                and report["audits"][ref["id"]]["scoreDisplayMode"] not in ("notApplicable", "manual", "informative")]
        if lost:
            print(f"  {name}: {', '.join(lost)}", flush=True)
    return {name: category["score"] * 100 for name, category in report["categories"].items()}


def _run(command: list[str], environment: dict[str, str]) -> str:
    """What it prints; its trace sometimes misses the page, and then it asks to be run again."""
    for _attempt in range(3):
        done = subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603
        if done.returncode == 0:
            return done.stdout
    raise SystemExit(done.stderr)


if __name__ == "__main__":
    main()
