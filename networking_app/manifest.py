"""The web app manifest (W3C): what the app is called on a home screen and what it looks like there."""

from flask import current_app, url_for
from flask_babel import gettext as _

from networking_app.assets import beside_package

# The page's ground by day, as in static/css/tokens.css.
PAPER = "#f4f6f1"


def manifest() -> dict[str, object]:
    """The members of the manifest; none of them depends on who asks."""
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
        "screenshots": _screenshots(),
    }


def _screenshots() -> list[dict[str, str]]:
    """Pictures named like `today-390x844.png`, as far as there are any."""
    found = sorted((beside_package("static") / "screenshots").glob("*-*x*.png"))
    sizes = [(path.name, path.stem.rpartition("-")[2]) for path in found]
    return [{"src": _asset(f"screenshots/{name}"), "sizes": size, "type": "image/png",
             "form_factor": "wide" if _is_wide(size) else "narrow"} for name, size in sizes]


def _is_wide(size: str) -> bool:
    width, height = size.split("x")
    return int(width) > int(height)


def _shortcut(name: str, endpoint: str) -> dict[str, object]:
    icon = {"src": _asset("icons/icon-192.png"), "sizes": "192x192", "type": "image/png"}
    return {"name": name, "url": url_for(endpoint), "icons": [icon]}


def _asset(path: str) -> str:
    return url_for("static", filename=path)
