"""A sentence or two to begin the talk itself with, from what two people share: never a pitch, never an ask."""

from collections.abc import Set

from flask_babel import gettext as _

from networking_app.cards.models import ASK, CIRCLE
from networking_app.cards.words import whole_or_part
from networking_app.events.models import Event
from networking_app.standing.in_common import HELPED, SOUGHT, Said, Word, of_kind


def opener(common: Set[Word], theirs: Said, event: Event, *, connector: str = "", note: str = "", turn: int = 0) -> str:
    """What one might say first: of whom both know, what both like, what the other cares for; else of the event.

    There are several ways to say it; `turn` chooses one, the same each time.
    """
    said = _ways_to_say(common, theirs, connector, note) or _of_event(event)
    return said[turn % len(said)]


def _ways_to_say(common: Set[Word], theirs: Said, connector: str, note: str) -> tuple[str, ...]:
    if connector:
        return (_("I think we both know %(name)s. How did the two of you meet?", name=connector),
                _("You know %(name)s too, I think. Where do you two know each other from?", name=connector))
    if circles := theirs.in_circles(of_kind(common, CIRCLE)):
        return _of_circle(circles[0])
    if sought := theirs.asking(of_kind(common, *HELPED)):
        return _of_ask(sought)
    if offered := theirs.offering(of_kind(common, ASK)):
        return _of_offer(offered)
    if known := theirs.knowing(of_kind(common, ASK)) or theirs.doing(of_kind(common, SOUGHT)):
        return (_("I saw \u201c%(known)s\u201d on your card. How did you get into that?", known=known),)
    return _of_note(whole_or_part(note)) if note else ()


def _of_circle(name: str) -> tuple[str, ...]:
    return (_("\u201c%(circle)s\u201d is on your card and on mine. How did it begin for you?", circle=name),
            _("We both have \u201c%(circle)s\u201d on our cards. What do you like best about it?", circle=name),
            _("I saw \u201c%(circle)s\u201d on your card: me too! What keeps you at it?", circle=name))


def _of_ask(ask: str) -> tuple[str, ...]:
    return (_("I read that you are looking for \u201c%(ask)s\u201d. How is that going so far?", ask=ask),
            _("You are looking for \u201c%(ask)s\u201d, I read. What got you started on that?", ask=ask))


def _of_offer(offer: str) -> tuple[str, ...]:
    return (_("I read that you can help with \u201c%(offer)s\u201d. How did that come about?", offer=offer),
            _("You can help with \u201c%(offer)s\u201d, I read. What is the story behind that?", offer=offer))


def _of_note(note: str) -> tuple[str, ...]:
    return (_("Your card says \u201c%(note)s\u201d. There must be a story behind that.", note=note),
            _("\u201c%(note)s\u201d, your card says. How did that come about?", note=note),
            _("I read \u201c%(note)s\u201d on your card, and I would love to hear more.", note=note))


def _of_event(event: Event) -> tuple[str, ...]:
    came = _("What brought you here?")
    return {
        "meetup": (came, _("Is this your first time here?"), _("Whom have you met so far?")),
        "conference": (came, _("Which talk has stayed with you so far?"), _("What are you going to hear next?")),
        "club": (_("How long have you been coming here?"), _("Who brought you along the first time?")),
        "volunteering": (_("What made you lend a hand here?"), _("What has been the best part of helping so far?")),
        "fair": (_("What have you seen here that surprised you?"), _("Which stand did you like best so far?")),
    }[event.kind]
