"""E-mail addresses and phone numbers as people type them."""

import re
import unicodedata

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _

_DIALLED = re.compile(r"[0-9+*#().,/x\- ]{3,40}", re.IGNORECASE)
_DASHES_AND_SPACES = {"Pd": "-", "Zs": " "}


def email_address(value: str) -> str:
    """The address in its usual form; ValueError with a sentence for people."""
    try:
        return validate_email(value, check_deliverability=False).normalized
    except EmailNotValidError:
        raise ValueError(_("This does not look like an e-mail address.")) from None


def phone_number(value: str) -> str:
    """The number as typed, in ASCII; ValueError with a sentence for people."""
    number = "".join(_ascii(letter) for letter in value)
    if not _DIALLED.fullmatch(number) or not 3 <= sum(letter.isdigit() for letter in number) <= 20:
        raise ValueError(_("This does not look like a phone number."))
    return number


def dialled(number: str) -> str:
    """What is dialled of a number: its digits and plus signs."""
    return "".join(letter for letter in number if letter in "+0123456789")


def _ascii(letter: str) -> str:
    plain = _DASHES_AND_SPACES.get(unicodedata.category(letter), letter)
    return str(unicodedata.decimal(plain, plain))
