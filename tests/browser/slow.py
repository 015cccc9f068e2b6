"""A server that keeps somebody waiting."""

import threading
from typing import Any


class Slow:
    """Answers questions for one path only when it is told to; of them those alone that carry a header, if one is named
    as WSGI does."""

    def __init__(self, app: Any) -> None:
        self.at_once, self.path, self.header = app.wsgi_app, "", "HTTP_HOST"
        self.asked, self.answers = threading.Event(), threading.Event()
        app.wsgi_app = self

    def __call__(self, environ: dict[str, Any], start: Any) -> Any:
        if environ["PATH_INFO"] == self.path and environ["REQUEST_METHOD"] == "GET" and self.header in environ:
            self.asked.set()
            self.answers.wait(30)
        return self.at_once(environ, start)
