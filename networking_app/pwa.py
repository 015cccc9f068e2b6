"""What makes the site an app on the home screen: manifest, service worker at the root, offline page."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the public routes of the home-screen app."""
