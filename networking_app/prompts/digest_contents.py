"""What is in a digest: what it is sent for, what is open besides, and for a week what is coming."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.prompts.besides import Besides, besides
from networking_app.prompts.digest_items import Item, item_for
from networking_app.prompts.mail_words import cut, one_line
from networking_app.prompts.next_steps import NextStep, next_steps

AHEAD = timedelta(days=6)
# Mail programs cut off what is longer than 100 kB.
MOST_DUE, MOST_MORE = 15, 10
# What was brought up so often rests until its next quarter.
ENOUGH = 2
MOST_OF_AN_EVENT = 60


@dataclass(frozen=True)
class Contents:
    """What is in one digest: what it is sent for comes first, and what else waits last."""

    day: date
    due: list[NextStep]
    still_open: list[NextStep]
    coming: list[NextStep]
    besides: Besides = Besides()

    @property
    def told(self) -> list[NextStep]:
        """What the subject counts."""
        return self.due + self.coming


@dataclass(frozen=True)
class Section:
    """Some items under a heading, and how many more there are in the app."""

    heading: str
    items: list[Item]
    more: int = 0


def contents_for(reader: User, new: Sequence[int], weekly: bool) -> Contents:
    """What is true now of what was due then, of what is open besides, and for a week of what is coming."""
    today = now().astimezone(ZoneInfo(reader.time_zone)).date()
    due = next_steps(reader.id, until=today, among=None if weekly else new)
    due = [step for step in due if step.follow_up.id in new or step.follow_up.nudges < ENOUGH]
    told = {step.follow_up.id for step in due}
    open_ones = next_steps(reader.id, until=today) if not weekly else []
    still_open = [step for step in open_ones if step.follow_up.id not in told and step.follow_up.nudges < ENOUGH]
    coming = next_steps(reader.id, after=today, until=today + AHEAD) if weekly else []
    return Contents(today, due, still_open, coming, besides(reader.id, today))


def subject_for(contents: Contents) -> str:
    """How many people, and from which event: no name of a person, since lock screens show it."""
    steps = contents.told
    people = len({step.tie.id for step in steps})
    if not people:
        return next((words for words, _page in contents.besides.lines), _("Nobody to follow up today"))
    events = {step.event.id: step.event for step in steps if step.event}
    if len(events) != 1 or not all(step.event for step in steps):
        return ngettext("%(num)d person to follow up", "%(num)d people to follow up", people)
    [event] = events.values()
    return ngettext("%(num)d person to follow up from %(event)s", "%(num)d people to follow up from %(event)s", people,
                    event=cut(one_line(event.summary), MOST_OF_AN_EVENT))


def sections_of(reader: User, contents: Contents) -> list[Section]:
    parts = ((contents.due, "", MOST_DUE), (contents.still_open, _("Still open"), MOST_MORE),
             (contents.coming, _("Coming up this week"), MOST_MORE))
    return [Section(heading, [item_for(step, reader, contents.day) for step in steps[:most]], len(steps[most:]))
            for steps, heading, most in parts if steps]
