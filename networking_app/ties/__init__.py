"""Scans, ties, encounters, notes, interactions."""

from flask import Flask

from networking_app.ties import cadence_views, guest_views, peer_views, scan_views, views, word_views, words  # noqa: F401
from networking_app.ties.blueprint import bp


def init_app(app: Flask) -> None:
    words.init_app(app)
    app.register_blueprint(bp)
