"""One person connects two of their ties; it becomes ties only when both say yes."""

from flask import Flask

from networking_app.introductions import (  # noqa: F401
    answering_views,
    asking_views,
    models,
    offering_views,
    views,
)
from networking_app.introductions.blueprint import bp


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
