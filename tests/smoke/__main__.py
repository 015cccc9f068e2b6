"""Offline reading and the outbox in other engines than Chromium, where they are installed: `make smoke`.

Not part of `make test`: which engines a machine has is chance. What was found and what ran is said for each.
"""

import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from tests.smoke import firefox, webkit
from tests.smoke.engine import Engine
from tests.smoke.evening import evening
from tests.smoke.house import House

ENGINES: dict[str, tuple[Callable[[], str | None], Callable[[Path], AbstractContextManager[Engine]]]] = {
    "Firefox": (firefox.missing, firefox.begun), "WebKitGTK": (webkit.missing, webkit.begun),
}


def main() -> int:
    results = {name: _result(name) for name in ENGINES}
    print("\n".join(f"{name}: {result}" for name, result in results.items()))
    return int("failed" in results.values())


def _result(name: str) -> str:
    missing, begun = ENGINES[name]
    if reason := missing():
        return f"not here ({reason})"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        started, house = time.monotonic(), House(Path(folder) / "house")
        try:
            with begun(Path(folder)) as engine:
                print(f"{name} {engine.version}", flush=True)
                for step in evening(engine, house):
                    print(f"  {step}", flush=True)
        except Exception:
            traceback.print_exc()
            return "failed"
        finally:
            house.stop()
    return f"passed in {time.monotonic() - started:.0f} s"


if __name__ == "__main__":
    sys.exit(main())
