"""What an operator's monitor asks."""

from flask import Flask
from sqlalchemy import text

from networking_app.access import public
from networking_app.extensions import db


@public
def livez() -> tuple[str, dict[str, str]]:
    """The process answers."""
    return "ok\n", {"Content-Type": "text/plain"}


@public
def readyz() -> tuple[str, dict[str, str]]:
    """The store answers, and its tables are there."""
    db.session.execute(text("SELECT 1 FROM users WHERE id = 0"))
    return "ok\n", {"Content-Type": "text/plain"}


def init_app(app: Flask) -> None:
    app.add_url_rule("/livez", view_func=livez)
    app.add_url_rule("/readyz", view_func=readyz)
