"""The headers every answer carries: a strict content policy, and nothing private left in a cache."""

import uuid

from flask import Flask, Response, current_app, g, request
from flask_login import current_user

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{style}; img-src 'self' data: blob:; connect-src 'self'; "
    "media-src 'self' blob:; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=()",
}


def content_policy(style_hash: str = "") -> str:
    """The policy; `style_hash` ('sha256-...') admits one inline style sheet."""
    return CONTENT_POLICY.format(style=f" '{style_hash}'" if style_hash else "")


def fixed_headers(public_url: str) -> dict[str, str]:
    """What pages and files alike say; over https also that there is no other way to this site."""
    https = public_url.startswith("https:")
    return FIXED | ({"Strict-Transport-Security": "max-age=31536000; includeSubDomains"} if https else {})


def init_app(app: Flask) -> None:
    @app.before_request
    def name_request() -> None:
        g.request_id = uuid.uuid4().hex[:12]

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in fixed_headers(current_app.config["PUBLIC_URL"]).items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", content_policy())
        if "Cache-Control" not in response.headers and request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
        return response


def signed_in_hash() -> str:
    """A name for the signed-in person that says nothing about them; tells copies kept on a phone apart."""
    return str(current_user.phone_key) if current_user.is_authenticated else ""
