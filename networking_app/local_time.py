"""Instants and days in the words and the time zone of the person who reads them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_login import current_user

from networking_app.clock import milliseconds, now


def zone_name() -> str:
    """The reader's time zone; UTC for strangers."""
    # Looking for them costs more than the zone does.
    reader = current_user._get_current_object()
    return str(reader.time_zone) if reader and reader.is_authenticated else "UTC"


def zone() -> ZoneInfo:
    return ZoneInfo(zone_name())


def today() -> date:
    """The reader's own calendar day."""
    return now().astimezone(zone()).date()


def day(value: date | datetime) -> str:
    """A day in few words: today, yesterday, 21 Nov, or with its year when that is another one."""
    here = zone()
    local, on = value.astimezone(here).date() if isinstance(value, datetime) else value, now().astimezone(here).date()
    if (on - local).days in (0, 1):
        return _("today") if on == local else _("yesterday")
    return format_date(local, "d MMM" if local.year == on.year else "d MMM y")


def local_day(value: datetime) -> str:
    """The reader's calendar day of an instant, as ISO 8601 writes it."""
    return value.astimezone(zone()).date().isoformat()


def moment(value: datetime) -> str:
    """An instant with its weekday and its time."""
    local = value.astimezone(zone())
    return f"{format_date(local.date(), 'EEEE d MMMM')}, {local:%H:%M}"


def clock_time(value: datetime) -> str:
    return f"{value.astimezone(zone()):%H:%M}"


def due(value: date) -> str:
    """When something is due, counted from today."""
    ahead = (value - today()).days
    if ahead < 0:
        return ngettext("%(num)d day late", "%(num)d days late", -ahead)
    if ahead < 2:
        return _("Today") if ahead == 0 else _("Tomorrow")
    return ngettext("in %(num)d day", "in %(num)d days", ahead) if ahead < 15 else format_date(value, "d MMM y")


def weekday(value: date) -> str:
    """A day by its weekday: Fri 27 Nov."""
    return format_date(value, "EEE d MMM" if value.year == today().year else "EEE d MMM y")


def is_late(value: date) -> bool:
    return value < today()


def day_words() -> dict[str, object]:
    """The words of `day` and `due` for static/js/synced/days.js, with a sample for each plural form there is."""
    return {
        "today": _("Today"), "tomorrow": _("Tomorrow"), "this_day": _("today"), "yesterday": _("yesterday"),
        "late": {n: ngettext("%(num)d day late", "%(num)d days late", n) for n in (1, 2, 3, 6, 11, 20)},
        "ahead": {n: ngettext("in %(num)d day", "in %(num)d days", n) for n in (2, 3, 6, 11)},
    }


def init_app(app: Flask) -> None:
    for words in (day, local_day, moment, clock_time, due, weekday, is_late, milliseconds):
        app.add_template_filter(words)
    app.add_template_global(day_words)
