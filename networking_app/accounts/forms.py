"""What the forms of an account send."""

from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from pydantic import AfterValidator, BeforeValidator, StringConstraints

from networking_app.accounts.passwords import LONGEST, weakness
from networking_app.forms import Line, RequestModel


def _deliverable(email: str) -> str:
    try:
        return validate_email(email, check_deliverability=False).normalized
    except EmailNotValidError:
        raise ValueError(_("This does not look like an e-mail address.")) from None


def _strong(password: str) -> str:
    if said := weakness(password):
        raise ValueError(said)
    return password


Email = Annotated[Line, AfterValidator(_deliverable)]
# A password is taken as typed: nothing is trimmed.
Password = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST)]
NewPassword = Annotated[str, AfterValidator(_strong)]
Ticked = Annotated[bool, BeforeValidator(lambda value: value in (True, "1", "on", "true"))]


class SignIn(RequestModel):
    email: Line
    password: Password


class ChangePassword(RequestModel):
    old: Password
    password: NewPassword


class RequestReset(RequestModel):
    email: Email


class ResetPassword(RequestModel):
    password: NewPassword
