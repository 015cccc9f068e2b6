"""Dated things to do for a tie, and the pure planning of them."""

from flask import Flask

from networking_app.follow_ups.blueprint import bp


def init_app(app: Flask) -> None:
    """Register what the domain answers to."""
    app.register_blueprint(bp)
