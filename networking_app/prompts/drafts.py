"""A ready draft for a follow-up, built from who, where and when; notes stay beside it, never inside."""

from dataclasses import dataclass
from urllib.parse import quote

from flask_babel import gettext as _

from networking_app.cards.models import EMAIL, TEL
from networking_app.events.models import Event
from networking_app.follow_ups.models import FollowUp
from networking_app.follow_ups.planning import PROMISED, UNANSWERED
from networking_app.ties.models import Tie


@dataclass(frozen=True)
class Draft:
    """A text and the addresses it can go to; a missing address leaves its link empty."""

    subject: str
    text: str
    email: str
    tel: str

    @property
    def mail_link(self) -> str:
        """RFC 6068."""
        query = f"subject={quote(self.subject)}&body={quote(self.text)}"
        return f"mailto:{quote(self.email, safe='@+')}?{query}" if self.email else ""

    @property
    def sms_link(self) -> str:
        """RFC 5724, with the body parameter that phones understand."""
        return f"sms:{_dialled(self.tel)}?body={quote(self.text)}" if self.tel else ""

    @property
    def whatsapp_link(self) -> str:
        digits = _dialled(self.tel)
        return f"https://wa.me/{digits[1:]}?text={quote(self.text)}" if digits.startswith("+") else ""


def draft_for(step: FollowUp, tie: Tie, event: Event | None, sender: str) -> Draft:
    """Four short sentences at most: where we met, why I write, an easy way to answer."""
    where = event.summary if event else _("our meeting")
    text = "\n\n".join([_("Hi %(name)s,", name=_called(tie.name)), _reason(step, where), sender])
    return Draft(_("From %(event)s", event=where), text, _first(tie, EMAIL) or tie.email, _first(tie, TEL) or tie.tel)


def _reason(step: FollowUp, where: str) -> str:
    if step.condition == PROMISED:
        return _("it was good to meet you at %(event)s. As promised, here it is:", event=where)
    if step.condition == UNANSWERED:
        return _("we met at %(event)s. My last message may have come at a bad time, so just this line: "
                 "would a quarter of an hour next week suit you?", event=where)
    if step.position == 0:
        return _("it was good to meet you at %(event)s. I enjoyed our talk and would like to stay in touch. "
                 "How did the rest of the evening go for you?", event=where)
    return _("we met at %(event)s, and I just thought of you. No question behind this: "
             "I hope things go well. What are you working on these days?", event=where)


def _called(name: str) -> str:
    """The first name where names have one in front; else the whole."""
    words = name.split()
    return words[0] if words and words[0].isascii() and not words[0].endswith(".") else name


def _first(tie: Tie, kind: str) -> str:
    ways = tie.card.shown_ways(kind) if tie.card else []
    return ways[0]["value"] if ways else ""


def _dialled(tel: str) -> str:
    return "".join(c for c in tel if c.isdigit() or c == "+")
