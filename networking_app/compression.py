"""Pages in fewer bytes: a checklist with sixty messages is half a megabyte of text that repeats itself."""

import gzip

from flask import Flask, Response, request

SMALL = 2_000
LEVEL = 5


def init_app(app: Flask) -> None:
    app.after_request(compress)


def compress(answer: Response) -> Response:
    """The page as gzip where the browser reads that; a page that repeats what its address says stays as it is.

    Else its length would tell who may choose the address, and listens, what else stands on the page (BREACH).
    """
    if answer.mimetype != "text/html" or answer.content_encoding or answer.is_streamed or request.query_string:
        return answer
    answer.vary.add("Accept-Encoding")
    body = answer.get_data()
    if request.accept_encodings["gzip"] and len(body) > SMALL:
        answer.set_data(gzip.compress(body, LEVEL, mtime=0))
        answer.content_encoding = "gzip"
    return answer
