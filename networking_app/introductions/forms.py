"""What people write about introductions."""

from typing import Annotated

from flask_babel import gettext as _
from pydantic import BeforeValidator, StringConstraints, ValidationInfo

from networking_app.forms import Line, RequestModel, Text
from networking_app.ties.forms import RowId

LEAST, MOST = 10, 600
Context = Annotated[Text, StringConstraints(min_length=LEAST, max_length=MOST)]


def _chosen(value: object, about: ValidationInfo) -> object:
    if not value:
        raise ValueError(_("Please choose somebody to introduce them to.") if about.field_name == "second"
                         else _("Please choose somebody."))
    return value


Chosen = Annotated[RowId, BeforeValidator(_chosen)]


class AskRequest(RequestModel):
    request: Context


class PassOnRequest(RequestModel):
    context: Context


class OfferRequest(RequestModel):
    first: Chosen
    second: Chosen
    context: Context


class ReportRequest(RequestModel):
    result: Annotated[Line, StringConstraints(min_length=1)]
