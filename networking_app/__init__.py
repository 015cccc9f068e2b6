"""Knownby: your card is a QR code made for this meetup, a scan becomes a tie, every event leaves a checklist."""

from typing import Any

from flask import Flask
from flask_babel import get_locale
from werkzeug.middleware.proxy_fix import ProxyFix

from networking_app import (
    access,
    accounts,
    assets,
    bodies,
    cards,
    compression,
    config,
    errors,
    events,
    follow_ups,
    health,
    introductions,
    local_time,
    logs,
    my,
    owed,
    postgresql,
    prompts,
    pwa,
    security_headers,
    sqlite,
    standing,
    templating,
    ties,
)
from networking_app.extensions import db, login_manager, migrate
from networking_app.urls import IdConverter


def create_app(overrides: dict[str, Any] | None = None) -> Flask:
    """The application; `overrides` are settings that win over the environment."""
    app = Flask(__name__, static_folder=None)
    app.config.update(config.complete(config.from_environment() | (overrides or {})))
    templating.init_app(app)
    app.url_map.converters["id"] = IdConverter
    _configure_database(app)
    _configure_extensions(app)
    for part in (compression, logs, errors, security_headers, bodies, access, assets, local_time, pwa, health):
        part.init_app(app)
    _register_domains(app)
    if app.config["TRUSTED_PROXIES"]:
        hops = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    return app


def _configure_database(app: Flask) -> None:
    on_sqlite = app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite")
    # What people type never stands in an error's text, so it never gets into a log.
    options = {"hide_parameters": True} | (sqlite.ENGINE_OPTIONS if on_sqlite else {})
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", options)
    db.init_app(app)
    with app.app_context():
        (sqlite if on_sqlite else postgresql).prepare(db.engine)


def _configure_extensions(app: Flask) -> None:
    migrate.init_app(app, db, directory=str(assets.beside_package("migrations")))
    login_manager.init_app(app)
    app.jinja_env.globals.update(APP_NAME=app.config["APP_NAME"], get_locale=get_locale)
    app.context_processor(lambda: {"current_user_hash": security_headers.signed_in_hash()})
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _register_domains(app: Flask) -> None:
    accounts.init_app(app)
    follow_ups.init_app(app)
    events.init_app(app)
    cards.init_app(app)
    ties.init_app(app)
    owed.init_app(app)
    introductions.init_app(app)
    standing.init_app(app)
    prompts.init_app(app)
    my.init_app(app)
