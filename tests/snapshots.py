"""All rows of all tables, to be compared."""

from flask import Flask
from sqlalchemy import inspect, text

from networking_app.extensions import db


def everything(app: Flask, but: str = "") -> dict[str, list[str]]:
    """Each table's rows in a fixed order; only the counts of attempts are left out, and the table `but`."""
    with app.app_context():
        names = [name for name in inspect(db.engine).get_table_names() if name not in ("rate_limits", but)]
        return {name: sorted(map(repr, db.session.execute(text(f'SELECT * FROM "{name}"')))) for name in names}  # noqa: S608
