"""`flask serve`: the secret, the tables, the web server and the worker, begun and ended as one."""

import ctypes
import multiprocessing
import os
import secrets
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import click
import flask_migrate
import qrcode
from flask import Flask
from flask.cli import ScriptInfo

from networking_app.config import from_environment

PHONES_NEED_HTTPS = (
    "A phone needs https for camera and home screen: `caddy reverse-proxy --from your.domain --to :{port}` or "
    "`tailscale serve {port}`, then start again with PUBLIC_URL=https://that-name."
)
ON_WINDOWS = "On Windows run `flask db upgrade`, `waitress-serve --call networking_app:create_app` and `flask worker`."
PATIENCE_SECONDS = 15
TOLD = (signal.SIGINT, signal.SIGTERM)


@click.command("serve")
@click.option("--host", envvar="HOST", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", envvar="PORT", default=8000, show_default=True, help="Port to listen on.")
@click.pass_context
def serve_command(context: click.Context, host: str, port: int) -> None:
    """Bring the database up to date, then serve pages and run the worker."""
    if sys.platform == "win32":
        raise click.ClickException(ON_WINDOWS)
    os.environ.setdefault("PUBLIC_URL", f"http://localhost:{port}")
    make_secret()
    app = context.ensure_object(ScriptInfo).load_app()
    _refuse_taken_port(host, port)
    _finish(_begin("migration", _bring_tables_up_to_date, app))
    _keep_together([("worker", _run_worker, app), ("web server", _serve_web, app, host, port)])


def make_secret() -> None:
    """Write DATA_DIR/secret_key once, readable by its owner alone, unless SECRET_KEY names another secret."""
    if os.environ.get("SECRET_KEY"):
        return
    folder = Path(from_environment()["DATA_DIR"])
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(folder / "secret_key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48) + "\n")


def _refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            sentence = f"{host}:{port} cannot be used ({error.strerror}): choose another PORT."
            raise click.ClickException(sentence) from None


def _bring_tables_up_to_date(app: Flask) -> None:
    with app.app_context():
        flask_migrate.upgrade()


def _serve_web(app: Flask, host: str, port: int) -> None:
    from networking_app.web_server import serve_web  # gunicorn exists on Unix only, and only this process needs it

    serve_web(app, host, port, lambda: _announce(app, host, port))


def _run_worker(app: Flask) -> None:
    app.cli.main(["worker"], prog_name="flask", obj=ScriptInfo(create_app=lambda: app))


def _announce(app: Flask, host: str, port: int) -> None:
    url = app.config["PUBLIC_URL"]
    click.echo(f"{app.config['APP_NAME']} is ready: {url} (listening on {host}:{port}, Ctrl-C ends it)")
    if url.startswith("https:"):
        code = qrcode.QRCode(border=2)
        code.add_data(url)
        code.print_ascii(invert=True)
    else:
        click.echo(PHONES_NEED_HTTPS.format(port=port))
    sys.stdout.flush()


def _begin(name: str, work: Callable[..., None], *arguments: object) -> BaseProcess:
    # Forked, so that the application is loaded once; it has no connection and no thread yet.
    whole = (os.getpid(), work, *arguments)
    process = multiprocessing.get_context("fork").Process(target=_apart, args=whole, name=name)
    process.start()
    return process


def _apart(parent: int, work: Callable[..., None], *arguments: object) -> None:
    os.setsid()  # Ctrl-C reaches the parent alone, which ends its children in order
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG: never outlive a killed parent
        if os.getppid() != parent:
            return  # it was killed before that
    signal.pthread_sigmask(signal.SIG_UNBLOCK, TOLD)
    work(*arguments)


def _finish(process: BaseProcess) -> None:
    process.join()
    if process.exitcode != 0:
        raise click.ClickException(f"The {process.name} failed; its own lines are above.")


def _keep_together(parts: Sequence[Any]) -> None:
    """Begin them all, wait until told to stop or until one of them ends; then end them all."""
    # Told before all have begun, it would leave behind who has: nobody who waits for the pages can know that moment.
    signal.pthread_sigmask(signal.SIG_BLOCK, TOLD)
    processes = [_begin(*part) for part in parts]
    for number in TOLD:
        signal.signal(number, _stop)
    ended: list[BaseProcess] = []
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, TOLD)
        sentinels = wait([process.sentinel for process in processes])
        ended = [process for process in processes if process.sentinel in sentinels]
    except KeyboardInterrupt:
        pass
    finally:
        _end(processes)
    if ended:
        names = " and the ".join(f"{process.name} ended (status {process.exitcode})" for process in ended)
        raise click.ClickException(f"The {names}, so everything was stopped.")


def _stop(_number: int, _frame: object) -> None:
    for number in TOLD:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _end(processes: list[BaseProcess]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(PATIENCE_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()
