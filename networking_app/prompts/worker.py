"""`flask worker`: claims what is due, commits, then delivers."""

import logging
import signal
import threading
from datetime import timedelta

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from networking_app.accounts.cleaning import forget_what_is_over
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.prompts import queue
from networking_app.prompts.deliveries import DELIVERIES
from networking_app.prompts.post_office import post_office
from networking_app.prompts.queue import Claimed
from networking_app.prompts.sending import Gone, Refused, Sending

BATCH = 10
PAUSE_SECONDS = 1.0
PAUSE_AFTER_FAILURE_SECONDS = 10.0
TIDY_EVERY = timedelta(hours=1)
# Enough of the lease must be left for the slowest mail server.
MARGIN = timedelta(minutes=4)
LOG = logging.getLogger("knownby")


@click.command("worker")
@click.option("--once", is_flag=True, help="Deliver what is due now, then end.")
@click.option("--dry-run", is_flag=True, help="Only say what would be delivered.")
@with_appcontext
def worker_command(once: bool, dry_run: bool) -> None:
    """Deliver mails as they become due."""
    if dry_run:
        for row_id, kind in queue.waiting_kinds():
            click.echo(f"{row_id} {kind}")
    elif once:
        while deliver_batch():
            pass
        tidy_up()
    else:
        _go_on(_stop_when_told())


def deliver_batch() -> int:
    """Claim some rows and deliver them; returns how many were claimed."""
    rows = queue.claim(BATCH)
    db.session.commit()
    for row in rows:
        if now() < row.claimed_until - MARGIN:
            _deliver(row)
    post_office().close()
    db.session.remove()
    return len(rows)


def _deliver(row: Claimed) -> None:
    sending: Sending | None = None
    error: Exception | None = None
    try:
        sending = DELIVERIES[row.kind](row)
        db.session.commit()
        if sending:
            sending.send()
    except SQLAlchemyError:
        raise
    except Exception as raised:  # one bad row must not stop the others
        db.session.rollback()
        error = raised
    if sending:
        sending.settled(error)
    _end(row, error)
    db.session.commit()


def _end(row: Claimed, error: Exception | None) -> None:
    if error is None or isinstance(error, Gone):
        queue.finish(row)
        return
    LOG.warning("delivery failed", extra={"fields": {"outgoing": row.id, "kind": row.kind, "error": _named(error)}})
    if isinstance(error, Refused):
        queue.give_up(row, _named(error))
    else:
        queue.retry_later(row, _named(error), getattr(error, "pause", 0.0))


def _named(error: Exception) -> str:
    # Never its text: that can hold an address.
    code = getattr(error, "smtp_code", getattr(error, "status", ""))
    return f"{type(error).__name__} {code}".strip()


def tidy_up() -> None:
    """Delete what is of no use any more."""
    queue.tidy()
    forget_what_is_over()
    db.session.commit()


def _stop_when_told() -> threading.Event:
    told = threading.Event()
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: told.set())
    return told


def _go_on(told: threading.Event) -> None:
    tidied_at = now() - TIDY_EVERY
    while not told.is_set():
        try:
            if now() - tidied_at >= TIDY_EVERY:
                tidy_up()
                tidied_at = now()
            pause = 0.0 if deliver_batch() else PAUSE_SECONDS
        except SQLAlchemyError as error:  # the database is away for a moment
            db.session.remove()
            LOG.warning("worker waits", extra={"fields": {"error": type(error).__name__}})
            pause = PAUSE_AFTER_FAILURE_SECONDS
        told.wait(pause)
