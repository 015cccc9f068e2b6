"""Requests from several keep-alive connections at once, each timed."""

import http.client
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median

Request = tuple[str, str, bytes, dict[str, str]]


@dataclass(frozen=True)
class Load:
    """`times` in milliseconds, in order; `statuses` counts the answers."""

    times: Sequence[float]
    statuses: dict[int, int]
    seconds: float

    @property
    def p50(self) -> float:
        return median(self.times)

    @property
    def p99(self) -> float:
        return self.times[int(len(self.times) * 0.99)]

    @property
    def p95(self) -> float:
        return self.times[int(len(self.times) * 0.95)]


def drive(port: int, requests: Sequence[Request], connections: int = 8) -> Load:
    """Send all requests, each once, over that many connections."""
    shares = [requests[start::connections] for start in range(connections)]
    began = time.perf_counter()
    with ThreadPoolExecutor(connections) as threads:
        answers = [answer for share in threads.map(lambda share: _send(port, share), shares) for answer in share]
    seconds = time.perf_counter() - began
    statuses: dict[int, int] = {}
    for status, _milliseconds in answers:
        statuses[status] = statuses.get(status, 0) + 1
    return Load(sorted(milliseconds for _status, milliseconds in answers), statuses, seconds)


def _send(port: int, requests: Sequence[Request]) -> list[tuple[int, float]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    answers = []
    for method, path, body, headers in requests:
        began = time.perf_counter()
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
        answers.append((answer.status, (time.perf_counter() - began) * 1000))
    connection.close()
    return answers


def rounds(count: int, *measured: Callable[[], float]) -> list[list[float]]:
    """Run the measured things by turns, `count` times each; a list of figures for each."""
    figures: list[list[float]] = [[] for _ in measured]
    for number in range(count):
        order = range(len(measured)) if number % 2 == 0 else reversed(range(len(measured)))
        for which in order:
            figures[which].append(measured[which]())
    return figures


def spread(figures: Sequence[float], digits: int = 2) -> str:
    """`median [least..most]`."""
    return f"{median(figures):.{digits}f} [{min(figures):.{digits}f}..{max(figures):.{digits}f}]"
