"""gunicorn with threaded workers, loaded with an application that is already there."""

import gc
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

WORKERS, THREADS = 2, 4
SHARED_MEMORY = Path("/dev") / "shm"


class WebServer(BaseApplication):
    def __init__(self, app: Flask, settings: dict[str, Any]) -> None:
        self.loaded, self.settings = app, settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.loaded


def serve_web(app: Flask, host: str, port: int, ready: Callable[[], None]) -> None:
    """Serve until told to end; `ready` is called when the port answers."""
    settings = {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": int(os.environ.get("WEB_CONCURRENCY", WORKERS)),
        "worker_class": "gthread",
        "threads": THREADS,
        # A worker's heartbeat must not wait for a slow disk.
        "worker_tmp_dir": str(SHARED_MEMORY) if SHARED_MEMORY.is_dir() else None,
        "preload_app": True,
        "keepalive": 30,
        "graceful_timeout": 10,
        "loglevel": "warning",
        # All instances of a machine would share the path of one socket.
        "control_socket_disable": True,
        # Which proxies to believe is TRUSTED_PROXIES' business.
        "forwarded_allow_ips": "",
        "when_ready": lambda _server: _begin(ready),
    }
    WebServer(app, settings).run()


def _begin(ready: Callable[[], None]) -> None:
    # What is loaded by now stays: to look through it again and again would cost some requests a tenth of a second.
    gc.collect()
    gc.freeze()
    ready()
