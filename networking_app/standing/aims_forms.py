"""What an attendee types about their aims."""

from typing import Annotated

from flask_babel import gettext as _
from pydantic import AfterValidator, BeforeValidator, StringConstraints

from networking_app.events.models import Attendance
from networking_app.forms import Line, RequestModel, Text

Short = Annotated[Text, AfterValidator(lambda text: " ".join(text.split())), StringConstraints(max_length=300)]


def _percent(typed: object) -> int | None:
    text = str(typed).strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 4 and int(text) <= 100):
        raise ValueError(_("Please give a number from 0 to 100."))
    return int(text)


class AimsForm(RequestModel):
    offer: Short = ""
    reason: Short = ""
    outside_percent: Annotated[int | None, BeforeValidator(_percent)] = None


class TargetForm(RequestModel):
    text: Annotated[Line, StringConstraints(min_length=1, max_length=200)]


def as_typed(attendance: Attendance) -> dict[str, str]:
    """The aims as their form shows them."""
    percent = "" if attendance.outside_percent is None else str(attendance.outside_percent)
    return {"offer": attendance.offer, "reason": attendance.reason, "outside_percent": percent}
