"""Pages whose address is a secret from a mail."""

from werkzeug.wrappers import Response


def token_page(page: str, status: int = 200) -> Response:
    """The page, with a policy by which no other page and no search learns its address."""
    # Not "no-referrer": with it browsers send "Origin: null", and the page's own form would be refused.
    headers = {"Content-Type": "text/html; charset=utf-8", "Referrer-Policy": "strict-origin",
               "X-Robots-Tag": "noindex"}
    return Response(page, status, headers)
