"""A socket for one exchange: it is over at a given moment, however slowly the other side drips."""

import io
import socket
import time


class TimedSocket:
    """What http.client needs of a socket; reads end after `most_bytes`, everything with TimeoutError at `ends_at`.

    The socket itself is its maker's to close: http.client lets go of it before the body is read.
    """

    def __init__(self, inner: socket.socket, ends_at: float, most_bytes: int) -> None:
        self.inner, self.ends_at, self.left = inner, ends_at, most_bytes

    def sendall(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            self._wait_no_longer()
            rest = rest[self.inner.send(rest):]

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self))

    def receive(self, most: int) -> bytes:
        self._wait_no_longer()
        received = self.inner.recv(min(most, self.left)) if self.left else b""
        self.left -= len(received)
        return received

    def close(self) -> None:
        pass

    def _wait_no_longer(self) -> None:
        seconds = self.ends_at - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("the answer took too long")
        self.inner.settimeout(seconds)


class _Reader(io.RawIOBase):
    def __init__(self, source: TimedSocket) -> None:
        self.source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        received = self.source.receive(len(buffer))
        buffer[: len(received)] = received
        return len(received)
