"""Circles in a form: what professions and hobbies an event or a card names in one line."""

from typing import Annotated

from flask_babel import gettext as _
from pydantic import AfterValidator

from networking_app.formats.circles import LONGEST, MOST, circles_in
from networking_app.forms import Text


def _few_and_short(line: str) -> str:
    names = circles_in(line)
    if len(names) > MOST:
        raise ValueError(_("Please name %(most)s circles at most.", most=MOST))
    if any(len(name) > LONGEST for name in names):
        raise ValueError(_("Please keep each circle to %(most)s letters.", most=LONGEST))
    return line


CircleLine = Annotated[Text, AfterValidator(_few_and_short)]
