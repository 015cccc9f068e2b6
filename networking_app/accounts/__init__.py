"""Users, addresses, sessions, blocks, outgoing mail."""

from flask import Flask

from networking_app.accounts import block_views, password_views, session_views, views  # noqa: F401
from networking_app.accounts.blueprint import bp


def init_app(app: Flask) -> None:
    """Register what the domain answers to."""
    app.register_blueprint(bp)
