"""A tie as other address books hold it: what the card shows, and what the owner noted besides."""

from flask_babel import format_date
from flask_babel import gettext as _

from networking_app.cards.models import EMAIL, TEL, URL
from networking_app.cards.saving import remember_for
from networking_app.formats.vcard import Labelled, Vcard
from networking_app.ties.models import Tie


def contact(tie: Tie, note: str, photo_jpeg: bytes | None = None) -> Vcard:
    return Vcard(
        full_name=tie.name, org=org_of(tie), title=title_of(tie), note=note, emails=ways_of(tie, EMAIL),
        tels=ways_of(tie, TEL), urls=ways_of(tie, URL), photo_jpeg=photo_jpeg,
        categories=tuple(tie.card.shown_circles) if tie.card else (),
    )


def by_what_to_remember(tie: Tie) -> str:
    """Where and when they met, each time in a sentence, and what the other wants to be remembered for."""
    met = [_("Met at %(event)s, %(day)s.", event=encounter.event.summary,
             day=format_date(encounter.event.day, "long")) if encounter.event
           else _("Met on %(day)s.", day=format_date(encounter.met_at, "long")) for encounter in tie.encounters]
    return " ".join([*met, remember_for(tie.card.shown("note") if tie.card else "")]).strip()


def org_of(tie: Tie) -> str:
    return (tie.card.shown("org") if tie.card else "") or tie.org


def title_of(tie: Tie) -> str:
    return (tie.card.shown("title") if tie.card else "") or tie.title


def ways_of(tie: Tie, kind: str) -> Labelled:
    """The card's ways to reach the person, and what the owner noted besides."""
    shown = labelled(tie.card.shown_ways() if tie.card else [], kind)
    noted = {EMAIL: tie.email, TEL: tie.tel, URL: tie.url}[kind]
    known = {value for _label, value in shown}
    return (*shown, ("", noted)) if noted and noted not in known else shown


def labelled(ways: list[dict], kind: str) -> Labelled:
    return tuple((way.get("label", ""), way["value"]) for way in ways if way["kind"] == kind)
