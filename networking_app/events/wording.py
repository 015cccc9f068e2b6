"""When an event is, in few words and in the time of its place."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import format_date
from flask_babel import gettext as _

from networking_app.clock import now
from networking_app.events.models import COVERS, KINDS, Event
from networking_app.local_time import zone_name


def when(event: Event) -> str:
    """Day and hours as clocks at the event show them; the zone is named when it is not the reader's."""
    zone = ZoneInfo(event.time_zone)
    starts, ends = event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)
    end = f"{ends:%H:%M}" if _one_evening(starts, ends) else f"{_day(ends.date())}, {ends:%H:%M}"
    elsewhere = event.starts_at.astimezone(ZoneInfo(zone_name())).utcoffset() != starts.utcoffset()
    # A line may break between the day and the hours, not within them.
    words = f"{_day(starts.date())}, {starts:%H:%M}–\u2060{end}"
    return _("%(when)s (%(zone)s)", when=words, zone=place_of(event.time_zone)) if elsewhere else words


def place_of(zone: str) -> str:
    """The place a zone is named after: "New York time" for America/New_York."""
    return zone if zone == "UTC" else _("%(place)s time", place=zone.rsplit("/", 1)[-1].replace("_", " "))


def _one_evening(starts: datetime, ends: datetime) -> bool:
    return starts.date() == ends.date() or ((ends.date() - starts.date()).days == 1 and ends.hour < 6)


def _day(value: date) -> str:
    return str(format_date(value, "EEE d MMM" if value.year == now().year else "EEE d MMM y")).replace(" ", "\u00a0")


def cover_names() -> list[tuple[str, str]]:
    """The colours a cover may have, with what they are called."""
    names = (_("Lagoon"), _("Ember"), _("Marigold"), _("Moss"), _("Sky"), _("Indigo"), _("Plum"), _("Slate"))
    return list(zip(COVERS, names, strict=True))


def kind_names() -> list[tuple[str, str]]:
    """The kinds an event may be of, with what they are called."""
    names = (_("Meetup"), _("Conference"), _("Club"), _("Volunteering"), _("Job fair"))
    return list(zip(KINDS, names, strict=True))


def examples(event: Event) -> dict[str, str]:
    """What somebody could offer at an event of that kind, and whom they could look for."""
    offers = (_("An hour for your first talk, a contact in Delft"), _("Notes of the talks you missed"),
              _("A lift home, a spare board"), _("Two strong arms, a van on Saturday"),
              _("What a day at my work is like, a look at your letter"))
    wanted = (_("Somebody who runs a makerspace"), _("Whoever gave the talk on migrations"),
              _("Somebody to practise with"), _("Somebody who has done this for years"),
              _("Somebody who does the work I would like to do"))
    place = KINDS.index(event.kind)
    return {"offer": offers[place], "wanted": wanted[place]}


def kind_of(event: Event) -> str:
    """What kind of event it is, as people call it."""
    return dict(kind_names())[event.kind]
