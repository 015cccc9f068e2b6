"""`make test`: the checks, then every test on SQLite and PostgreSQL, the browser tests once."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.machine import chromium, postgresql
from tests.machine.system import NotHere, say

CHECKS = (
    ("ruff", [sys.executable, "-m", "ruff", "check", "."]),
    ("mypy", [sys.executable, "-m", "mypy"]),
)


def main(arguments: Sequence[str]) -> int:
    """Exit status of the first part that fails, else 0; arguments other than --lint-only go to pytest."""
    if "--lint-only" in arguments:
        return _first_failure(CHECKS)
    try:
        os.environ["CHROMIUM"] = chromium.obtain()
        postgresql.obtain()
        module_tests = _browser_module_tests()
        checks = (*CHECKS, ("node:test", [_node(), "--test", *module_tests])) if module_tests else CHECKS
    except NotHere as missing:
        print(missing, file=sys.stderr)
        return 1
    environment = {"TEST_DATABASE": "sqlite postgresql", **os.environ}
    tests = ("pytest", [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal", *arguments])
    return _first_failure((*checks, tests), environment)


def _first_failure(parts: Sequence[tuple[str, Sequence[str]]], environment: dict[str, str] | None = None) -> int:
    for name, command in parts:
        say(name)
        status = subprocess.run(command, env=environment).returncode
        if status != 0:
            print(f"make test stopped: {name} failed, its own lines are above.", file=sys.stderr)
            return status
    return 0


def _node() -> str:
    node = shutil.which("node")
    if node is None:
        raise NotHere("The tests of the browser modules need Node.js 20 or later: `node` is not on the PATH.")
    return node


def _browser_module_tests() -> list[str]:
    return sorted(str(path) for path in Path("tests/js").rglob("*.test.*js"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
