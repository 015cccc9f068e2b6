"""Why two people might want to talk, in a sentence: what can be given stands before what is looked for."""

from collections.abc import Set

from flask_babel import gettext as _
from flask_babel import ngettext

from networking_app.cards.models import ASK, CIRCLE, OFFER
from networking_app.standing.in_common import Said, Word, of_kind


def because_of_words(name: str, common: Set[Word], mine: Said, theirs: Said) -> list[str]:
    """Why I might want to talk with the person of that name; what I can do for them comes first."""
    found = [_helped_by_me(name, of_kind(common, OFFER), mine, theirs), shared(of_kind(common, CIRCLE), theirs),
             _helping_me(name, of_kind(common, ASK), mine, theirs)]
    return [sentence for sentence in found if sentence]


def because_of_both(asker: str, helper: str, words: set[str], asking: Said, offering: Said) -> str:
    """Why one of my ties might want to meet another."""
    return _("%(helper)s can help with \u201c%(offer)s\u201d, and %(asker)s looks for \u201c%(ask)s\u201d.",
             asker=asker, helper=helper, ask=asking.asking(words), offer=offering.offering(words))


def shared(words: set[str], theirs: Said) -> str:
    """The circles that both are in, as the other person calls them."""
    names = theirs.in_circles(words)
    said = ngettext("You share a circle: %(circles)s.", "You share circles: %(circles)s.", len(names),
                    circles=", ".join(names))
    return said if names else ""


def _helped_by_me(name: str, words: set[str], mine: Said, theirs: Said) -> str:
    said = _("You can help with \u201c%(offer)s\u201d, and %(name)s looks for \u201c%(ask)s\u201d.",
             name=name, ask=theirs.asking(words), offer=mine.offering(words))
    return said if words else ""


def _helping_me(name: str, words: set[str], mine: Said, theirs: Said) -> str:
    said = _("%(name)s can help with \u201c%(offer)s\u201d, and you look for \u201c%(ask)s\u201d.",
             name=name, ask=mine.asking(words), offer=theirs.offering(words))
    return said if words else ""
