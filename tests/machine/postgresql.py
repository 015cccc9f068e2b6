"""A throw-away PostgreSQL cluster of our own: found, started, ended, removed."""

import ctypes
import os
import pwd
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen

from tests.machine.system import NotHere, free_port, install, is_root

PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
PACKAGES = {"apt-get": ["postgresql"], "dnf": ["postgresql-server"], "brew": ["postgresql@17"]}
SETTINGS = {"max_connections": "200", "listen_addresses": "127.0.0.1", "shared_buffers": "128MB"}
# The data lives for minutes and nobody misses it after a crash.
HASTE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


def find() -> Path | None:
    """The folder that holds initdb and postgres, the newest version first; None if there is none."""
    on_path = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    known = [folder for pattern in PLACES for folder in Path("/").glob(pattern.lstrip("/"))]
    newest_first = sorted(known, key=_version, reverse=True)
    return next((f for f in [*on_path, *newest_first] if (f / "initdb").exists() and (f / "postgres").exists()), None)


def obtain() -> Path:
    """The folder of the binaries, installed if they are not here; raises NotHere."""
    folder = find() or (find() if install(PACKAGES) else None)
    if folder is None:
        raise NotHere("The tests also run on PostgreSQL: install its server (Debian: apt-get install postgresql).")
    return folder


@contextmanager
def cluster(durable: bool = False) -> Iterator[str]:
    """A running cluster, in haste unless `durable`; gives the URL of its superuser's database in SQLAlchemy's form."""
    folder = Path(tempfile.mkdtemp(prefix="knownby-pg-"))
    try:
        with cluster_in(folder, durable) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def cluster_in(folder: Path, durable: bool = False) -> Iterator[str]:
    """The same in a folder that stays, made there if it is empty; only its owner may read the password in it."""
    binaries, owner, port, secret = obtain(), _owner(), free_port(), folder / "password"
    if not secret.exists():
        _make(binaries, folder, owner, secrets.token_hex(16))
    server = _start(binaries, folder, owner, port, {} if durable else HASTE)
    try:
        yield f"postgresql+psycopg://postgres:{secret.read_text()}@127.0.0.1:{port}/postgres"
    finally:
        _end(server)


def _make(binaries: Path, folder: Path, owner: str | None, password: str) -> None:
    secret = folder / "password"
    secret.touch(0o600)
    secret.write_text(password)
    for path in (folder, secret):
        if owner:
            os.chown(path, pwd.getpwnam(owner).pw_uid, pwd.getpwnam(owner).pw_gid)
    rules = ["-A", "scram-sha-256", "-U", "postgres", "--pwfile", str(secret), "-E", "UTF8", "--no-sync"]
    command = [str(binaries / "initdb"), "-D", str(folder / "data"), *rules, f"--locale={_locale()}"]
    done = subprocess.run(command, user=owner, capture_output=True, text=True, cwd=folder, env=_environment())
    if done.returncode != 0:
        raise NotHere(f"initdb could not make a PostgreSQL cluster:\n{done.stdout}{done.stderr}")


def _start(binaries: Path, folder: Path, owner: str | None, port: int, haste: dict[str, str]) -> Popen[bytes]:
    settings = {**SETTINGS, **haste, "port": str(port), "unix_socket_directories": str(folder)}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    log = folder / "log"
    with log.open("wb") as output:
        command = [str(binaries / "postgres"), "-D", str(folder / "data"), *options]
        server = Popen(
            command, user=owner, stdout=output, stderr=output, cwd=folder, env=_environment(),
            start_new_session=True, preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )
    deadline = time.monotonic() + 30
    while "ready to accept connections" not in log.read_text(errors="replace"):
        if server.poll() is not None or time.monotonic() > deadline:
            server.kill()
            raise NotHere(f"The PostgreSQL cluster did not start:\n{log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.05)
    return server


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG: a killed test run leaves no server behind


def _end(server: Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # a fast shutdown: SIGTERM would wait for clients that are still connected
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _owner() -> str | None:
    """Whose the cluster is: ours, or another user's when we are root, because PostgreSQL refuses root."""
    if not is_root():
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    owner = next((name for name in ("postgres", "nobody") if name in known), None)
    if owner is None:
        raise NotHere("PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody.")
    return owner


def _locale() -> str:
    """A locale that knows the letters of all scripts, if the machine has one."""
    locale = shutil.which("locale")
    listed = subprocess.run([locale, "-a"], capture_output=True, text=True).stdout.split() if locale else []
    return next((name for name in ("C.utf8", "C.UTF-8", "en_US.utf8", "en_US.UTF-8") if name in listed), "C")


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_MESSAGES": "C", "TZ": "UTC"}



def _version(folder: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", str(folder))]
