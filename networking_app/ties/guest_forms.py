"""What a guest types when leaving a card."""

from typing import Annotated

from flask_babel import gettext as _
from pydantic import Field, StringConstraints, field_validator

from networking_app.accounts.models import address_key
from networking_app.cards.addresses import dialled, email_address, phone_number
from networking_app.forms import Line, Name, RequestModel


class CardLeftForm(RequestModel):
    full_name: Name
    reach: Annotated[Line, StringConstraints(min_length=1)]
    line: Line = ""
    consent: Annotated[str, Field(validate_default=True)] = ""

    @field_validator("reach")
    @classmethod
    def reachable(cls, value: str) -> str:
        return email_address(value) if "@" in value else phone_number(value)

    @field_validator("consent")
    @classmethod
    def given(cls, value: str) -> str:
        if not value:
            raise ValueError(_("Without your agreement nothing is sent."))
        return value

    @property
    def email(self) -> str:
        return self.reach if "@" in self.reach else ""

    @property
    def tel(self) -> str:
        return "" if self.email else self.reach

    @property
    def address_key(self) -> str:
        """The normalised address by which a second card finds the tie of the first."""
        return f"mailto:{address_key(self.email)}" if self.email else f"tel:{dialled(self.tel)}"
