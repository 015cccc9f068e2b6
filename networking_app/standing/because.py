"""Why two people might want to talk, in a sentence: what can be given stands before what is looked for."""

from collections.abc import Set

from flask_babel import gettext as _
from flask_babel import ngettext

from networking_app.cards.models import CIRCLE
from networking_app.standing.in_common import HELPED, HELPING, Said, Word, of_kind


def because_of_words(name: str, common: Set[Word], mine: Said, theirs: Said) -> list[str]:
    """Why I might want to talk with the person of that name; what I can do for them comes first."""
    found = [_helped_by_me(name, of_kind(common, *HELPED), mine, theirs), shared(of_kind(common, CIRCLE), theirs),
             _helping_me(name, of_kind(common, *HELPING), mine, theirs)]
    return [sentence for sentence in found if sentence]


def because_of_both(asker: str, helper: str, words: set[str], asking: Said, offering: Said) -> str:
    """Why one of my ties might want to meet another."""
    ask = asking.asking(words)
    if offer := offering.offering(words):
        return _("%(helper)s can help with \u201c%(offer)s\u201d, and %(asker)s looks for \u201c%(ask)s\u201d.",
                 helper=helper, offer=offer, asker=asker, ask=ask)
    if circle := offering.knowing(words):
        return _("%(helper)s is in the circle \u201c%(circle)s\u201d, and %(asker)s looks for \u201c%(ask)s\u201d.",
                 helper=helper, circle=circle, asker=asker, ask=ask)
    return _("%(helper)s has the role \u201c%(role)s\u201d, and %(asker)s looks for \u201c%(ask)s\u201d.",
             helper=helper, role=offering.doing(words), asker=asker, ask=ask)


def shared(words: set[str], theirs: Said) -> str:
    """The circles that both are in, as the other person calls them."""
    names = theirs.in_circles(words)
    said = ngettext("You share a circle: %(circles)s.", "You share circles: %(circles)s.", len(names),
                    circles=", ".join(names))
    return said if names else ""


def _helped_by_me(name: str, words: set[str], mine: Said, theirs: Said) -> str:
    ask = theirs.asking(words)
    if offer := mine.offering(words):
        return _("You can help with \u201c%(offer)s\u201d, and %(name)s looks for \u201c%(ask)s\u201d.",
                 offer=offer, name=name, ask=ask)
    if circle := mine.knowing(words):
        return _("You are in the circle \u201c%(circle)s\u201d, and %(name)s looks for \u201c%(ask)s\u201d.",
                 circle=circle, name=name, ask=ask)
    role = mine.doing(words)
    said = _("You have the role \u201c%(role)s\u201d, and %(name)s looks for \u201c%(ask)s\u201d.",
             role=role, name=name, ask=ask)
    return said if role else ""


def _helping_me(name: str, words: set[str], mine: Said, theirs: Said) -> str:
    ask = mine.asking(words)
    if offer := theirs.offering(words):
        return _("%(name)s can help with \u201c%(offer)s\u201d, and you look for \u201c%(ask)s\u201d.",
                 name=name, offer=offer, ask=ask)
    if circle := theirs.knowing(words):
        return _("%(name)s is in the circle \u201c%(circle)s\u201d, and you look for \u201c%(ask)s\u201d.",
                 name=name, circle=circle, ask=ask)
    role = theirs.doing(words)
    said = _("%(name)s has the role \u201c%(role)s\u201d, and you look for \u201c%(ask)s\u201d.",
             name=name, role=role, ask=ask)
    return said if role else ""
