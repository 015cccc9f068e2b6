"""Recording a scan over HTTP: CPU and tail beside a bare Core probe, on SQLite and PostgreSQL.

    python -m bench.recording
"""

import os
import tempfile
import time
from contextlib import AbstractContextManager
from statistics import median

from bench.hall import Hall, on_postgresql, on_sqlite
from bench.load import Load, drive, rounds, spread
from bench.servers import Server, gunicorn

ROUNDS, SCANS = 5, 400


def measure(name: str, database: AbstractContextManager[dict[str, str]]) -> None:
    with database as environment:
        hall = Hall(environment)
        with gunicorn("wsgi:app", **environment) as ours, gunicorn("bench.probe:app", **environment) as bare:
            tails: dict[int, list[Load]] = {ours.port: [], bare.port: []}

            def cpu_per_scan(server: Server) -> float:
                requests, before = hall.scans(SCANS), server.cpu()
                load = drive(server.port, requests)
                if load.statuses != {201: SCANS}:
                    raise SystemExit(f"{name}: not every scan was recorded: {load.statuses}")
                tails[server.port].append(load)
                return (server.cpu() - before) / SCANS * 1000

            cpu_per_scan(ours), cpu_per_scan(bare)
            ours_ms, bare_ms = rounds(ROUNDS, lambda: cpu_per_scan(ours), lambda: cpu_per_scan(bare))
            ratios = [one / other for one, other in zip(ours_ms, bare_ms, strict=True)]
            for label, server, figures in (("app", ours, ours_ms), ("probe", bare, bare_ms)):
                loads = tails[server.port][1:]
                p50, p99 = spread([load.p50 for load in loads], 1), spread([load.p99 for load in loads], 1)
                rate = median(SCANS / load.seconds for load in loads)
                print(f"{name:11} {label:6} cpu/scan ms {spread(figures)}  p50 ms {p50}  p99 ms {p99}  "
                      f"scans/s {rate:.0f}")
            print(f"{name:11} app/probe cpu {spread(ratios)}")


def fsync_alone() -> None:
    """What the disk takes of every commit: 4 kB written and flushed, where the databases were."""
    with tempfile.NamedTemporaryFile() as file:
        times = []
        for _ in range(400):
            began = time.perf_counter()
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
            times.append((time.perf_counter() - began) * 1000)
    times.sort()
    print(f"fsync alone p50 ms {times[200]:.2f}  p99 ms {times[396]:.2f}")


def main() -> None:
    fsync_alone()
    measure("SQLite", on_sqlite())
    measure("PostgreSQL", on_postgresql())


if __name__ == "__main__":
    main()
