"""What debts are called on screen."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import groupby

from flask import Flask, g
from flask_babel import format_date, lazy_gettext, ngettext
from flask_babel import gettext as _
from markupsafe import Markup, escape

from networking_app.clock import now
from networking_app.local_time import today
from networking_app.owed.asking import only_asked, ties_with_a_step_done
from networking_app.owed.greeting import ANNIVERSARY, COOLING, LONG_SINCE, WISH, Reason
from networking_app.owed.listing import REPLIES
from networking_app.owed.models import MINE, THEIRS, Owed
from networking_app.owed.replies import ReplyDebt
from networking_app.ties.models import Tie
from networking_app.ties.words import how_long

# Translated when one of them is said: a page says a hundred.
SENTENCES = {
    ("reply", MINE): lazy_gettext("You owe %(name)s a reply"),
    ("promise", MINE): lazy_gettext("You promised %(name)s"),
    ("favour", MINE): lazy_gettext("You owe %(name)s a favour"),
    ("introduction", MINE): lazy_gettext("You owe %(name)s an introduction"),
    ("thanks", MINE): lazy_gettext("You owe %(name)s a thank-you"),
    ("reply", THEIRS): lazy_gettext("%(name)s owes you a reply"),
    ("promise", THEIRS): lazy_gettext("%(name)s promised you"),
    ("favour", THEIRS): lazy_gettext("%(name)s owes you a favour"),
    ("introduction", THEIRS): lazy_gettext("%(name)s owes you an introduction"),
    ("thanks", THEIRS): lazy_gettext("%(name)s owes you a thank-you"),
}
# While its words have not said yet which of them it is.
UNSAID = {MINE: lazy_gettext("You owe %(name)s"), THEIRS: lazy_gettext("%(name)s owes you")}
# Stands for the name in a sentence that is escaped before the name comes in.
_NAME = "\N{OBJECT REPLACEMENT CHARACTER}"


def owed_words(debt: Owed) -> str:
    """Who owes whom what: "You owe Bob a reply"."""
    return _sentence(debt, debt.tie.name)


def owed_line(debt: Owed) -> Markup:
    """The same for a page: a name that is written the other way does not turn the sentence."""
    name = Markup("<bdi>{}</bdi>").format(debt.tie.name)  # noqa: S704 (escaped by format)
    return Markup(escape(_sentence(debt, _NAME)).replace(_NAME, name))  # noqa: S704 (escaped)


def _sentence(debt: Owed, name: str) -> str:
    return str(SENTENCES[debt.kind, debt.side]) % {"name": name}


def owed_sentences() -> dict[str, str]:
    """For the attributes of a template, by kind and side, or by side alone: the words around {name}."""
    all_of_them = {f"{kind}_{side}": words for (kind, side), words in SENTENCES.items()} | UNSAID
    return {f"data-{which}": str(words) % {"name": "{name}"} for which, words in all_of_them.items()}


def kind_words() -> dict[str, str]:
    """What can be owed."""
    return {"promise": _("Something promised"), "favour": _("A favour"), "introduction": _("An introduction"),
            "reply": _("A reply"), "thanks": _("A thank-you")}


def list_words() -> dict[str, str]:
    """What the lists of the ledger are called."""
    return {REPLIES: _("Waiting for a word from you"), MINE: _("You owe"), THEIRS: _("Owed to you")}


def by_month(debts: Iterable[Owed]) -> list[tuple[str, list[Owed]]]:
    """Those that are due in one month together, in their order, under its name."""
    named = groupby(debts, lambda debt: format_date(debt.day, "LLLL y") if debt.day else _("Without a day"))
    return [(month, list(those)) for month, those in named]


def waits_for(debt: ReplyDebt) -> str:
    """How long somebody has been waiting."""
    days = (now() - debt.since) // timedelta(days=1)
    return _("They wrote %(time)s ago", time=how_long(days)) if days else _("They wrote today")


def reason_words(reason: Reason) -> str:
    """Why to greet somebody."""
    event, ago = reason.words, how_long((today() - reason.on).days) if reason.on else ""
    if reason.kind == ANNIVERSARY and reason.on:
        years = round((today() - reason.on).days / 365.2425)
        return ngettext("A year ago these days you met at %(event)s", "%(num)d years ago these days you met at "
                        "%(event)s", years, event=event)
    words = {WISH: _("You noted: “%(words)s”", words=reason.words),
             COOLING: _("You used to be in touch; it has been quiet for %(time)s", time=ago),
             LONG_SINCE: _("%(time)s since you were last in touch", time=ago)}
    return words.get(reason.kind) or (_("You met at %(event)s", event=event) if event else _("You met %(time)s ago",
                                                                                            time=ago))


def asked_only(tie: Tie) -> bool:
    """Whether to say softly that the owner has only written when they needed something."""
    return only_asked(tie, now()) and tie.id not in _with_a_step_done(tie.owner_id)


def _with_a_step_done(owner_id: int) -> set[int]:
    # Asked for only where it matters, and once for a page.
    if "with_a_step_done" not in g:
        g.with_a_step_done = ties_with_a_step_done(owner_id)
    return g.with_a_step_done


def init_app(app: Flask) -> None:
    for words in (owed_words, owed_line, by_month, waits_for, reason_words, asked_only):
        app.add_template_filter(words)
    for named in (kind_words, list_words, owed_sentences):
        app.add_template_global(named)
