"""A batch of outgoing rows: claimed, made ready one after the other, sent side by side, noted one by one.

Everything of the database happens in the main thread.
"""

import logging
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from sqlalchemy.exc import InterfaceError, OperationalError

from networking_app.clock import now
from networking_app.extensions import db
from networking_app.prompts import queue
from networking_app.prompts.considerate import Readers
from networking_app.prompts.deliveries import DELIVERIES
from networking_app.prompts.post_office import post_office
from networking_app.prompts.queue import Claimed
from networking_app.prompts.sending import Gone, Refused, Sending
from networking_app.prompts.shift import Shift
from networking_app.prompts.threshold import Threshold

BATCH, THREADS = 100, 8
DATABASE_AWAY = (OperationalError, InterfaceError)
LOG = logging.getLogger("knownby")


def deliver_batch(shift: Shift | None = None) -> int:
    """Claim some rows and deliver them; returns how many were claimed. Raises DATABASE_AWAY."""
    shift = shift or Shift()
    rows = queue.claim(BATCH)
    db.session.commit()
    shift.claimed += len(rows)
    with ThreadPoolExecutor(THREADS, "delivery") as pool:
        _Batch(shift, pool, Readers(rows)).deliver(rows)
    post_office().close()
    db.session.remove()
    return len(rows)


@dataclass
class _Batch:
    shift: Shift
    pool: ThreadPoolExecutor
    readers: Readers
    threshold: Threshold = field(default_factory=Threshold)
    under_way: dict[Future[None], tuple[Claimed, Sending]] = field(default_factory=dict)

    def deliver(self, rows: Sequence[Claimed]) -> None:
        try:
            self._send_all(list(reversed(rows)))
        except BaseException:
            self.threshold.close()  # what could not be noted is not sent
            raise

    def _send_all(self, waiting: list[Claimed]) -> None:
        while waiting and not self.shift.is_over:
            self._note_some(patient=len(self.under_way) >= THREADS)
            row = waiting.pop()
            if row.has_time and (sending := self._made_ready(row)):
                self.under_way[self.pool.submit(self._send, sending)] = row, sending
        while self.under_way:
            self._note_some(patient=True)
        queue.let_go(waiting)
        db.session.commit()

    def _made_ready(self, row: Claimed) -> Sending | None:
        try:
            sending = self._sending(row)
        except DATABASE_AWAY:
            raise
        except Exception as error:  # one bad row must not stop the others
            db.session.rollback()
            self._end(row, error)
            sending = None
        db.session.commit()
        return sending

    def _sending(self, row: Claimed) -> Sending | None:
        if (moment := self.readers.earliest(row)) > now():
            queue.put_off(row, moment)
            return None
        if not queue.begin(row):
            return None
        sending = DELIVERIES[row.kind](row)
        if sending is None:
            queue.finish(row)
        return sending

    def _send(self, sending: Sending) -> None:
        self.threshold.step_over(sending)
        try:
            sending.send()
        finally:
            self.threshold.answered(sending)

    def _note_some(self, patient: bool) -> None:
        """Note what has come of those that have ended; a patient one waits for the first."""
        done, _others = wait(self.under_way, None if patient else 0, FIRST_COMPLETED)
        for future in done:
            row, sending = self.under_way.pop(future)
            error = future.exception()
            if error is not None and not isinstance(error, Exception):
                raise error
            self._settle(row, sending, error)
            self._end(row, error)
            db.session.commit()
            self.threshold.noted(sending)

    def _settle(self, row: Claimed, sending: Sending, error: Exception | None) -> None:
        try:
            sending.settled(error)
        except DATABASE_AWAY:
            raise
        except Exception as failed:  # it is delivered all the same
            db.session.rollback()
            LOG.exception("delivery not settled", exc_info=failed, extra={"fields": {"outgoing": row.id}})

    def _end(self, row: Claimed, error: Exception | None) -> None:
        if error is None or isinstance(error, Gone):
            queue.finish(row)
            self.shift.sent += error is None
            return
        fields = {"outgoing": row.id, "kind": row.kind, "error": _named(error)}
        LOG.warning("delivery failed", extra={"fields": fields})
        self.shift.failed += 1
        if isinstance(error, Refused):
            queue.give_up(row, _named(error))
            self.shift.dead += 1
        else:
            self.shift.dead += not queue.retry_later(row, _named(error), getattr(error, "pause", 0.0))


def _named(error: Exception) -> str:
    # Never its text: that can hold an address.
    code = getattr(error, "smtp_code", getattr(error, "status", ""))
    return f"{type(error).__name__} {code}".strip()
