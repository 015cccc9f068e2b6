"""A server that keeps somebody waiting, and requests that are kept back on their way to one."""

import threading
from typing import Any

from playwright.sync_api import Page, Route


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


class Held:
    """Keeps back what a page or its worker asks for at an address, in the order of asking, until a test decides."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.routes: list[Route] = []
        page.context.route(address, lambda route: self.routes.append(route))

    def __getitem__(self, place: int) -> Route:
        """That request of them, once it is there."""
        for _try in range(600):
            if len(self.routes) > place:
                return self.routes[place]
            self.page.wait_for_timeout(50)
        raise AssertionError("never asked for")
