"""`flask worker`: rings the alarms of people whose time has come, and delivers what that and others have queued."""

import logging
from datetime import timedelta

import click
from flask.cli import with_appcontext

from networking_app.accounts.cleaning import forget_what_is_over
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.prompts import alarms, queue
from networking_app.prompts.alarms import Held
from networking_app.prompts.delivering import DATABASE_AWAY, deliver_batch
from networking_app.prompts.figures import worker_line
from networking_app.prompts.people import Person
from networking_app.prompts.ringing import ring, to_ring
from networking_app.prompts.shift import Shift

BATCH = 200
PAUSE_SECONDS = 1.0
PAUSE_AFTER_FAILURE_SECONDS = 10.0
TIDY_EVERY = timedelta(hours=1)
TELL_EVERY = timedelta(minutes=1)
LOG = logging.getLogger("knownby")


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
@click.option("--dry-run", is_flag=True, help="Only say what would be delivered.")
@with_appcontext
def worker_command(once: bool, dry_run: bool) -> None:
    """Prompt people and deliver mails as they become due."""
    if dry_run:
        for row_id, kind in queue.waiting_kinds():
            click.echo(f"{row_id} {kind}")
        return
    shift = Shift()
    shift.end_when_told()
    if once:
        tidy_up()
        while not shift.is_over and ring_batch(shift) + deliver_batch(shift):
            pass
    else:
        _go_on(shift)


def ring_batch(shift: Shift) -> int:
    """Claim some alarms and ring them; returns how many were claimed. Raises DATABASE_AWAY."""
    held = alarms.claim(BATCH)
    db.session.commit()
    if held.user_ids:
        those = to_ring(held, now())
        db.session.commit()
        for person in those:
            if not shift.is_over and now() < held.until:
                _ring(person, held, shift)
    db.session.remove()
    return len(held.user_ids)


def _ring(person: Person, held: Held, shift: Shift) -> None:
    try:
        ring(person, held.until, now())
        db.session.commit()
        shift.rung += 1
    except DATABASE_AWAY:
        raise
    except Exception as error:  # one person's rows must not keep the others waiting; theirs rings again
        db.session.rollback()
        LOG.exception("alarm failed", exc_info=error, extra={"fields": {"user": person.id}})


def tidy_up() -> None:
    """Delete what is of no use any more, and look after people who are new."""
    queue.tidy()
    forget_what_is_over()
    alarms.enrol()
    db.session.commit()


def _go_on(shift: Shift) -> None:
    tidied_at, told_at = now() - TIDY_EVERY, now()
    while not shift.is_over:
        try:
            if now() - tidied_at >= TIDY_EVERY:
                tidy_up()
                tidied_at = now()
            pause = 0.0 if ring_batch(shift) + deliver_batch(shift) else PAUSE_SECONDS
            if now() - told_at >= TELL_EVERY:
                LOG.info("worker", extra={"fields": worker_line(shift)})
                told_at = now()
        except Exception as error:  # the database is away for a moment, or something nobody has thought of
            db.session.remove()
            LOG.warning("worker waits", extra={"fields": {"error": type(error).__name__}})
            pause = PAUSE_AFTER_FAILURE_SECONDS
        shift.rest(pause)
