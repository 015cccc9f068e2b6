"""What delivering one outgoing row needs: something that sends, and words for what can come of it."""

from typing import Protocol


class Sending(Protocol):
    """One delivery, made ready: nothing of it reads the database before `settled`."""

    def send(self) -> None:
        """Hand it over; runs in a thread of its own, without a session and a context. Raises where that fails."""

    def settled(self, error: Exception | None) -> None:
        """Note in the session what came of it; called in the transaction that ends the attempt."""


class Undelivered(Exception):
    """The receiver said no. `status` is the code of its answer, `pause` the seconds it asked to wait (Retry-After)."""

    def __init__(self, status: int, pause: float = 0.0) -> None:
        super().__init__(status)
        self.status, self.pause = status, pause


class Refused(Undelivered):
    """It will never take this one: it is given up at once, for the operator to see."""


class Gone(Undelivered):
    """The receiver is no more: the row ends here, and nobody needs to look at it."""
