"""What is sent about debts."""

import re
from datetime import date
from typing import Annotated, Literal
from uuid import uuid4

from flask_babel import gettext as _
from pydantic import BeforeValidator, Field

from networking_app.forms import Line, RequestModel
from networking_app.ties.forms import ClientId

Kind = Literal["reply", "promise", "favour", "introduction", "thanks"]
Side = Literal["mine", "theirs"]
_ISO = re.compile(r"20\d\d-\d\d-\d\d")


def _day(value: object) -> object:
    if value in ("", None) or isinstance(value, date):
        return value or None
    try:
        if isinstance(value, str) and _ISO.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError(_("Please choose a day, or none."))


Day = Annotated[date | None, BeforeValidator(_day)]


class OwedRequest(RequestModel):
    """Something owed: `what` is its kind, `side` whose debt it is."""

    client_id: ClientId = Field(default_factory=lambda: str(uuid4()))
    what: Kind
    side: Side
    text: Line = ""
    due_on: Day = None


class SideRequest(RequestModel):
    side: Side = "mine"


class ChangeRequest(RequestModel):
    what: Kind
    text: Line = ""
    due_on: Day = None


class ClosingRequest(RequestModel):
    """Done and thanked for, or let go."""

    answer: Literal["done", "drop"] = "drop"
