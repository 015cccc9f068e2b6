"""What makes the site an app on the home screen: manifest, service worker at the root, offline page."""

from flask import Flask, Response, current_app, json, render_template, request, url_for
from flask_babel import gettext as _

from networking_app.access import public
from networking_app.assets import COMPRESSED, beside_package
from networking_app.manifest import manifest as describe
from networking_app.security_headers import signed_in_hash

# The pages that a phone may keep for the person who is signed in on it; everything else is gone with the network.
KEPT_OFFLINE = frozenset(
    {"my.today", "my.checklist", "my.not_sent", "ties.index", "my.tie", "ties.frame", "ties.new", "ties.scan",
     "owed.index", "standing.aims", "standing.known_by", "ties.photo", "cards.index", "cards.badge", "cards.photo",
     "events.index", "events.show"}
)
# Where the files lie that every page needs, and what else works without a network: the scanner above all.
SHELL = ("css/*.css", "js/*.js", "js/elements/*.js", "js/outbox/*.js", "js/synced/*.js", "icons/*")
BESIDES = ("js/camera/*.js", "js/decode/*.js", "vendor/**/*.js", "vendor/**/*.mjs", "vendor/**/*.wasm")


@public
def manifest() -> Response:
    """The web app manifest: the same for everybody, since browsers fetch it without cookies."""
    return Response(json.dumps(describe()), mimetype="application/manifest+json", headers=_kept_for(3600))


@public
def service_worker() -> Response:
    """The worker of the whole site, under one stable address; its text changes with every asset."""
    module = json.dumps(url_for("static", filename="js/worker/main.js"))
    version = current_app.extensions["asset_version"]
    parts = json.dumps({"version": version, "files": static_files(*SHELL), "words": _words_of_notifications()})
    text = f"import {{ serve }} from {module};\nserve({parts});\n"
    return Response(text, mimetype="text/javascript", headers={"Cache-Control": "no-cache"})


@public
def offline() -> tuple[str, dict[str, str]]:
    """What is shown without a network where nothing was kept; the same for everybody."""
    return render_template("offline.html"), _kept_for(0)


@public
def install() -> str:
    """How the app gets onto a home screen, for each kind of device."""
    return render_template("install.html", ways=_ways_to_install())


def init_app(app: Flask) -> None:
    """Register the public routes of the home-screen app, and say which pages a phone may keep."""
    app.add_url_rule("/install", "pwa.install", install)
    app.add_url_rule("/manifest.webmanifest", "pwa.manifest", manifest)
    app.add_url_rule("/service-worker.js", "pwa.service_worker", service_worker)
    app.add_url_rule("/offline", "pwa.offline", offline)
    app.after_request(let_keep)


def let_keep(response: Response) -> Response:
    """Name the person on whose phone the page may be kept; the worker stores nothing without that name."""
    if request.endpoint in KEPT_OFFLINE and response.status_code == 200:
        owner = signed_in_hash()
        if owner:
            response.headers["X-Keep-Offline"] = owner
            response.headers["X-Shape"] = current_app.extensions["asset_version"]
    return response


def static_files(*patterns: str) -> list[str]:
    """The addresses of the static files that fit one of the patterns."""
    root = beside_package("static")
    found = sorted(path for pattern in patterns for path in root.glob(pattern) if path.suffix not in COMPRESSED)
    return [url_for("static", filename=path.relative_to(root).as_posix()) for path in found]


def _words_of_notifications() -> dict[str, str]:
    return {"title": current_app.config["APP_NAME"], "body": _("Something is due today."), "talked": _("We talked"),
            "kept": _("Kept: you were in touch."), "undo": _("Undo"), "undone": _("Taken back.")}


def _ways_to_install() -> list[tuple[str, str, list[str]]]:
    return [
        ("apple", _("iPhone and iPad"), [_("Open this page in Safari and tap Share: the square with an arrow."),
                                         _("Choose \u201cAdd to Home Screen\u201d."), _("Tap Add.")]),
        ("android", _("Android"), [_("Open the menu of the browser: the three dots."),
                                   _("Choose \u201cInstall app\u201d or \u201cAdd to home screen\u201d.")]),
        ("computer", _("Computer"), [_("In Chrome or Edge: the install sign at the end of the address bar."),
                                     _("In Safari: File, then \u201cAdd to Dock\u201d.")]),
    ]


def _kept_for(seconds: int) -> dict[str, str]:
    return {"Cache-Control": f"public, max-age={seconds}" if seconds else "no-cache"}
