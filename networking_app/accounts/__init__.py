"""Users, addresses, sessions, blocks, outgoing mail."""

from flask import Flask

from networking_app.accounts import sessions  # noqa: F401


def init_app(app: Flask) -> None:
    """Register what the domain answers to."""
