"""Which transactions only read: those of requests that change nothing. They see everything as it is at one instant."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, has_request_context, request
from sqlalchemy import Connection

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

View = TypeVar("View", bound=Callable[..., Any])


def only_reads(view: View) -> View:
    """Let a view that is called by POST read as others do by GET; `limit` and the like write by themselves."""
    view.only_reads = True  # type: ignore[attr-defined]
    return view


def is_reading(connection: Connection) -> bool:
    """Whether the transaction that begins there only reads."""
    # A read that turns into a write cannot wait for its turn on SQLite (SQLITE_BUSY_SNAPSHOT), and fails on PostgreSQL
    # where somebody else wrote meanwhile: writers say so at the start.
    writes = connection.get_execution_options().get("writes")
    if writes is not None:
        return not writes
    return has_request_context() and (request.method in SAFE_METHODS or _view_only_reads())


def _view_only_reads() -> bool:
    return getattr(current_app.view_functions.get(request.endpoint or ""), "only_reads", False)
