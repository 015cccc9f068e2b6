"""Take the pictures of the README and of the manifest in a real browser: `make screenshots`.

The demo is loaded into a database of its own, on the Thursday evening before: its texts are the same every time, and
only the days change.
"""

import io
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import time_machine
from flask_migrate import upgrade
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright
from sqlalchemy import select
from werkzeug.serving import make_server

from networking_app import create_app
from networking_app.cards.models import Badge
from networking_app.demo.commands import PASSWORD, seed_meetup
from networking_app.demo.people import HERE
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.formats.qr_code import qr_png
from networking_app.ties.models import Note, Tie
from tests.browser.camera import camera_flags, film
from tests.browser.phones import FLAGS, SCREEN
from tests.machine.chromium import obtain
from tests.machine.system import free_port
from tests.servers import Quiet

PICTURES = Path("docs/pictures")
FOR_THE_MANIFEST = Path("static/screenshots")
DESK = {"viewport": {"width": 1280, "height": 800}, "device_scale_factor": 1, "is_mobile": False, "has_touch": False}
LOOKS = {"": "light", "-dark": "dark"}
Places = dict[str, str]


@contextmanager
def demo() -> Iterator[Places]:
    """Serve the demo; the addresses of what is worth a picture."""
    port = free_port()
    url = f"http://localhost:{port}"
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"DATA_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite", "LOG_LEVEL": "ERROR",
                          "SECRET_KEY": "for pictures only", "PUBLIC_URL": url})
        with app.app_context():
            upgrade()
            first = [user.id for user in seed_meetup()[:2]]
            db.session.commit()
            places = {name: url + path for name, path in _paths(*first).items()}
        server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield places
        server.shutdown()
        server.server_close()


def _paths(me: int, other: int) -> Places:
    running = db.session.scalars(select(Event).where(Event.summary.endswith("#12"))).one()
    past = db.session.scalars(select(Event).where(Event.summary.endswith("#11"))).one()
    mine, theirs = (Badge.shown_at(user_id, running.id) for user_id in (me, other))
    noted = select(Note.tie_id).where(Note.owner_id == me).group_by(Note.tie_id)
    with_photo = Tie.held_by(me).where(Tie.id.in_(noted)).order_by(Tie.id)
    tie = next(tie for tie in db.session.scalars(with_photo) if tie.card and tie.card.photo and len(tie.notes) > 1)
    if mine is None or theirs is None:
        raise SystemExit("Everybody of the demo has a badge at the running event.")
    return {"today": "/", "badge": f"/badges/{mine.id}", "tie": f"/ties/{tie.id}", "event": f"/events/{running.id}",
            "checklist": f"/events/{past.id}/follow-ups", "card": f"/c/{theirs.code}", "scan": "/scan",
            "known-by": "/known-by", "not-met": f"/events/{running.id}/people", "network": "/network",
            "sign-in": "/sign-in"}


def take_all(browser: Browser, places: Places) -> None:
    """Every picture, by day and by night."""
    phone, desk = (browser.new_context(**{**SCREEN, **size}).new_page() for size in ({}, DESK))
    stranger = browser.new_context(**SCREEN).new_page()
    for page in (phone, desk):
        sign_in(page, places)
    for suffix, look in LOOKS.items():
        for name in ("today", "badge", "tie", "checklist", "event", "card", "known-by", "not-met", "network"):
            _take(stranger if name == "card" else phone, places[name], name + suffix, look)
        _take(phone, places["scan"], "scan" + suffix, look, _wait_for_the_sheet)
        _take(desk, places["today"], "today-wide" + suffix, look)
    for page, name in ((phone, "badge"), (phone, "today"), (desk, "today")):
        _keep_for_the_manifest(page, places[name], name)


def sign_in(page: Page, places: Places) -> None:
    page.goto(places["sign-in"])
    page.get_by_label("E-mail").fill("mira@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(places["today"])


def _take(page: Page, url: str, name: str, look: str, then: Callable[[Page], None] | None = None) -> None:
    page.emulate_media(color_scheme=look)  # type: ignore[arg-type]
    page.goto(url, wait_until="networkidle")
    if then:
        then(page)
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").save(PICTURES / f"{name}.webp", quality=48, method=6)


def _wait_for_the_sheet(page: Page) -> None:
    camera = page.get_by_role("button", name="Open the camera")
    if camera.is_visible():
        camera.click()
    expect(page.locator(".scan-sheet")).to_be_visible(timeout=20_000)
    page.get_by_label("What did you talk about?").fill("Sketched our sign-up on a napkin. Send her the numbers.")
    page.get_by_label("promised something").check()


def _keep_for_the_manifest(page: Page, url: str, name: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(url, wait_until="networkidle")
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    few_colours = picture.quantize(64, dither=Image.Dither.NONE)
    few_colours.save(FOR_THE_MANIFEST / f"{name}-{picture.width}x{picture.height}.png", optimize=True)


def _thursday_evening() -> datetime:
    day = datetime.now(ZoneInfo(HERE)) - timedelta(days=1)
    return (day - timedelta(days=(day.weekday() - 3) % 7)).replace(hour=20, minute=10)


def main() -> None:
    for folder in (PICTURES, FOR_THE_MANIFEST):
        folder.mkdir(parents=True, exist_ok=True)
    chromium = obtain()
    with (
        time_machine.travel(_thursday_evening()), demo() as places, tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
    ):
        clip = film(qr_png(places["card"].upper()), Path(folder) / "badge.y4m")
        browser = playwright.chromium.launch(executable_path=chromium, args=[*FLAGS, *camera_flags(clip)])
        take_all(browser, places)
        browser.close()
    taken = [*PICTURES.glob("*.webp"), *FOR_THE_MANIFEST.glob("*.png")]
    print(f"{len(taken)} pictures, {sum(path.stat().st_size for path in taken):,} bytes")


if __name__ == "__main__":
    main()
