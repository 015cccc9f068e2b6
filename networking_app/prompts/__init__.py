"""What reaches people outside the app: the worker, what it delivers, and how each person wants to be reached."""

from flask import Flask

from networking_app.prompts import draft_views, feed_views, models, own_word_views, reminder_views  # noqa: F401
from networking_app.prompts.blueprint import bp
from networking_app.prompts.commands import follow_ups, outgoing
from networking_app.prompts.push_keys import check_push_key
from networking_app.prompts.worker import worker_command


def init_app(app: Flask) -> None:
    check_push_key(app.config)
    app.register_blueprint(bp)
    for command in (worker_command, outgoing, follow_ups):
        app.cli.add_command(command)
