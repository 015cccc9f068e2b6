"""A sentence or two to begin the talk itself with, from what two people share: never a pitch, never an ask."""

from collections.abc import Set

from flask_babel import gettext as _

from networking_app.cards.models import ASK, CIRCLE, OFFER
from networking_app.cards.words import phrase_of
from networking_app.standing.in_common import Said, Word, of_kind


def opener(common: Set[Word], theirs: Said, *, connector: str = "", note: str = "", event: str = "") -> str:
    """What one might say first: of whom both know, what both like, what the other cares for; else of the event."""
    circles = theirs.in_circles(of_kind(common, CIRCLE))
    if connector:
        return _("I think we both know %(name)s. How did the two of you meet?", name=connector)
    if circles:
        return _("I read that you are into %(circle)s too. How did you get into it?", circle=circles[0])
    if sought := theirs.asking(of_kind(common, OFFER)):
        return _("I read that you are looking for \u201c%(ask)s\u201d. How is that going so far?", ask=sought)
    if offered := theirs.offering(of_kind(common, ASK)):
        return _("I read that you can help with \u201c%(offer)s\u201d. How did you come to that?", offer=offered)
    if note:
        return _("Your card says \u201c%(note)s\u201d. There must be a story behind that.", note=phrase_of(note, set()))
    return _("What brought you to %(event)s?", event=event)
