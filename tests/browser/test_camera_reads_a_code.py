"""The <qr-scanner> element before a camera, a photo, or neither."""

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, Page, expect

from networking_app.formats.qr_code import qr_png
from tests.browser.camera import camera_flags, film
from tests.browser.phones import REPORT_VIOLATIONS
from tests.browser.scanner_page import LISTEN, scanner_page, texts

pytestmark = pytest.mark.without_worker

BADGE = "HTTPS://KNOWNBY.EXAMPLE/C/7Q2K9F4MZP7Q2K9F4MZP7Q2K9F"
OTHER = "https://elsewhere.example/"
TORCH_AND_ZOOM = """const zoom = {min: 1, max: 4, step: 0.5};
MediaStreamTrack.prototype.getCapabilities = () => ({torch: true, zoom});
MediaStreamTrack.prototype.getSettings = () => ({zoom: 2, deviceId: ''});
MediaStreamTrack.prototype.applyConstraints = async (set) => { (window.asked ??= []).push(...set.advanced) };"""
HIDE = "Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});"
CHANGED = "document.dispatchEvent(new Event('visibilitychange'))"
BUSY = """self.MediaDevices && (MediaDevices.prototype.getUserMedia =
  async () => { throw new DOMException('', 'NotReadableError') });"""
DETECTOR = """window.BarcodeDetector = class {
  static async getSupportedFormats() { return ['ean_13', 'qr_code'] }
  async detect() { %s } }"""

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with scanner_page() as address:
        yield address


@pytest.fixture
def look_at(launch: Callable[..., Browser], address: str, tmp_path: Path) -> Iterator[Open]:
    """`look_at(picture)`: the scanner page, its camera open and directed at the picture (PNG bytes)."""
    complaints: list[str] = []

    def look_at(
        picture: bytes | None, script: str = "", *, share: float = 0.6, allowed: bool = True,
        url: str = address, flags: Sequence[str] = (),
    ) -> Page:
        camera = camera_flags(film(picture, tmp_path / "camera.y4m", share)) if picture else []
        if not allowed:
            camera = [flag for flag in camera if flag != "--use-fake-ui-for-media-stream"]
        context = launch(*camera, *flags).new_context(permissions=["camera"] if allowed else [])
        context.set_default_timeout(20_000)
        context.add_init_script(f"{REPORT_VIOLATIONS};{LISTEN};{script}")
        context.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        page = context.new_page()
        page.goto(url)
        return page

    yield look_at
    assert [said for said in complaints if "Opener-Policy header has been ignored" not in said] == []


def out_of_focus(text: str) -> bytes:
    """The code as a lens sees it that is too near: for the second opinion only."""
    code = Image.open(io.BytesIO(qr_png(text))).convert("L").resize((430, 430))
    room = Image.new("L", (1280, 720), 120)
    room.paste(code, (420, 140))
    return png(room.filter(ImageFilter.GaussianBlur(6.5)))


def png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def wait_for_scan(page: Page, number: int = 1) -> None:
    page.wait_for_function("number => scans.length >= number", arg=number)


def photo(name: str, content: bytes) -> Any:
    return {"name": name, "mimeType": "image/png", "buffer": content}


def test_a_badge_before_the_camera_is_read_at_once(look_at: Open) -> None:
    page = look_at(qr_png(BADGE))
    wait_for_scan(page)
    assert page.evaluate("[scans[0].text, scans[0].via]") == [BADGE, "camera"]
    expect(page.get_by_role("status")).to_have_text("Found")
    assert "zxing" not in page.evaluate("performance.getEntriesByType('resource').map(e => e.name).join()")


def test_a_code_that_stays_in_view_is_said_once_in_three_seconds(look_at: Open) -> None:
    page = look_at(qr_png(BADGE))
    wait_for_scan(page, 2)
    assert page.evaluate("scans[1].at - scans[0].at") >= 3000


def test_a_paused_scanner_says_nothing_until_it_goes_on(look_at: Open) -> None:
    page = look_at(qr_png(BADGE), "addEventListener('scan', ({ target }) => target.pause(), { once: true });")
    wait_for_scan(page)
    expect(page.get_by_role("status")).to_have_text("Paused")
    page.wait_for_function("() => performance.now() - scans[0].at > 3500")
    assert page.evaluate("scans.length") == 1
    page.evaluate("window.resumed = performance.now(); document.querySelector('qr-scanner').resume()")
    wait_for_scan(page, 2)
    assert page.evaluate("scans[1].at - resumed") >= 3000


def test_a_badge_out_of_focus_is_read_by_the_second_opinion(look_at: Open) -> None:
    page = look_at(out_of_focus(BADGE), share=1)
    wait_for_scan(page)
    assert texts(page) == {BADGE}
    assert "second-opinion-worker" in page.evaluate("performance.getEntriesByType('resource').map(e => e.name).join()")


@pytest.mark.parametrize("missing", ["VideoFrame", "createImageBitmap = self.VideoFrame", "OffscreenCanvas"])
def test_browsers_without_the_newest_ways_read_too(look_at: Open, missing: str) -> None:
    page = look_at(qr_png(BADGE), f"self.{missing} = undefined;")
    wait_for_scan(page)
    assert texts(page) == {BADGE}


def test_the_devices_own_detector_comes_first(look_at: Open) -> None:
    page = look_at(qr_png(BADGE), DETECTOR % f"return [{{rawValue: '{OTHER}'}}]")
    wait_for_scan(page)
    assert texts(page) == {OTHER}


def test_a_detector_that_fails_is_replaced(look_at: Open) -> None:
    page = look_at(qr_png(BADGE), DETECTOR % "throw new DOMException('service unavailable')")
    wait_for_scan(page)
    assert texts(page) == {BADGE}


def test_a_photo_of_a_badge_is_read_without_any_camera(look_at: Open) -> None:
    page = look_at(None)
    page.get_by_label("Photo").set_input_files(photo("badge.png", out_of_focus(BADGE)))
    wait_for_scan(page)
    assert page.evaluate("[scans[0].text, scans[0].via]") == [BADGE, "photo"]


@pytest.mark.parametrize("content", [png(Image.new("RGB", (4000, 3000), "teal")), b"no picture"])
def test_a_photo_without_a_code_is_told_so(look_at: Open, content: bytes) -> None:
    page = look_at(None)
    expect(page.get_by_text("Missing")).to_be_visible()
    page.get_by_label("Photo").set_input_files(photo("holiday.png", content))
    expect(page.get_by_role("status")).to_have_text("No code there", timeout=40_000)
    assert texts(page) == set()


def test_the_camera_waits_for_a_tap_until_it_is_allowed(look_at: Open) -> None:
    page = look_at(qr_png(BADGE), "navigator.permissions.query = async () => ({state: 'prompt'});")
    expect(page.get_by_role("button", name="Open the camera")).to_be_visible()
    assert page.evaluate("document.querySelector('video').srcObject") is None
    page.get_by_role("button", name="Open the camera").click()
    wait_for_scan(page)
    expect(page.get_by_role("button", name="Open the camera")).to_be_hidden()


def test_somebody_who_used_the_camera_before_needs_no_tap(look_at: Open) -> None:
    page = look_at(qr_png(BADGE), "navigator.permissions.query = async () => ({state: 'prompt'});")
    page.get_by_role("button", name="Open the camera").click()
    wait_for_scan(page)
    page.reload()
    wait_for_scan(page)


def test_a_denied_camera_is_said_and_can_be_tried_again(look_at: Open) -> None:
    page = look_at(qr_png(BADGE), "navigator.permissions.query = undefined;", allowed=False)
    page.get_by_role("button", name="Open the camera").click()
    expect(page.get_by_text("Denied", exact=True)).to_be_visible()
    page.context.grant_permissions(["camera"])
    page.get_by_role("button", name="Try again").click()
    wait_for_scan(page)
    expect(page.get_by_text("Denied", exact=True)).to_be_hidden()


def test_a_computer_without_a_camera_is_told_so(look_at: Open) -> None:
    page = look_at(None)
    expect(page.get_by_text("Missing")).to_be_visible()


def test_a_camera_in_use_elsewhere_is_said(look_at: Open) -> None:
    expect(look_at(qr_png(BADGE), BUSY).get_by_text("Busy")).to_be_visible()


def test_an_insecure_address_is_said(look_at: Open, address: str) -> None:
    elsewhere = address.replace("localhost", "ties.test")
    page = look_at(None, url=elsewhere, allowed=False, flags=["--host-resolver-rules=MAP ties.test 127.0.0.1"])
    expect(page.get_by_text("Insecure")).to_be_visible()


def test_the_camera_is_off_while_the_page_is_hidden(look_at: Open) -> None:
    page = look_at(qr_png(BADGE))
    wait_for_scan(page)
    page.evaluate("video = document.querySelector('video'); track = video.srcObject.getVideoTracks()[0]")
    page.evaluate(HIDE + CHANGED)
    assert page.evaluate("[track.readyState, video.srcObject]") == ["ended", None]
    page.evaluate("delete document.visibilityState;" + CHANGED)
    expect(page.locator("qr-scanner")).to_have_attribute("data-state", "looking")
    assert page.evaluate("video.srcObject.active")


def test_a_scanner_paused_while_it_opens_stays_quiet(look_at: Open) -> None:
    page = look_at(qr_png(BADGE), "navigator.permissions.query = async () => ({state: 'prompt'});")
    page.evaluate("scanner = document.querySelector('qr-scanner'); scanner.start(); scanner.pause()")
    expect(page.get_by_role("status")).to_have_text("Paused")
    assert texts(page) == set()
    page.evaluate("scanner.resume()")
    wait_for_scan(page)


def test_a_plain_camera_shows_no_torch_zoom_or_choice(look_at: Open) -> None:
    page = look_at(qr_png(BADGE))
    wait_for_scan(page)
    for name in ("Torch", "Zoom", "Camera"):
        expect(page.get_by_text(name, exact=True)).to_be_hidden()


def test_torch_and_zoom_reach_the_camera_that_has_them(look_at: Open) -> None:
    page = look_at(qr_png(BADGE), TORCH_AND_ZOOM)
    page.get_by_role("button", name="Torch").click()
    expect(page.get_by_role("button", name="Torch", pressed=True)).to_be_visible()
    page.get_by_role("slider", name="Zoom").fill("3.5")
    assert page.evaluate("asked") == [{"zoom": 2}, {"torch": True}, {"zoom": 3.5}]
    page.reload()
    page.wait_for_function("() => window.asked")
    assert page.evaluate("asked") == [{"zoom": 3.5}]


def test_the_chosen_camera_is_remembered(look_at: Open) -> None:
    page = look_at(None, flags=["--use-fake-device-for-media-stream=device-count=2", "--use-fake-ui-for-media-stream"])
    choice = page.get_by_role("combobox", name="Camera")
    expect(choice.get_by_role("option")).to_have_count(2)
    other = choice.locator("option:not(:checked)").get_attribute("value")
    choice.select_option(other)
    shown = "id => document.querySelector('video').srcObject?.getVideoTracks()[0].getSettings().deviceId === id"
    page.wait_for_function(shown, arg=other)
    page.reload()
    page.wait_for_function(shown, arg=other)
