"""Cards, badges, QR codes, the public card page."""

from flask import Flask

from networking_app.cards import badge_views, leaving_views, photo_views, public_views, views  # noqa: F401
from networking_app.cards.blueprint import bp


def init_app(app: Flask) -> None:
    """Register what the domain answers to."""
    app.register_blueprint(bp)
