"""The site is an app: installable, with a worker that is replaced when somebody says so."""

import tempfile
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from networking_app.accounts.models import User
from tests.browser.phones import FLAGS, SCREEN, Phones
from tests.browser.synced import until
from tests.clients import session_cookie
from tests.servers import Served

CONTROLLED = "() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"


@pytest.fixture
def profile(playwright: Playwright, chromium_path: str, served: Served, alice: User) -> Iterator[BrowserContext]:
    """A browser that keeps its things, as installing demands; Alice is signed in."""
    with tempfile.TemporaryDirectory() as folder:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=chromium_path, args=FLAGS, base_url=served.url, **SCREEN
        )
        context.add_cookies([{"name": "session", "value": session_cookie(served.app, alice), "url": served.url}])
        yield context
        context.close()


@pytest.fixture
def installer(profile: BrowserContext) -> tuple[Page, Any]:
    page = profile.new_page()
    page.goto("/")
    until(page, CONTROLLED)
    return page, profile.new_cdp_session(page)


def test_a_browser_finds_nothing_against_installing(installer: tuple[Page, Any], served: Served) -> None:
    _page, devtools = installer
    assert devtools.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    manifest = devtools.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert manifest["manifest"]["display"] == "kStandalone"
    assert len(manifest["manifest"]["shortcuts"]) == 3
    assert devtools.send("Page.getAppId")["appId"] == f"{served.url}/"


def test_it_can_be_installed(installer: tuple[Page, Any], served: Served) -> None:
    page, devtools = installer
    devtools.send("PWA.install", {"manifestId": f"{served.url}/"})
    shown = set()
    for _try in range(20):  # the page counts what is due as well, and takes the number away
        page.evaluate("navigator.setAppBadge(3)")
        page.wait_for_timeout(100)
        shown.add(devtools.send("PWA.getOsAppState", {"manifestId": f"{served.url}/"})["badgeCount"])
    assert 3 in shown


def test_the_steps_for_this_device_stand_open(phone: Phones) -> None:
    agents = {
        "apple": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15",
        "android": "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile",
        "computer": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0",
    }
    for platform, agent in agents.items():
        page = phone(user_agent=agent)
        page.goto("/install")
        expect(page.locator("details[open]")).to_have_count(1)
        assert page.locator("details[open]").get_attribute("data-platform") == platform


def test_a_new_version_waits_until_it_is_asked_for(phone: Phones, served: Served, alice: User) -> None:
    page = phone(alice)
    page.goto("/")
    until(page, CONTROLLED)
    served.app.extensions["asset_version"] = "another"
    page.reload()
    update = page.get_by_role("button", name="Update")
    expect(update).to_be_visible()
    assert "shell-another" in page.evaluate("caches.keys()")
    with page.expect_navigation():
        update.click()
    until(page, "() => navigator.serviceWorker.getRegistration().then((one) => !one.waiting && one.active !== null)")
    expect(update).to_have_count(0)
