"""One person in the digest: who, what to do, where you met, what you noted, and the links that do it."""

from dataclasses import dataclass
from datetime import date

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from networking_app.accounts.models import User
from networking_app.follow_ups.models import CADENCE, PROMISE
from networking_app.follow_ups.planning import PROMISED, evening_of
from networking_app.owed.replies import last_touch
from networking_app.prompts.draft_words import ago
from networking_app.prompts.mail_words import cut, one_line, unlinked
from networking_app.prompts.mailed_acts import ACTS
from networking_app.prompts.next_steps import NextStep
from networking_app.prompts.signed_links import make_link
from networking_app.urls import public_url

MOST_OF_A_NOTE, MOST_OF_A_LINE = 280, 120


@dataclass(frozen=True)
class Item:
    """All of it as text, made fit for a mail but not yet escaped."""

    name: str
    title: str
    due: str
    is_late: bool
    is_promised: bool
    met: str
    note: str
    page: str
    acts: dict[str, str]


def item_for(step: NextStep, reader: User, today: date) -> Item:
    """What the digest says of that step on that day of the reader's."""
    row = step.follow_up
    return Item(
        name=cut(unlinked(step.tie.name), MOST_OF_A_LINE),
        title=cut(unlinked(row.title), MOST_OF_A_LINE),
        due=_due(row.day, today),
        is_late=row.day < today,
        is_promised=row.condition == PROMISED or row.source == PROMISE,
        met=_met(step, reader, today),
        # Only what the reader wrote: addresses in it may become links.
        note=cut(one_line(step.note.text), MOST_OF_A_NOTE) if step.note else cut(unlinked(row.hint), MOST_OF_A_NOTE),
        page=public_url("my.tie", tie_id=step.tie.id),
        acts={act: public_url("prompts.mailed_act", token=make_link(act, reader.id, row.id, row.created_at))
              for act in ACTS},
    )


def _due(day: date, today: date) -> str:
    """Nothing where it is due today."""
    late = (today - day).days
    if late > 0:
        return ngettext("%(num)d day late", "%(num)d days late", late)
    return format_date(day, "EEEE") if late else ""


def _met(step: NextStep, reader: User, today: date) -> str:
    if step.follow_up.source == CADENCE:
        when = ago(evening_of(last_touch(step.tie), reader.time_zone), today)
        return _("You were last in touch %(when)s", when=when)
    there = [one.met_at for one in step.tie.encounters if one.event_id == step.follow_up.event_id]
    when = ago(evening_of(there[0] if there else step.tie.last_met_at, reader.time_zone), today)
    if step.event is None:
        return _("You met %(when)s", when=when)
    return _("You met %(when)s at %(event)s", when=when, event=cut(unlinked(step.event.summary), MOST_OF_A_LINE))
