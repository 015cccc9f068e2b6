"""Answers that a browser may keep for good, because their address changes when they do."""

from flask import Response, request


def lasting(body: str | bytes, content_type: str, digest: str) -> Response:
    """The body for this person's browser alone, kept without asking again; 304 where it is known already."""
    response = Response(body, content_type=content_type)
    response.set_etag(digest)
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response.make_conditional(request)  # type: ignore[return-value]
