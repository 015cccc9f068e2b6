"""Taking in what a request carries before the first query: a slow sender must not hold the write lock meanwhile."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

from networking_app.access import is_public
from networking_app.reading import SAFE_METHODS

View = TypeVar("View", bound=Callable[..., Any])


def takes(most_bytes: int) -> Callable[[View], View]:
    """Let a view be sent more than MAX_CONTENT_LENGTH."""

    def marked(view: View) -> View:
        view.most_bytes = most_bytes  # type: ignore[attr-defined]
        return view

    return marked


def init_app(app: Flask) -> None:
    app.before_request(receive)


def receive() -> None:
    """Read the whole body; raises 413 when it is too large."""
    if request.method in SAFE_METHODS or _nobody():
        return
    view = current_app.view_functions.get(request.endpoint or "")
    if most_bytes := getattr(view, "most_bytes", None):
        request.max_content_length = most_bytes
    if request.is_json:
        request.get_data()
    else:
        request.form  # noqa: B018


def _nobody() -> bool:
    # Who is about to be refused need not be listened to.
    return not is_public(request.endpoint) and current_app.config["SESSION_COOKIE_NAME"] not in request.cookies
