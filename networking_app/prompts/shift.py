"""One worker at work: whether it has been told to end, and what it has done so far."""

import signal
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue


@dataclass
class Shift:
    """`rung` people and `claimed` rows; of the attempts some `sent`, some `failed`, some ended in `dead` letters."""

    is_over: bool = False
    rung: int = 0
    claimed: int = 0
    sent: int = 0
    failed: int = 0
    dead: int = 0
    # Unlike an Event it may be told while its own thread begins to wait: there a signal's handler would wait for ever.
    _told: SimpleQueue[None] = field(default_factory=SimpleQueue)

    def end(self) -> None:
        """Let it be over; a signal's handler may call this at any moment."""
        self.is_over = True
        self._told.put(None)

    def rest(self, seconds: float) -> None:
        """Wait so long, or until it is over."""
        with suppress(Empty):
            self._told.get(timeout=seconds)

    def end_when_told(self) -> None:
        """Let SIGTERM and Ctrl-C end it: what is under way is finished, the rest given back."""
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda _number, _frame: self.end())

    def figures(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in ("rung", "claimed", "sent", "failed", "dead")}
