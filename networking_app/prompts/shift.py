"""One worker at work: whether it has been told to end, and what it has done so far."""

import signal
import threading
from dataclasses import dataclass, field


@dataclass
class Shift:
    """`rung` people and `claimed` rows; of the attempts some `sent`, some `failed`, some ended in `dead` letters."""

    told: threading.Event = field(default_factory=threading.Event)
    rung: int = 0
    claimed: int = 0
    sent: int = 0
    failed: int = 0
    dead: int = 0

    @property
    def is_over(self) -> bool:
        return self.told.is_set()

    def end_when_told(self) -> None:
        """Let SIGTERM and Ctrl-C end it: what is under way is finished, the rest given back."""
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda _number, _frame: self.told.set())

    def figures(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in ("rung", "claimed", "sent", "failed", "dead")}
