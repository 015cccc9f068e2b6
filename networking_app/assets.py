"""Static files under one versioned prefix: a changed file changes every address, so caches may keep them for ever."""

import hashlib
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

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
        add_headers_function=_add_headers,
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


def _no_such_file(filename: str) -> tuple[str, int]:
    return "", 404


def _add_headers(headers: Headers, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if path.endswith("second-opinion-worker.js"):
        # The stronger decoder is WebAssembly; its worker's own answer may say so, pages may not.
        headers["Content-Security-Policy"] = WASM_WORKER_POLICY
