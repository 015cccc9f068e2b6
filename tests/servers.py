"""The application on a real port."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.databases import Database


@dataclass
class Served:
    """`localhost`, not an address: passkeys and cookies want a name."""

    url: str
    app: Flask


class Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 5  # a connection that nobody uses any more

    def log_request(self, *_arguments: object) -> None:
        pass


@contextmanager
def serving(database: Database) -> Iterator[Served]:
    """The application of the test on a threaded server until the block ends."""
    app = database.apps[0]
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    served = Served(f"http://localhost:{server.server_port}", app)
    app.config["PUBLIC_URL"] = served.url
    server.daemon_threads = False  # so that closing waits for requests that still use the database
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
