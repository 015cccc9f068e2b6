"""Scans that arrive fifty at once beside scans one by one, over HTTP, on SQLite and PostgreSQL.

    python -m bench.outbox [sqlite] [postgresql]
"""

import json
import time
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager

from sqlalchemy import func, select

from bench.hall import Hall, on_each
from bench.load import Request, drive, rounds, spread
from bench.servers import Server, gunicorn
from networking_app.accounts.models import User
from networking_app.extensions import db
from networking_app.ties.models import Scan, Tie

ROUNDS, SCANS, BATCHES, SIZE, TARGET = 5, 300, 40, 50, 8
# People whose badges are scanned one by one, and those whose badges wait on a phone.
SINGLE, KEPT = 60, 1_000


def measure(name: str, database: AbstractContextManager[dict[str, str]]) -> None:
    with database as environment:
        hall = Hall(environment, shown=SINGLE + KEPT)
        batches = _batches(hall)
        with gunicorn("wsgi:app", **environment) as server:

            def one_by_one() -> float:
                return _scans_a_second(server, hall.scans(SCANS), 201, 1)

            def in_batches() -> float:
                return _scans_a_second(server, [next(batches) for _ in range(BATCHES)], 200, SIZE)

            one_by_one(), in_batches()
            before = server.cpu()
            single, batched = rounds(ROUNDS, one_by_one, in_batches)
            cpu = (server.cpu() - before) / ROUNDS / (SCANS + BATCHES * SIZE) * 1000
            ratios = [many / one for many, one in zip(batched, single, strict=True)]
            print(f"{name:11} scans/s one by one {spread(single, 0)}  in batches {spread(batched, 0)}  "
                  f"batched/single {spread(ratios, 1)} (target {TARGET})  cpu of both together/scan ms {cpu:.2f}")
            _thousand(name, hall, server)


def _batches(hall: Hall) -> Iterator[Request]:
    """Fifty scans of one phone at a time; the last phone is kept for the thousand."""
    for start in range(SINGLE, SINGLE + KEPT, SIZE):
        for cookie in hall.cookies[:-1]:
            yield hall.batch(cookie, hall.codes[start : start + SIZE])


def _scans_a_second(server: Server, requests: list[Request], expected: int, scans_each: int) -> float:
    load = drive(server.port, requests)
    if load.statuses != {expected: len(requests)}:
        raise SystemExit(f"Not every request was taken in: {load.statuses}")
    return len(requests) * scans_each / load.seconds


def _thousand(name: str, hall: Hall, server: Server) -> None:
    """A thousand scans of one phone, one batch after the other, as the phone sends them."""
    cookie = hall.cookies[-1]
    before = _kept(hall, cookie)
    starts = range(SINGLE, SINGLE + KEPT, SIZE)
    requests = [hall.batch(cookie, hall.codes[start : start + SIZE]) for start in starts]
    began = time.perf_counter()
    statuses = [status for request in requests for status in _answered(server, request)]
    seconds = time.perf_counter() - began
    scans, people = (after - first for after, first in zip(_kept(hall, cookie), before, strict=True))
    print(f"{name:11} {len(statuses)} scans of one phone in {len(requests)} requests: {seconds:.2f} s (target 15); "
          f"{statuses.count(201)} answered as new, {scans} kept of {people} people")


def _kept(hall: Hall, cookie: str) -> tuple[int, int]:
    """How many scans and how many people that phone's owner has."""
    with hall.app.app_context():
        owner = select(User.id).where(User.phone_key == hall.keys[cookie]).scalar_subquery()
        scans, ties = (select(func.count()).select_from(table).where(table.owner_id == owner) for table in (Scan, Tie))
        return db.session.scalar(scans) or 0, db.session.scalar(ties) or 0


def _answered(server: Server, request: Request) -> list[int]:
    method, path, body, headers = request
    asked = urllib.request.Request(f"http://127.0.0.1:{server.port}{path}", body, headers, method=method)  # noqa: S310
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310
        return [result["status"] for result in json.load(answer)["results"]]


if __name__ == "__main__":
    on_each(measure)
