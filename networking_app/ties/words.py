"""What tags, channels, contacts and intervals are called on screen."""

from datetime import date

from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext

from networking_app.local_time import today, zone
from networking_app.ties.cadence_rules import Rule
from networking_app.ties.cadences import MONTHS, MONTHS_A_YEAR, TIERS, as_units
from networking_app.ties.going_quiet import Quiet
from networking_app.ties.models import BOTH, IN, OUT, Interaction, Tie


def tag_words(tag: str) -> str:
    quick = {"promised": _("promised something"), "great talk": _("great talk"), "introduce": _("introduce to …")}
    return quick.get(tag, tag)


def channel_words(channel: str) -> str:
    names = {"message": _("Message"), "mail": _("E-mail"), "call": _("Call"), "coffee": _("Coffee")}
    return names.get(channel, _("Meeting"))


def contact_words(contact: Interaction) -> str:
    """Who was in touch with whom, and how."""
    channel = channel_words(contact.channel)
    if contact.direction == BOTH:
        return _("You talked") if contact.channel == "message" else _("You talked: %(channel)s", channel=channel)
    if contact.direction == IN:
        return _("%(channel)s from them", channel=channel)
    return _("%(channel)s from you", channel=channel)


def every(days: int) -> str:
    """How often, as in "every 2 months"."""
    number, unit = as_units(days)
    if unit == MONTHS and number % MONTHS_A_YEAR == 0:
        return ngettext("every year", "every %(num)d years", number // MONTHS_A_YEAR)
    if unit == MONTHS:
        return ngettext("every month", "every %(num)d months", number)
    return ngettext("every week", "every %(num)d weeks", number)


def because(rule: Rule) -> str:
    """How often somebody is kept in touch, and for which reason."""
    if not rule.days:
        return _("You are not reminded of them.")
    often = every(rule.days)
    if rule.tag:
        return _("%(often)s, because of the tag “%(tag)s”", often=often, tag=tag_words(rule.tag))
    if rule.event:
        return _("%(often)s, because you met at %(event)s", often=often, event=rule.event)
    return often


def since_contact(tie: Tie, on: date | None = None) -> str:
    """How long ago the last real contact was, today or on a day to come: "3 weeks since you talked"."""
    said = {BOTH: _("since you talked"), IN: _("since they wrote"), OUT: _("since you wrote")}
    last = [(one.happened_at, said[one.direction]) for one in tie.interactions[:1]]
    last += [(one.met_at, _("since you met")) for one in tie.encounters[:1]]
    if not last:
        return ""
    at, since = max(last)
    ago = (max(on or today(), today()) - at.astimezone(zone()).date()).days
    return _("%(time)s %(since)s", time=how_long(ago), since=since) if ago > 0 else ""


def quiet_state(quiet: Quiet) -> str:
    """What a tie is today, by the reader's calendar: quiet, cold, or nothing yet."""
    return quiet.state(today())


def intervals(current: int | None = None) -> list[tuple[str, str]]:
    """The intervals to choose from, with the one that is set; then never and another one."""
    shown = sorted({*TIERS, *([current] if current else [])})
    return [*((str(days), every(days)) for days in shown), ("other", _("another interval"))]


def how_long(days: int) -> str:
    """So many days as one would say it: 3 weeks."""
    if days < 14:
        return ngettext("%(num)d day", "%(num)d days", days)
    if days < 60:
        return ngettext("%(num)d week", "%(num)d weeks", days // 7)
    if days < 730:
        return ngettext("%(num)d month", "%(num)d months", days * 12 // 365)
    return ngettext("%(num)d year", "%(num)d years", days // 365)


def init_app(app: Flask) -> None:
    for words in (tag_words, channel_words, contact_words, every, because, since_contact, quiet_state):
        app.add_template_filter(words)
    app.add_template_global(intervals)
