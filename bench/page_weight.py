"""What each page loads over the wire, as a browser gets it the first time: `python -m bench.page_weight`.

Every file that a real browser asks for counts, as the brotli copy that `make run` lays beside it.
"""

from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import brotli
from playwright.sync_api import Browser, BrowserContext, Response, sync_playwright

from tests.browser.phones import FLAGS, SCREEN
from tests.machine.chromium import obtain
from tools.compress_static import is_own_script, without_comments
from tools.take_screenshots import demo, sign_in

MOST_SCRIPT, MOST_SCRIPT_OF_SCAN = 15_000, 45_000
KINDS = ("script", "stylesheet", "document", "2nd opinion")
SECOND_OPINION = ("/vendor/zxing/", "/decode/second-opinion-worker.js", "/decode/thorough.js")
SETTLING = 2_000  # milliseconds after the network was first idle, in which workers fetch their modules


def main() -> None:
    with demo() as places, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=obtain(), args=FLAGS)
        cookies = _cookies(browser, places)
        print(f"{'page':12}" + "".join(f"{kind:>13}" for kind in KINDS) + "   bytes, brotli, bodies")
        for name, url in places.items():
            weight = _weigh(browser, url, [] if name in ("card", "sign-in") else cookies)
            most = MOST_SCRIPT_OF_SCAN if name == "scan" else MOST_SCRIPT
            print(f"{name:12}" + "".join(f"{weight[kind]:>13}" for kind in KINDS) + f"   (script target {most})")
        browser.close()


def _cookies(browser: Browser, places: dict[str, str]) -> list:
    context = browser.new_context(**SCREEN)
    sign_in(context.new_page(), places)
    return context.cookies()


def _weigh(browser: Browser, url: str, cookies: list) -> Counter[str]:
    """Bytes by kind of file, of a phone that has nothing in its cache and no service worker yet."""
    context = browser.new_context(**SCREEN, service_workers="block")
    context.add_cookies(cookies)
    answers: list[Response] = []
    page = context.new_page()
    page.on("response", lambda answer: answers.append(answer))
    page.goto(url, wait_until="networkidle")
    page.wait_for_timeout(SETTLING)
    weight: Counter[str] = Counter()
    for answer in {answer.url: answer for answer in answers}.values():
        weight[_kind(answer)] += _bytes_on_the_wire(context, answer)
    context.close()
    return weight


def _kind(answer: Response) -> str:
    if any(part in answer.url for part in SECOND_OPINION):
        return "2nd opinion"
    # Modules of workers are fetched as "other" or "fetch".
    return "script" if urlsplit(answer.url).path.endswith((".js", ".mjs")) else answer.request.resource_type


def _bytes_on_the_wire(context: BrowserContext, answer: Response) -> int:
    again = context.request.get(answer.url, headers={"Accept-Encoding": "br"})
    if "content-encoding" in again.headers and "content-length" in again.headers:
        return int(again.headers["content-length"])
    body, path = again.body(), urlsplit(answer.url).path
    if not path.startswith("/static/"):
        return len(body)
    return len(brotli.compress(without_comments(body) if is_own_script(Path(path)) else body))


if __name__ == "__main__":
    main()
