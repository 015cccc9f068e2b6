"""What the tests need from the machine itself, and one clear sentence when it cannot be had."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress


class NotHere(RuntimeError):
    """A part of the machine is missing and could not be brought; the text says what to install."""


PACKAGE_TOOLS = {
    "apt-get": ["apt-get", "install", "-y", "--no-install-recommends"],
    "dnf": ["dnf", "install", "-y"],
    "brew": ["brew", "install"],
}


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def install(names: Mapping[str, Sequence[str]]) -> bool:
    """Install with the first package tool that is here and usable; `names` maps each tool to its package names."""
    for tool, command in PACKAGE_TOOLS.items():
        if not shutil.which(tool) or tool not in names or (tool != "brew" and not is_root()):
            continue
        say(f"Installing {', '.join(names[tool])} with {tool}")
        if tool == "apt-get":
            quietly(["apt-get", "update"])
        return quietly([*command, *names[tool]])
    return False


def quietly(command: Sequence[str]) -> bool:
    """Run a command whose output is only shown when it fails; whether it succeeded."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        print((done.stdout + done.stderr).strip()[-2000:], file=sys.stderr)
    return done.returncode == 0


def free_port() -> int:
    """A port below those that the system gives to whoever calls out: none of them has it when it is wanted."""
    while True:
        port = 12_000 + secrets.randbelow(20_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def say(text: str) -> None:
    print(f"... {text}", flush=True)
