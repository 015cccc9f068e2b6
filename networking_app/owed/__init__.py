"""Who owes whom: replies, promises, favours, introductions and thanks, both ways."""

from flask import Flask

from networking_app.owed import models  # noqa: F401
from networking_app.owed.blueprint import bp


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
