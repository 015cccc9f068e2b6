"""Templates for pages with hundreds of rows: what each row would look up anew is looked up once."""

from collections.abc import MutableMapping
from typing import Any

from babel.support import NullTranslations, Translations
from flask import Flask, g
from flask.templating import Environment
from flask_babel import Domain

from networking_app.extensions import babel
from networking_app.local_time import zone_name


class OneMapping(Environment):
    """All globals stand in one mapping: Jinja's chain of mappings is slow to read, and each import reads all of it."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class Words(Domain):
    """The translations of a page, found once and not for each of its words.

    `refresh` and `force_locale` of flask_babel forget what is kept under this name.
    """

    def get_translations(self) -> NullTranslations | Translations:
        page = g._flask_babel
        if getattr(page, "babel_translations", None) is None:
            page.babel_translations = super().get_translations()
        return page.babel_translations


def init_app(app: Flask) -> None:
    """Call it before anything asks for `app.jinja_env`."""
    app.jinja_environment = OneMapping
    babel.init_app(app, timezone_selector=zone_name)
    babel.domain_instance = Words()
    words = app.jinja_env.globals
    # Jinja's own is a function that calls gettext.
    words["_"] = words["gettext"]
