"""Deliveries are made ready side by side, but handed over one by one.

What was handed over and not yet noted is sent again by the next worker, if this one is killed just then. So a delivery
begins when the one before it has been noted: then there is at most one of which nobody knows. A receiver that takes
longer than PATIENCE_SECONDS to answer does not keep the others waiting.
"""

import time
from threading import Condition

PATIENCE_SECONDS = 3.0


class Threshold:
    def __init__(self) -> None:
        self._changed = Condition()
        self._over: object = None
        # When a receiver has been waited for long enough; none once it has answered, until that is noted.
        self._until: float | None = None
        self._closed = False

    def step_over(self, who: object) -> None:
        """Wait for one's turn; raises RuntimeError once it is closed."""
        with self._changed:
            while not (self._closed or self._is_free()):
                self._changed.wait(self._until and max(self._until - time.monotonic(), 0))
            if self._closed:
                raise RuntimeError("nothing more is handed over")
            self._over, self._until = who, time.monotonic() + PATIENCE_SECONDS

    def answered(self, who: object) -> None:
        """The receiver has said something: what comes next waits until that is noted."""
        with self._changed:
            if self._over is who:
                self._until = None

    def noted(self, who: object) -> None:
        """Let the next one go."""
        with self._changed:
            if self._over is who:
                self._over = None
                self._changed.notify()

    def close(self) -> None:
        """Let nobody over any more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _is_free(self) -> bool:
        return self._over is None or self._until is not None and time.monotonic() >= self._until
