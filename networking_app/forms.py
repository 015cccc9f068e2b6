"""What people type, read by one pydantic model per request shape; nothing typed is lost when it is wrong."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Annotated, Any, Generic, TypeVar

from flask import request
from flask_babel import gettext as _
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError

from networking_app.errors import DomainError

Model = TypeVar("Model", bound="RequestModel")
# Controls have no place in a line; the joiners of emoji and the marks of right-to-left scripts stay.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffd-\uffff\ud800-\udfff]")
# Nobody types these; phones put them around what is copied, and a name must not turn the sentence in which it stands.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def _clean(value: object) -> object:
    if not isinstance(value, str):
        return value
    if _CONTROLS.search(value):
        raise ValueError("control characters")
    turned = _TURNING.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", turned).strip()


def _one_line(value: str) -> str:
    return " ".join(value.split())


Text = Annotated[str, BeforeValidator(_clean), StringConstraints(max_length=4000)]
Line = Annotated[str, BeforeValidator(_clean), AfterValidator(_one_line), StringConstraints(max_length=200)]
Name = Annotated[
    str, BeforeValidator(_clean), AfterValidator(_one_line), StringConstraints(min_length=1, max_length=120)
]


class RequestModel(BaseModel):
    """Base of request shapes: unknown fields are ignored, never assigned."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Form(Generic[Model]):
    """One reading of a submitted form: `data` when valid, else `errors` by field beside the text as typed."""

    def __init__(self, model: type[Model], values: Mapping[str, Any] | None = None) -> None:
        self.typed: dict[str, Any] = dict(values or {})
        self.errors: dict[str, str] = {}
        self._data: Model | None = None
        if values is not None:
            self._read(model)

    def _read(self, model: type[Model]) -> None:
        try:
            self._data = model.model_validate(self.typed)
        except ValidationError as error:
            # The first of a field's errors counts; the fields keep their order.
            last_first = {_field(item): message_for(item) for item in reversed(error.errors())}
            self.errors = dict(reversed(last_first.items()))

    @property
    def valid(self) -> bool:
        return self._data is not None and not self.errors

    @property
    def data(self) -> Model:
        if self._data is None:
            raise LookupError("the form is not valid")
        return self._data

    def refuse(self, field: str, message: str) -> None:
        """Mark a field wrong for a reason that only the domain knows."""
        self.errors[field] = message

    def __getitem__(self, field: str) -> Any:
        return self.typed.get(field, "")


def submitted(model: type[Model], **lists: str) -> Form[Model]:
    """The form of this request; keyword arguments name fields that may stand there several times."""
    values: dict[str, Any] = request.form.to_dict()
    for field, key in lists.items():
        values[field] = request.form.getlist(key)
    return Form(model, values)


def read_json(model: type[Model]) -> Model:
    """The JSON body as `model`; raises DomainError (422) that names the fields but never echoes them."""
    try:
        return model.model_validate(_json())
    except ValidationError as error:
        fields = {_field(item): message_for(item) for item in error.errors()}
        raise DomainError(_("Something in that request is not right."), 422, fields=fields) from None


def _json() -> Any:
    try:
        return request.get_json()
    except RecursionError:
        raise DomainError(_("That request could not be understood."), 400) from None


def _field(item: Any) -> str:
    return ".".join(str(part) for part in item["loc"]) or "form"


def message_for(item: Any) -> str:
    """What is wrong, in words for people, from one pydantic error."""
    kind, context = item["type"], item.get("ctx", {})
    if kind in ("string_too_short", "too_short", "missing"):
        return _("Please fill this in.") if context.get("min_length", 1) == 1 else _too_short(context)
    if kind in ("string_too_long", "too_long"):
        return _("Please keep this to %(most)s characters.", most=context["max_length"])
    if kind == "value_error" and str(context.get("error")) != "control characters":
        return str(context["error"])
    if kind == "value_error":
        return _("This has characters that cannot be kept. Please type it again.")
    return _("This does not look right.")


def _too_short(context: Mapping[str, Any]) -> str:
    return _("Please use at least %(least)s characters.", least=context["min_length"])
