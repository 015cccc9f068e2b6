"""One kind of error for what people do wrong, and one handler: a page for people, JSON (RFC 9457) for fetch."""

from flask import Flask, Response, json, render_template, request
from flask_babel import gettext as _
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import BadHost, HTTPException

from networking_app.extensions import db

# Of PostgreSQL: a row that another names is gone, and a deadlock. SQLite lets nobody write beside another.
CROSSED = ("23503", "40P01")

class DomainError(Exception):
    """Something the person can understand and mend; `message` is shown to them as it is."""

    def __init__(self, message: str, status: int = 400, **details: object) -> None:
        super().__init__(message)
        self.message, self.status, self.details = message, status, details


def wants_json() -> bool:
    """Whether the caller is a script of ours rather than a person's navigation."""
    return request.is_json or request.accept_mimetypes.best == "application/json"


def answer_error(status: int, message: str, **details: object) -> Response:
    if wants_json():
        body = json.dumps({"status": status, "title": message, **details})
        return Response(body, status, content_type="application/problem+json")
    try:
        page = render_template("errors/error.html", status=status, message=message, details=details)
    except SQLAlchemyError:  # pages ask who is signed in, and the database is away
        return _in_plain_text(status, message)
    return Response(page, status)


def _in_plain_text(status: int, message: str) -> Response:
    return Response(message + "\n", status, content_type="text/plain; charset=utf-8")


def _messages() -> dict[int, str]:
    return {
        400: _("That request could not be understood."),
        401: _("Please sign in first."),
        403: _("That did not come from this site, so nothing was changed."),
        404: _("There is nothing here, or it is not yours to see."),
        405: _("That cannot be done here."),
        413: _("That is too large to send."),
        429: _("That was a bit fast. Please wait a moment and try again."),
        500: _("Something broke on our side. Nothing you saved is lost."),
    }


def init_app(app: Flask) -> None:
    @app.errorhandler(DomainError)
    def domain_error(error: DomainError) -> Response:
        answer = answer_error(error.status, error.message, **error.details)
        if "retry_after" in error.details:
            answer.headers["Retry-After"] = str(error.details["retry_after"])
        return answer

    @app.errorhandler(DBAPIError)
    @app.errorhandler(StaleDataError)
    @app.errorhandler(ObjectDeletedError)
    def at_the_same_moment(error: DBAPIError | StaleDataError | ObjectDeletedError) -> Response:
        """Somebody removed meanwhile what this hangs on, or two waited for each other and PostgreSQL ended this one."""
        if isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) not in CROSSED:
            raise error
        db.session.rollback()
        return domain_error(DomainError(
            _("Something changed at the same moment, so this was not kept. Please try again."), 409, retry_after=1))

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        if error.response is not None:
            return error.response  # type: ignore[return-value]
        status = error.code or 500
        if isinstance(error, BadHost):
            # Without a host there are no addresses, so no page of ours either.
            return _in_plain_text(400, _messages()[400])
        if 300 <= status < 400:
            return error.get_response()  # type: ignore[return-value]
        message = _messages().get(status, error.description or error.name)
        return answer_error(status, message)
