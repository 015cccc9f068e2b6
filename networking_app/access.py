"""Who may call what: signed-in by default, `@public` marks the exceptions, writes only from our own pages."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Request as WsgiRequest
from werkzeug.wrappers import Response

from networking_app.errors import DomainError, wants_json
from networking_app.reading import SAFE_METHODS

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Let a view be called without an account."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def from_anywhere(view: View) -> View:
    """Let a view be written to by whoever knows its address, which is a secret; it must look at no cookie.

    Mail programs do so when they unsubscribe their reader (RFC 8058).
    """
    view.takes_foreign_writes = True  # type: ignore[attr-defined]
    return view


def is_public(endpoint: str | None) -> bool:
    view = current_app.view_functions.get(endpoint or "")
    return view is None or getattr(view, "is_public", False)


def init_app(app: Flask) -> None:
    app.wsgi_app = MethodInQuery(app.wsgi_app)  # type: ignore[assignment, method-assign]
    app.before_request(refuse_foreign_writes)
    app.before_request(require_sign_in)


def refuse_foreign_writes() -> None:
    """Refuse a state change that a page of another site could have sent (Fetch Metadata, else Origin)."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method in SAFE_METHODS or getattr(view, "takes_foreign_writes", False):
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site in ("same-origin", "none") or (site is None and _from_our_origin()):
        return
    raise DomainError(_("That did not come from this site, so nothing was changed."), 403)


def _from_our_origin() -> bool:
    origin, host = request.headers.get("Origin", ""), request.host
    return origin == current_app.config["PUBLIC_URL"] or (bool(host) and origin.partition("://")[2] == host)


def require_sign_in() -> Response | None:
    if is_public(request.endpoint) or current_user.is_authenticated:
        return None
    if wants_json() or request.method not in SAFE_METHODS:
        raise DomainError(_("Please sign in first."), 401)
    return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))


def safe_next(default: str) -> str:
    """Where `next` asks to go, if that is a page of this site; else `default`."""
    target = request.values.get("next", "")
    inside = target.startswith("/") and not target.startswith(("//", "/\\")) and "\\" not in target
    return target if inside and target.isprintable() else default


class MethodInQuery:
    """Plain forms can only POST: `?_method=DELETE` says what they mean."""

    def __init__(self, app: Callable) -> None:
        self.app = app

    def __call__(self, environ: dict, start_response: Callable) -> object:
        if environ["REQUEST_METHOD"] == "POST" and "_method=" in environ.get("QUERY_STRING", ""):
            method = WsgiRequest(environ, populate_request=False).args.get("_method")
            if method in ("DELETE", "PUT"):
                environ["REQUEST_METHOD"] = method
        return self.app(environ, start_response)
