"""Who owes whom: replies, promises, favours, introductions and thanks, both ways."""

from flask import Flask

from networking_app.owed import ask_views, models, promise_views, spare_views, views, words  # noqa: F401
from networking_app.owed.blueprint import bp


def init_app(app: Flask) -> None:
    words.init_app(app)
    promise_views.init_app(app)
    app.register_blueprint(bp)
