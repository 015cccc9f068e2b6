"""One JSON line a request; it names the endpoint, never the path: paths can hold codes."""

import json
import logging
import sys
from time import perf_counter

from flask import Flask, Response, g, request


class JsonLines(logging.Formatter):
    """Each record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        line = {"at": self.formatTime(record), "level": record.levelname, "message": record.getMessage()}
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def init_app(app: Flask) -> None:
    log = logging.getLogger("knownby")
    if not log.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonLines())
        log.addHandler(handler)
        log.propagate = False
    log.setLevel(app.config["LOG_LEVEL"])
    app.logger = log

    @app.before_request
    def start() -> None:
        g.started = perf_counter()

    @app.after_request
    def record(response: Response) -> Response:
        if log.isEnabledFor(logging.INFO):
            log.info("request", extra={"fields": _fields(response)})
        return response


def _fields(response: Response) -> dict[str, object]:
    return {
        "request": g.get("request_id", ""),
        "method": request.method,
        "endpoint": request.endpoint or "none",
        "status": response.status_code,
        "ms": round((perf_counter() - g.get("started", perf_counter())) * 1000, 1),
    }
