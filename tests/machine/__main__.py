"""`make test`: the checks, then every test on SQLite and PostgreSQL, the browser tests once."""

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.machine import chromium, postgresql
from tests.machine.node import node
from tests.machine.system import NotHere, say

CHECKS = (
    ("ruff", [sys.executable, "-m", "ruff", "check", "."]),
    ("mypy", [sys.executable, "-m", "mypy"]),
)


def main(arguments: Sequence[str]) -> int:
    """0 if every part passes, else 1; arguments other than --lint-only go to pytest."""
    if "--lint-only" in arguments:
        return _run(CHECKS)
    try:
        os.environ["CHROMIUM"] = chromium.obtain()
        postgresql.obtain()
        module_tests = _browser_module_tests()
        modules = [("node:test", [node(), "--test", *module_tests])] if module_tests else []
    except NotHere as missing:
        print(missing, file=sys.stderr)
        return 1
    os.environ.setdefault("TEST_DATABASE", "sqlite postgresql")
    # One more than the cores that are promised: the browser tests wait most of the time.
    tests = ("pytest", [sys.executable, "-m", "pytest", "-q", "-n", "3", "--dist", "worksteal", *arguments])
    with ThreadPoolExecutor(1) as beside:  # the checks keep one core busy at most
        checked = beside.submit(_run, [*CHECKS, *modules])
        tested = _run([tests])
        return checked.result() or tested


def _run(parts: Sequence[tuple[str, Sequence[str]]]) -> int:
    """Every part, whatever becomes of the others; a failure is repeated at the end, where it is seen."""
    failed = []
    for name, command in parts:
        say(name)
        if subprocess.run(command).returncode != 0:
            failed.append(name)
    if failed:
        print(f"Failed: {', '.join(failed)}; the lines of each are above.", file=sys.stderr)
    return 1 if failed else 0


def _browser_module_tests() -> list[str]:
    return sorted(str(path) for path in Path("tests/js").rglob("*.test.*js"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
