"""What phones and people send about ties."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import uuid4

from flask_babel import gettext as _
from pydantic import AwareDatetime, BeforeValidator, Field, StringConstraints, field_validator, model_validator

from networking_app.clock import offset_from
from networking_app.forms import Line, Name, RequestModel, Text
from networking_app.ties.cadences import MONTHS, WEEKS, days_in

ClientId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{8,64}$")]
Tag = Annotated[Line, StringConstraints(min_length=1, max_length=40)]
OTHER = "other"
LONGEST = {WEEKS: 52, MONTHS: 36}
Tags = Annotated[list[Tag], Field(max_length=12)]


def _blank_is_none(value: object) -> object:
    return None if value == "" else value


RowId = Annotated[int, Field(ge=1, lt=10**18)]
Instant = Annotated[AwareDatetime | None, BeforeValidator(_blank_is_none)]


class ScanRequest(RequestModel):
    """One scan; `scanned_at` and `sent_at` are the phone's own times, the difference of `sent_at` corrects them."""

    code: Annotated[Line, StringConstraints(min_length=1)]
    client_id: ClientId
    via: Literal["camera", "photo", "typed", "link"] = "typed"
    scanned_at: Instant = None
    sent_at: Instant = None
    note: Text = ""
    tags: Tags = []
    join: bool = False

    @field_validator("scanned_at", "sent_at")
    @classmethod
    def in_this_century(cls, value: datetime | None) -> datetime | None:
        if value is not None and not 2000 <= value.year <= 2100:
            raise ValueError("the phone's clock is far off")
        return value

    @field_validator("tags", mode="before")
    @classmethod
    def without_blanks(cls, value: object) -> object:
        return [tag for tag in value if tag != ""] if isinstance(value, list) else value

    @property
    def clock_offset(self) -> int:
        """Seconds to add to the phone's times."""
        return offset_from(self.sent_at) if self.sent_at else 0


class LookUpRequest(RequestModel):
    code: Annotated[Text, StringConstraints(min_length=1, max_length=3000)]
    via: Literal["camera", "photo", "typed", "link"] = "typed"


class ByHand(RequestModel):
    """Somebody met without any card."""

    name: Name
    org: Line = ""
    title: Line = ""
    email: Line = ""
    tel: Line = ""
    note: Text = ""
    tags: Tags = []
    event_id: Annotated[RowId | None, BeforeValidator(_blank_is_none)] = None
    client_id: ClientId

    @model_validator(mode="after")
    def reachable(self) -> "ByHand":
        if self.email and "@" not in self.email:
            raise ValueError("This does not look like an e-mail address.")
        return self


class NoteRequest(RequestModel):
    text: Annotated[Text, StringConstraints(min_length=1)]
    client_id: ClientId


class EditRequest(RequestModel):
    text: Annotated[Text, StringConstraints(min_length=1)]


class TagRequest(RequestModel):
    name: Tag


class InteractionRequest(RequestModel):
    """A contact; `follow_up` is the id of the step that it was said of, if any: that one is done in any case."""

    client_id: ClientId = Field(default_factory=lambda: str(uuid4()))
    channel: Literal["message", "mail", "call", "coffee", "meeting"] = "message"
    direction: Literal["in", "out", "both"] = "both"
    with_ask: bool = False
    note: Text = ""
    follow_up: Annotated[RowId | None, BeforeValidator(_blank_is_none)] = None


class CadenceRequest(RequestModel):
    """How often to be in touch: `every` so many days, 0 for never, empty for no rule; "other" counts in units."""

    every: Line = ""
    number: Annotated[int | None, BeforeValidator(_blank_is_none)] = None
    unit: Literal["weeks", "months"] = "weeks"

    @model_validator(mode="after")
    def can_be_counted(self) -> "CadenceRequest":
        if self.every == OTHER:
            if self.number is None or not 1 <= self.number <= LONGEST[self.unit]:
                raise ValueError(_("Choose 1 to 52 weeks, or 1 to 36 months."))
        elif self.every and not (self.every.isdecimal() and (self.every == "0" or 7 <= int(self.every) <= 1095)):
            raise ValueError(_("Choose one of these intervals."))
        return self

    @property
    def days(self) -> int | None:
        """Days between two contacts; None for no rule."""
        if self.every == OTHER and self.number:
            return days_in(self.number, self.unit)
        return int(self.every) if self.every else None


class SharedCadenceRequest(CadenceRequest):
    """The same for everybody with a tag, or for everybody met at an event."""

    tag: Annotated[Line, StringConstraints(max_length=40)] = ""
    event_id: Annotated[RowId | None, BeforeValidator(_blank_is_none)] = None

    @model_validator(mode="after")
    def of_one_thing(self) -> "SharedCadenceRequest":
        if bool(self.tag) == bool(self.event_id):
            raise ValueError(_("Choose a tag or an event."))
        return self


class TieBackRequest(RequestModel):
    note: Text = ""
    client_id: Annotated[ClientId | None, BeforeValidator(_blank_is_none)] = None
