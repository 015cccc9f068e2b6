"""What a stranger sees of a card: the one gate that page, preview and vCard go through."""

from dataclasses import dataclass

from flask_babel import gettext as _

from networking_app.cards.links import link_of, short_link
from networking_app.cards.models import EMAIL, TEL, URL, Card

PARTS = ("pronouns", "title", "org", "note", "offers", "asks")


@dataclass(frozen=True)
class ShownWay:
    kind: str
    label: str
    own_label: str
    text: str
    value: str
    href: str


@dataclass(frozen=True)
class ShownCard:
    """The fields that are not held back; `photo` is the small picture as a data: address, or empty."""

    full_name: str
    pronouns: str
    title: str
    org: str
    note: str
    offers: str
    asks: str
    circles: tuple[str, ...]
    photo: str
    ways: tuple[ShownWay, ...]

    @property
    def line(self) -> str:
        """Pronouns, role and organisation in one line."""
        return " · ".join(part for part in (self.pronouns, ", ".join(filter(None, (self.title, self.org)))) if part)

    def ways_of(self, kind: str) -> tuple[ShownWay, ...]:
        return tuple(way for way in self.ways if way.kind == kind)


def shown(card: Card) -> ShownCard:
    """The card as a stranger sees it."""
    parts = {name: card.shown(name) for name in PARTS}
    ways = tuple(way for way in map(_shown_way, card.shown_ways()) if way.href)
    return ShownCard(full_name=card.full_name, circles=tuple(card.shown_circles), photo=card.photo_data, ways=ways,
                     **parts)


def _shown_way(way: dict) -> ShownWay:
    kind, value = way["kind"], way["value"]
    own_label = way.get("label", "")
    label = " · ".join(filter(None, ({EMAIL: _("E-mail"), TEL: _("Phone"), URL: _("Link")}[kind], own_label)))
    text = short_link(value) if kind == URL else value
    return ShownWay(kind, label, own_label, text, value, link_of(kind, value))

