"""What one person sees of it all: sign-up, today, checklist, settings, export, closing the account."""

from flask import Flask

from networking_app.my import (  # noqa: F401
    address_views,
    arrivals,
    checklist,
    closing_views,
    export_views,
    not_sent,
    offline_pages,
    outbox_views,
    settings_views,
    sign_up_views,
    sync_views,
    tie_views,
    today,
    travel_views,
)
from networking_app.my.blueprint import bp


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
