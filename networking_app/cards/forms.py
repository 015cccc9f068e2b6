"""What people type about their cards."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from networking_app.cards.addresses import email_address, phone_number
from networking_app.cards.links import web_address
from networking_app.cards.models import EMAIL, HOLDABLE, TEL, URL, WAYS
from networking_app.events.circles import CircleLine
from networking_app.forms import Form, Line, Name, RequestModel, _clean

MOST_WAYS = 12
_ROW = re.compile(r"way-([0-9]{1,2})-(kind|value|label|shown)")

Short = Annotated[str, BeforeValidator(_clean), StringConstraints(max_length=500)]
Label = Annotated[Line, StringConstraints(max_length=40)]


_READ = {EMAIL: email_address, TEL: phone_number, URL: web_address}


class Way(RequestModel):
    """One way to reach a person; an empty one is a row that was not filled in."""

    kind: Literal["email", "tel", "url"]
    value: Annotated[str, BeforeValidator(_clean), StringConstraints(max_length=500)] = ""
    label: Label = ""
    shown: bool = False

    @model_validator(mode="after")
    def readable(self) -> "Way":
        if self.value:
            object.__setattr__(self, "value", _READ[self.kind](self.value))
        return self


def _filled(ways: list[Way]) -> list[Way]:
    return [way for way in ways if way.value]


class CardForm(RequestModel):
    label: Label = ""
    full_name: Name
    pronouns: Annotated[Line, StringConstraints(max_length=40)] = ""
    title: Line = ""
    org: Line = ""
    note: Short = ""
    offers: Short = ""
    asks: Short = ""
    circles: CircleLine = ""
    shown: list[str] = []
    ways: Annotated[list[Way], Field(max_length=MOST_WAYS), AfterValidator(_filled)] = []

    @property
    def held_back(self) -> list[str]:
        return [name for name in HOLDABLE if name not in self.shown]


def read_card_form(form: Any) -> Form[CardForm]:
    """The card form as it was sent: a MultiDict with the rows `way-0-kind`, `way-0-value` and so on."""
    return Form(CardForm, typed_card(form))


def typed_card(form: Any) -> dict[str, Any]:
    """What stands in the form, rows in order, not yet judged."""
    rows: dict[int, dict[str, str]] = {}
    for key in form:
        if found := _ROW.fullmatch(key):
            rows.setdefault(int(found[1]), {"kind": EMAIL})[found[2]] = form[key]
    plain = {key: value for key, value in form.to_dict().items() if not key.startswith("way-")}
    return {**plain, "shown": form.getlist("shown"), "ways": [rows[number] for number in sorted(rows)][:40]}


def blank_way(kind: str) -> dict[str, Any]:
    return {"kind": kind if kind in WAYS else URL, "value": "", "label": "", "shown": True}


class CardChoice(RequestModel):
    card_id: Annotated[int, Field(ge=1, lt=10**18)]
