"""A place to speak English in, for what needs gettext and dates but neither an application nor a database."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from flask_babel import Babel

_SPEAKER = Flask(__name__)
Babel(_SPEAKER)


@contextmanager
def english() -> Iterator[None]:
    with _SPEAKER.app_context():
        yield
