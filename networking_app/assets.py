"""Static files under one versioned prefix: a changed file changes every address, so caches may keep them for ever."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from networking_app.access import public
from networking_app.security_headers import content_policy, fixed_headers

PACKAGE = Path(__file__).parent
COMPRESSED = (".gz", ".br")
WASM_WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"


def beside_package(name: str) -> Path:
    """The folder `name`: inside the installed package, or beside it in a checkout."""
    return PACKAGE / name if (PACKAGE / name).is_dir() else PACKAGE.parent / name


def init_app(app: Flask) -> None:
    root = beside_package("static")
    version = _digest(root)
    prefix = f"/static/{version}/"
    app.extensions["asset_version"] = version
    app.add_url_rule(f"{prefix}<path:filename>", "static", _no_such_file, methods=["GET"])
    served = WhiteNoise(
        app.wsgi_app,
        root=str(root),
        prefix=prefix,
        allow_all_origins=False,
        immutable_file_test=lambda path, url: True,
        add_headers_function=_headers_of(fixed_headers(app.config["PUBLIC_URL"])),
    )
    app.wsgi_app = served  # type: ignore[method-assign]

    @app.template_global()
    def asset(path: str) -> str:
        return prefix + path


def _digest(root: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix not in COMPRESSED:
            digest.update(str(path.relative_to(root)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@public
def _no_such_file(filename: str) -> tuple[str, int]:
    return "", 404


def _headers_of(fixed: dict[str, str]) -> Callable[[Headers, str, str], None]:
    def add(headers: Headers, path: str, _url: str) -> None:
        for name, value in fixed.items():
            headers[name] = value
        # The stronger decoder is WebAssembly; its worker's own answer may say so, pages may not.
        wasm = path.endswith("second-opinion-worker.js")
        headers["Content-Security-Policy"] = WASM_WORKER_POLICY if wasm else content_policy()

    return add
