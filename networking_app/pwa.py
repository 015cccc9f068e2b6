"""What makes the site an app on the home screen: manifest, service worker at the root, offline page."""

from flask import Flask, Response, current_app, json, render_template, url_for
from flask_babel import gettext as _

from networking_app.access import public
from networking_app.assets import beside_package

# The page's ground by day, as in static/css/tokens.css.
PAPER = "#f4f6f1"


@public
def manifest() -> Response:
    """The web app manifest: the same for everybody, since browsers fetch it without cookies."""
    return Response(json.dumps(_manifest()), mimetype="application/manifest+json", headers=_kept_for(3600))


@public
def service_worker() -> Response:
    """The worker of the whole site, under one stable address; its text changes with every asset."""
    source = (beside_package("static") / "service-worker.js").read_text(encoding="utf-8")
    version = current_app.extensions["asset_version"]
    text = f"const VERSION = '{version}';\n{source}"
    return Response(text, mimetype="text/javascript", headers={"Cache-Control": "no-cache"})


@public
def offline() -> tuple[str, dict[str, str]]:
    """What is shown without a network where nothing was kept; the same for everybody."""
    return render_template("offline.html"), _kept_for(0)


def init_app(app: Flask) -> None:
    """Register the public routes of the home-screen app."""
    app.add_url_rule("/manifest.webmanifest", "pwa.manifest", manifest)
    app.add_url_rule("/service-worker.js", "pwa.service_worker", service_worker)
    app.add_url_rule("/offline", "pwa.offline", offline)


def _kept_for(seconds: int) -> dict[str, str]:
    return {"Cache-Control": f"public, max-age={seconds}" if seconds else "no-cache"}


def _manifest() -> dict[str, object]:
    return {
        "id": "/", "name": current_app.config["APP_NAME"], "short_name": current_app.config["APP_NAME"],
        "description": _("Your card is a QR code made for this meetup. Every scan is followed up."),
        "start_url": "/", "scope": "/", "display": "standalone", "background_color": PAPER, "theme_color": PAPER,
        "lang": "en", "categories": ["business", "social", "productivity"],
        "icons": [
            {"src": _asset("icons/icon-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": _asset("icons/icon-512.png"), "sizes": "512x512", "type": "image/png"},
            {"src": _asset("icons/maskable-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
        ],
        "shortcuts": [_shortcut(_("Scan"), "ties.scan"), _shortcut(_("My badge"), "cards.index"),
                      _shortcut(_("Today"), "my.today")],
    }


def _shortcut(name: str, endpoint: str) -> dict[str, object]:
    icon = {"src": _asset("icons/icon-192.png"), "sizes": "192x192", "type": "image/png"}
    return {"name": name, "url": url_for(endpoint), "icons": [icon]}


def _asset(path: str) -> str:
    return url_for("static", filename=path)
