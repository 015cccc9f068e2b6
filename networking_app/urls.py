"""How the addresses of pages are read and made."""

from functools import cache
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from werkzeug.routing import IntegerConverter


class IdConverter(IntegerConverter):
    """A row's id: up to 18 digits, so that it always fits the column; anything else is no such page."""

    regex = r"[0-9]{1,18}"


def public_url(endpoint: str, **values: Any) -> str:
    """An absolute link built from PUBLIC_URL, never from the request's Host header; works without a request too."""
    base = urlsplit(current_app.config["PUBLIC_URL"])
    addresses = current_app.url_map.bind(base.netloc, url_scheme=base.scheme)
    return addresses.build(endpoint, values, force_external=True)


def lasting_id(kind: str, row_id: int) -> str:
    """What other programs may call a row, always and everywhere: "event-7@knownby.example"."""
    return f"{kind}-{row_id}@{_host_of(current_app.config['PUBLIC_URL'])}"


@cache
def _host_of(url: str) -> str | None:
    return urlsplit(url).hostname
