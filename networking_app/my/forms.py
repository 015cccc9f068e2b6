"""What the forms of one's own pages send."""

from typing import Annotated

from flask_babel import gettext as _
from pydantic import AfterValidator, Field

from networking_app.accounts.forms import Email, NewPassword, Password, Ticked
from networking_app.accounts.zones import Zone, ZoneOrUtc
from networking_app.forms import Name, RequestModel


def _leaves_a_day(days: list[int]) -> list[int]:
    if len(set(days)) == 7:
        raise ValueError(_("Please leave at least one day of the week."))
    return days


Weekday = Annotated[int, Field(ge=0, le=6)]


class SignUp(RequestModel):
    name: Name
    email: Email
    password: NewPassword
    on_card: Ticked = False
    time_zone: ZoneOrUtc = "UTC"


class Settings(RequestModel):
    name: Name
    time_zone: Zone
    preferred_hour: Annotated[int, Field(ge=0, le=23)]
    days_off: Annotated[list[Weekday], AfterValidator(_leaves_a_day)]
    name_in_code: Ticked = False

    @property
    def days_off_bits(self) -> int:
        """The days as they are stored: bit 0 is Monday."""
        return sum(1 << day for day in set(self.days_off))


class MoveToZone(RequestModel):
    time_zone: Zone


class AddAddress(RequestModel):
    email: Email


class SendVerification(RequestModel):
    address_id: Annotated[int, Field(ge=1, lt=10**18)]


class CloseAccount(RequestModel):
    password: Password
