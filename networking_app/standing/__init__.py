"""Known by whom, how warm, and how one came to know them."""

from flask import Flask

from networking_app.standing import (  # noqa: F401
    aims_views,
    chain_views,
    known_by_views,
    matching_views,
    models,
    network_views,
    not_met_views,
    remembrance_views,
    series_views,
    target_views,
)
from networking_app.standing.blueprint import bp
from networking_app.standing.shares import percent


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    app.add_template_global(percent)
