"""Scans, ties, encounters, notes, interactions."""

from flask import Flask

from networking_app.ties import (  # noqa: F401
    cadence_views,
    follow_up_views,
    guest_views,
    peer_views,
    scan_views,
    views,
    word_views,
    words,
)
from networking_app.ties.blueprint import bp


def init_app(app: Flask) -> None:
    words.init_app(app)
    app.register_blueprint(bp)
