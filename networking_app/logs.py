"""One JSON line a request; it names the endpoint, never the path: paths can hold codes."""

import json
import logging
import sys
import traceback
from time import perf_counter
from typing import Any

from flask import Flask, Response, g, request


class JsonLines(logging.Formatter):
    """Each record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {"at": self.formatTime(record), "level": record.levelname}
        line["message"] = record.getMessage()
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1]:
            line["trace"] = trace_of(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def trace_of(error: BaseException) -> list[str]:
    """Kinds and places of an error and of what led to it; not its text, which can hold what a person typed."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    frames = [f"{at.filename}:{at.lineno} {at.name}" for at in traceback.extract_tb(error.__traceback__)]
    return [*(trace_of(cause) if cause else ()), *frames, type(error).__name__]


def init_app(app: Flask) -> None:
    log = logging.getLogger("knownby")
    if not log.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonLines())
        log.addHandler(handler)
        log.propagate = False
    log.setLevel(app.config["LOG_LEVEL"])
    app.logger = log
    app.log_exception = _log_exception  # type: ignore[assignment, method-assign]

    @app.before_request
    def start() -> None:
        g.started = perf_counter()

    @app.after_request
    def record(response: Response) -> Response:
        if log.isEnabledFor(logging.INFO):
            log.info("request", extra={"fields": _fields(response)})
        return response


def _log_exception(error: Any) -> None:
    # In the place of Flask's, which names the path.
    fields = {"request": g.get("request_id", ""), "method": request.method, "endpoint": request.endpoint or "none"}
    logging.getLogger("knownby").error("request failed", exc_info=error, extra={"fields": fields})


def _fields(response: Response) -> dict[str, object]:
    return {
        "request": g.get("request_id", ""),
        "method": request.method,
        "endpoint": request.endpoint or "none",
        "status": response.status_code,
        "ms": round((perf_counter() - g.get("started", perf_counter())) * 1000, 1),
    }
