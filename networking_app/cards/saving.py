"""A card as a vCard file, with where and when it was given."""

from flask_babel import format_date
from flask_babel import gettext as _

from networking_app.cards.models import EMAIL, TEL, URL, Badge
from networking_app.cards.showing import ShownCard, shown
from networking_app.formats.small_vcard import small_vcard
from networking_app.formats.vcard import Labelled, Vcard, write_vcard
from networking_app.local_time import today


def card_file(badge: Badge) -> tuple[str, str]:
    """The text of the file and its name without ending."""
    card, photo = shown(badge.card), badge.card.photo
    text = write_vcard(
        Vcard(
            full_name=card.full_name, org=card.org, title=card.title, note=_note(badge, card),
            emails=_labelled(card, EMAIL), tels=_labelled(card, TEL), urls=_labelled(card, URL),
            photo_jpeg=photo.jpeg if photo and card.photo else None, rev=badge.card.updated_at,
            categories=card.circles,
        )
    )
    return text, file_name(card.full_name)


def small_card(badge: Badge) -> str:
    """What a stranger sees of the card, cut down to a vCard that fits a QR code on a screen."""
    seen, event = shown(badge.card), badge.event
    # Of a note that is cut the day is left, by which the rest can be found.
    met = _("Met %(day)s at %(event)s.", day=format_date(event.day, "medium"), event=event.summary) if event else ""
    return small_vcard(
        Vcard(
            full_name=seen.full_name, org=seen.org, title=seen.title, note=f"{met} {seen.note}".strip(),
            emails=_labelled(seen, EMAIL), tels=_labelled(seen, TEL), urls=_labelled(seen, URL),
        )
    )


def file_name(name: str) -> str:
    """A name for a file: the person's own without what file systems refuse."""
    kept = "".join(" " if letter in '/\\:*?"<>|' or not letter.isprintable() else letter for letter in name)
    return " ".join(kept.split()).strip(". ")[:80] or "card"


def remember_for(note: str) -> str:
    """What the person wants to be remembered for, as it stands in an address book; empty where they said nothing."""
    return _("Remember for: %(note)s", note=note) if note else ""


def _note(badge: Badge, card: ShownCard) -> str:
    """By what the person is remembered: where and when they were met, and what for."""
    event = badge.event
    met = (_("Met at %(event)s, %(day)s.", event=event.summary, day=format_date(event.day, "long")) if event
           else _("Saved on %(day)s.", day=format_date(today(), "long")))
    return " ".join(filter(None, (met, remember_for(card.note))))


def _labelled(card: ShownCard, kind: str) -> Labelled:
    return tuple((way.own_label, way.value) for way in card.ways_of(kind))
