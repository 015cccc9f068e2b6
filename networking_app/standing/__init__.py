"""Known by whom, how warm, and how one came to know them."""

from flask import Flask

from networking_app.standing import aims_views, known_by_views, models, remembrance_views, target_views  # noqa: F401
from networking_app.standing.blueprint import bp


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
