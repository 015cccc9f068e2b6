"""What reaches people outside the app: the worker and what it delivers."""

from flask import Flask

from networking_app.prompts.worker import worker_command


def init_app(app: Flask) -> None:
    app.cli.add_command(worker_command)
