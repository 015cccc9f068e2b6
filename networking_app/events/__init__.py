"""Meetups, who attends them, and their follow-up plans."""

from flask import Flask

from networking_app.events import joining_views, organizer_views, plan_views, views  # noqa: F401
from networking_app.events.blueprint import bp
from networking_app.events.wording import examples, kind_of, when
from networking_app.formats.codes import grouped


def init_app(app: Flask) -> None:
    """Register what the domain answers to."""
    app.register_blueprint(bp)
    app.add_template_filter(when)
    app.add_template_filter(kind_of)
    app.add_template_filter(examples)
    app.add_template_filter(grouped, "code")
