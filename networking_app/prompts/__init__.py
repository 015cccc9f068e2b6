"""What reaches people outside the app: the worker, what it delivers, and how each person wants to be reached."""

from flask import Flask

from networking_app.prompts import (  # noqa: F401
    draft_views,
    feed_views,
    link_views,
    mail_views,
    models,
    own_word_views,
    push_views,
    reminder_views,
    to_do,
    webhook_views,
)
from networking_app.prompts.blueprint import bp
from networking_app.prompts.commands import follow_ups, outgoing
from networking_app.prompts.push_keys import browser_key, check_push_key
from networking_app.prompts.worker import worker_command


def init_app(app: Flask) -> None:
    check_push_key(app.config)
    app.add_template_global(browser_key, "browser_push_key")
    app.register_blueprint(bp)
    for command in (worker_command, outgoing, follow_ups):
        app.cli.add_command(command)
