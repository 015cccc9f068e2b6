"""The time zones that may be chosen: names of the IANA database."""

from functools import cache
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from flask_babel import gettext as _
from pydantic import AfterValidator

AREAS = frozenset(("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian",
                   "Pacific"))


@cache
def zone_names() -> tuple[str, ...]:
    """The zones named after places, and UTC; abbreviations and files of the machine left out."""
    return ("UTC", *sorted(name for name in available_timezones() if name.split("/")[0] in AREAS and "/" in name))


def is_zone(name: str) -> bool:
    """Whether the name can be stored: any readable IANA name, old links such as "Asia/Calcutta" included."""
    try:
        return name in zone_names() or (name in available_timezones() and ZoneInfo(name).key == name)
    except (ValueError, OSError):
        return False


def _known(name: str) -> str:
    if not is_zone(name):
        raise ValueError(_("Please choose a time zone from the list."))
    return name


Zone = Annotated[str, AfterValidator(_known)]
ZoneOrUtc = Annotated[str, AfterValidator(lambda name: name if is_zone(name) else "UTC")]
