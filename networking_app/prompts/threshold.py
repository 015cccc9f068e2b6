"""Deliveries go side by side, but over the threshold one by one.

What was handed over and not yet noted is sent again by the next worker, if this one is killed just then. So a delivery
begins when the one before it has been noted: then there is at most one of which nobody knows. A receiver that takes
longer than PATIENCE_SECONDS does not keep the others waiting.
"""

import time
from threading import Condition

PATIENCE_SECONDS = 0.1


class Threshold:
    def __init__(self) -> None:
        self._changed = Condition()
        self._over: object = None
        self._since = 0.0
        self._closed = False

    def step_over(self, who: object) -> None:
        """Wait for one's turn; raises RuntimeError once it is closed."""
        with self._changed:
            while self._over is not None:
                left = self._since + PATIENCE_SECONDS - time.monotonic()
                if left <= 0:
                    break
                self._changed.wait(left)
            if self._closed:
                raise RuntimeError("nothing more is handed over")
            self._over, self._since = who, time.monotonic()

    def close(self) -> None:
        """Let nobody over any more."""
        with self._changed:
            self._closed = True

    def noted(self, who: object) -> None:
        """Let the next one go."""
        with self._changed:
            if self._over is who:
                self._over = None
                self._changed.notify()
