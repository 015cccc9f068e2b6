"""How the addresses of pages are read and made."""

from typing import Any

from flask import current_app, url_for
from werkzeug.routing import IntegerConverter


class IdConverter(IntegerConverter):
    """A row's id: up to 18 digits, so that it always fits the column; anything else is no such page."""

    regex = r"[0-9]{1,18}"


def public_url(endpoint: str, **values: Any) -> str:
    """An absolute link built from PUBLIC_URL, never from the request's Host header."""
    return str(current_app.config["PUBLIC_URL"]) + url_for(endpoint, **values)
