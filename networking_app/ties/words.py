"""What tags and channels are called on screen."""

from flask import Flask
from flask_babel import gettext as _


def tag_words(tag: str) -> str:
    quick = {"promised": _("promised something"), "great talk": _("great talk"), "introduce": _("introduce to …")}
    return quick.get(tag, tag)


def channel_words(channel: str) -> str:
    names = {"message": _("Message"), "mail": _("E-mail"), "call": _("Call"), "coffee": _("Coffee")}
    return names.get(channel, _("Meeting"))


def init_app(app: Flask) -> None:
    for words in (tag_words, channel_words):
        app.add_template_filter(words)
