"""The phones of the browser tests see what a page does wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from networking_app.formats.qr_code import qr_png
from tests.browser.camera import camera_flags, film
from tests.browser.phones import Phones
from tests.factories import Make

pytestmark = pytest.mark.without_worker


def test_a_page_opens_on_a_phones_screen(phone: Phones) -> None:
    page = phone()
    page.goto("/offline")
    assert page.evaluate("[innerWidth, navigator.maxTouchPoints > 0, isSecureContext]") == [390, True, True]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("console.error('no good')", "no good"),
        ("setTimeout(() => { throw new Error('out of hand') })", "out of hand"),
        ("document.body.insertAdjacentHTML('beforeend', '<img src=https://elsewhere.invalid/a.png>')", "CSP img-src"),
        ("document.body.setAttribute('style', 'color: red')", "CSP style-src"),
    ],
)
def test_what_a_page_does_wrong_fails_its_test(phone: Phones, wrong: str, said: str) -> None:
    page = phone()
    page.goto("/offline")
    page.evaluate(wrong)
    for _try in range(100):
        if any(said in problem for problem in phone.problems):
            break
        page.wait_for_timeout(50)
    with pytest.raises(AssertionError, match=said):
        phone.put_away()
    phone.problems.clear()
    phone.contexts.clear()


def test_phones_keep_their_people_apart(phone: Phones, make: Make) -> None:
    alice, bob = phone(make.user("Alice")), phone(make.user("Bob"))
    for page in (alice, bob):
        page.goto("/offline")
    assert alice.context.cookies()[0]["value"] != bob.context.cookies()[0]["value"]


def test_a_camera_shows_the_clip(phone: Phones, launch: Callable[..., Browser], tmp_path: Path) -> None:
    clip = film(qr_png("HTTPS://KNOWNBY.EXAMPLE/C/7Q2K9F4MZP"), tmp_path / "camera.y4m")
    page = phone(browser=launch(*camera_flags(clip)), permissions=["camera"])
    page.goto("/offline")
    size = page.evaluate("""async () => {
        const stream = await navigator.mediaDevices.getUserMedia({video: {width: {ideal: 1280}}});
        const {width, height} = stream.getVideoTracks()[0].getSettings();
        return [width, height] }""")
    assert size == [1280, 720]
