"""A page with nothing but a <qr-scanner>, under the application's own headers."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, render_template_string
from playwright.sync_api import Page
from werkzeug.serving import make_server

from networking_app import assets, security_headers
from tests.servers import Quiet

PAGE = """<!doctype html>
<html lang="en">
<title>Scan</title>
<link rel="icon" href="data:,">
{% include "ties/_camera_modules.html" %}
<script type="module" src="{{ asset('js/elements/qr-scanner.js') }}"></script>
<qr-scanner>
  <video data-part="video" playsinline muted width="320"></video>
  <div data-part="frame" hidden></div>
  <button type="button" data-part="torch" hidden aria-pressed="false">Torch</button>
  <button type="button" data-part="start" hidden>Open the camera</button>
  <section data-error="denied" hidden><p>Denied</p> <button type="button" data-start>Try again</button></section>
  <section data-error="missing" hidden>Missing</section>
  <section data-error="busy" hidden>Busy</section>
  <section data-error="insecure" hidden>Insecure</section>
  <section data-error="unknown" hidden>Unknown</section>
  <p role="status" data-part="status" data-starting="Opening" data-looking="Looking" data-paused="Paused"
     data-found="Found" data-reading="Reading" data-no-code="No code there"></p>
  <label hidden>Zoom <input type="range" data-part="zoom"></label>
  <label hidden>Camera <select data-part="camera-choice"></select></label>
  <label>Photo <input type="file" accept="image/*" data-part="photo"></label>
</qr-scanner>
</html>"""
# `at` is when the scanner itself looked at the clock, not when somebody hears of it.
LISTEN = """window.scans = [];
const clock = performance.now.bind(performance);
performance.now = () => (window.lookedAt = clock());
addEventListener("scan", ({ detail }) => scans.push({ ...detail, at: lookedAt }));"""


@contextmanager
def scanner_page() -> Iterator[str]:
    """The address of the page, until the block ends."""
    app = Flask("scanner_page", static_folder=None, template_folder=str(assets.PACKAGE / "templates"))
    app.config["PUBLIC_URL"] = "http://localhost"
    assets.init_app(app)
    security_headers.init_app(app)
    app.add_url_rule("/", "page", lambda: render_template_string(PAGE))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def texts(page: Page) -> set[str]:
    """What was scanned since the page was opened; what stays in view is said again every three seconds."""
    return {scan["text"] for scan in page.evaluate("scans")}
